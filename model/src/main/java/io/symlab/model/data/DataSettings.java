package io.symlab.model.data;

import java.nio.file.Path;

/**
 * Which images.
 *
 * @param kind {@code rendered} (digits that Symlab draws itself), {@code mnist}, {@code
 *     fashion-mnist} (IDX files), {@code cifar10} (its binary version) or {@code arrays} (a user's
 *     own)
 * @param directory of the files, gzipped or not, of arrays also an .npz file; not for rendered
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
  /** Digits that Symlab draws itself: 12,000 for training. */
  public static DataSettings rendered() {
    return rendered(12_000);
  }

  /** As many training images of digits that Symlab draws itself. */
  public static DataSettings rendered(int images) {
    return new DataSettings(ImageSource.RENDERED.key(), "", false, images, 1);
  }

  /** The files of a source in a directory; nothing is fetched. */
  public static DataSettings of(ImageSource source, Path directory) {
    return rendered().from(source).in(directory.toString());
  }

  private DataSettings from(ImageSource source) {
    return new DataSettings(source.key(), directory, download, images, seed, classes, augment);
  }

  /** All classes; augmented where that is usual. */
  public DataSettings(String kind, String directory, boolean download, int images, long seed) {
    this(kind, directory, download, images, seed, "all", "auto");
  }

  /** The same images from the files of a directory; nothing is fetched. */
  public DataSettings at(String another) {
    return new DataSettings(kind, another, false, images, seed, classes, augment);
  }

  /** The same images from another directory. */
  public DataSettings in(String another) {
    return new DataSettings(kind, another, download, images, seed, classes, augment);
  }
}
