package io.symlab.model.data;

import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.Sha256;
import java.lang.ref.SoftReference;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A training and a test set of labelled images of one shape, the training set split in two halves.
 * What an image optimizee trains on, with the checksum and the line that a result's provenance
 * names.
 */
public final class Images {
  private static final ConcurrentMap<DataSettings, Kept> LOADED = new ConcurrentHashMap<>();

  /** What was read, and from which files. */
  private record Kept(SoftReference<Images> images, String stamp) {}

  /** Fixed, whatever the experiment's seed: the halves are the same in every experiment. */
  private static final long SPLIT_SEED = 60_000;

  private final ImageSet train;
  private final ImageSet test;
  private final String description;
  private final int[] order;
  private volatile String checksum;

  Images(ImageSet train, ImageSet test, String description) {
    this.train = train;
    this.test = test;
    this.description = description;
    this.order = shuffled(train.count(), Randomness.stream(SPLIT_SEED, "images.halves"));
  }

  /**
   * The images that the settings name; loaded or drawn once per process, and kept while memory
   * allows and the files are as they were. Any thread may ask.
   *
   * @throws DataException when they cannot be had
   */
  public static Images load(DataSettings settings) {
    DataSettings key = essence(settings);
    Images[] kept = new Images[1];
    LOADED.compute(
        key,
        (k, before) -> {
          String stamp = FilesStamp.of(settings);
          kept[0] = before != null && before.stamp.equals(stamp) ? before.images.get() : null;
          if (kept[0] != null) {
            return before;
          }
          kept[0] = read(settings);
          return new Kept(
              new SoftReference<>(kept[0]), settings.download() ? FilesStamp.of(settings) : stamp);
        });
    return kept[0];
  }

  /** The settings without what doesn't matter to their kind. */
  private static DataSettings essence(DataSettings settings) {
    return settings.kind().equals("rendered")
        ? new DataSettings(
            "rendered", "", false, settings.images(), settings.seed(), settings.classes(), "")
        : new DataSettings(
            settings.kind(), settings.directory(), false, 0, 0, settings.classes(), "");
  }

  private static Images read(DataSettings settings) {
    ImageSource source =
        ImageSource.named(settings.kind())
            .orElseThrow(
                () ->
                    new DataException(
                        "optimizee.data.kind is \""
                            + settings.kind()
                            + "\": choose one of "
                            + String.join(", ", ImageSource.keys())));
    ClassHalf half =
        ClassHalf.named(settings.classes())
            .orElseThrow(
                () ->
                    new DataException(
                        "optimizee.data.classes is \""
                            + settings.classes()
                            + "\": choose all, A or B"));
    if (half != ClassHalf.ALL && source != ImageSource.CIFAR10) {
      throw new DataException(
          "optimizee.data.classes is "
              + settings.classes()
              + ": the halves A and B are those of optimizee.data.kind = cifar10, not of "
              + source.key());
    }
    return switch (source) {
      case RENDERED -> RenderedDigits.draw(settings.images(), settings.seed());
      case MNIST, FASHION_MNIST -> IdxFiles.read(source, settings);
      case CIFAR10 -> CifarFiles.read(settings, half);
      case ARRAYS -> ArrayImages.read(settings);
    };
  }

  /**
   * The files that images are read from, as they lie now; none for those that are drawn.
   *
   * @throws DataException when one is missing
   */
  public static List<Path> files(DataSettings settings) {
    ImageSource source = ImageSource.named(settings.kind()).orElse(ImageSource.RENDERED);
    return switch (source) {
      case RENDERED -> List.of();
      case MNIST, FASHION_MNIST -> IdxFiles.files(source, settings);
      case CIFAR10 -> CifarFiles.files(settings);
      case ARRAYS -> ArrayImages.files(settings);
    };
  }

  /** What every image of both sets looks like. */
  public ImageShape shape() {
    return train.shape();
  }

  /** The images to train on. */
  public ImageSet train() {
    return train;
  }

  /** The images to judge by. */
  public ImageSet test() {
    return test;
  }

  /** What these images are, in one line. */
  public String description() {
    return description;
  }

  /** SHA-256, in hex, over pixels and labels of both sets. */
  public String checksum() {
    if (checksum == null) {
      checksum = sha256(train, test);
    }
    return checksum;
  }

  /** The training images of one half, in a fixed shuffled order; the second may have one more. */
  public int[] half(boolean first) {
    int middle = order.length / 2;
    return first
        ? Arrays.copyOfRange(order, 0, middle)
        : Arrays.copyOfRange(order, middle, order.length);
  }

  /** The numbers below n in random order (Fisher and Yates). */
  public static int[] shuffled(int n, SplittableRandom random) {
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  private static String sha256(ImageSet train, ImageSet test) {
    MessageDigest digest = Sha256.begin();
    for (ImageSet set : new ImageSet[] {train, test}) {
      digest.update(set.pixels());
      digest.update(set.labels());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
