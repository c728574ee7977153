package io.symlab.model.data;

/**
 * Which images.
 *
 * @param kind {@code rendered} (digits that Symlab draws itself), {@code mnist}, {@code
 *     fashion-mnist} (IDX files) or {@code cifar10} (its binary version)
 * @param directory of the files, gzipped or not; not for rendered
 * @param download whether missing files may be fetched; not for rendered
 * @param images rendered: how many training images to draw (a sixth as many test images come along)
 * @param seed rendered: of the strokes and distortions
 * @param classes {@code all}, or for cifar10 {@code A} (even labels) or {@code B} (odd labels)
 * @param augment whether training images are shifted and mirrored at random: {@code on}, {@code
 *     off}, or {@code auto} (on for residual nets)
 */
public record DataSettings(
    String kind,
    String directory,
    boolean download,
    int images,
    long seed,
    String classes,
    String augment) {
  /** All classes; augmented where that is usual. */
  public DataSettings(String kind, String directory, boolean download, int images, long seed) {
    this(kind, directory, download, images, seed, "all", "auto");
  }

  /** The same images from another directory. */
  public DataSettings in(String another) {
    return new DataSettings(kind, another, download, images, seed, classes, augment);
  }
}
