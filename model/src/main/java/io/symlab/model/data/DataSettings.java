package io.symlab.model.data;

/**
 * Which images.
 *
 * @param kind {@code rendered} (digits that Symlab draws itself) or {@code mnist} (IDX files)
 * @param directory mnist: the folder of the four IDX files, gzipped or not
 * @param download mnist: whether missing files may be fetched
 * @param images rendered: how many training images to draw (a sixth as many test images come along)
 * @param seed rendered: of the strokes and distortions
 */
public record DataSettings(
    String kind, String directory, boolean download, int images, long seed) {}
