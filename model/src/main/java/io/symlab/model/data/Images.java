package io.symlab.model.data;

import io.symlab.symbolic.Randomness;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A training and a test set of labelled 28x28 images, the training set split in two halves. What an
 * image optimizee trains on, with the checksum and the line that a result's provenance names.
 */
public final class Images {
  private static final ConcurrentMap<DataSettings, Images> LOADED = new ConcurrentHashMap<>();

  /** Fixed, whatever the experiment's seed: the halves are the same in every experiment. */
  private static final long SPLIT_SEED = 60_000;

  private final ImageSet train;
  private final ImageSet test;
  private final String description;
  private final String checksum;
  private final int[] order;

  Images(ImageSet train, ImageSet test, String description) {
    this.train = train;
    this.test = test;
    this.description = description;
    this.checksum = checksum(train, test);
    this.order = shuffled(train.count(), Randomness.stream(SPLIT_SEED, "images.halves"));
  }

  /**
   * The images that the settings name; loaded or drawn once per process.
   *
   * @throws DataException when they cannot be had
   */
  public static Images load(DataSettings settings) {
    return LOADED.computeIfAbsent(settings, Images::read);
  }

  private static Images read(DataSettings settings) {
    return switch (settings.kind()) {
      case "rendered" -> RenderedDigits.draw(settings.images(), settings.seed());
      case "mnist" -> IdxFiles.read(settings);
      default ->
          throw new DataException(
              "data.kind is \"" + settings.kind() + "\": choose rendered or mnist");
    };
  }

  public ImageSet train() {
    return train;
  }

  public ImageSet test() {
    return test;
  }

  /** What these images are, in one line. */
  public String description() {
    return description;
  }

  /** SHA-256, in hex, over pixels and labels of both sets. */
  public String checksum() {
    return checksum;
  }

  /** The training images of one half, in a fixed shuffled order; the second may have one more. */
  public int[] half(boolean first) {
    int middle = order.length / 2;
    return first
        ? java.util.Arrays.copyOfRange(order, 0, middle)
        : java.util.Arrays.copyOfRange(order, middle, order.length);
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

  private static String checksum(ImageSet train, ImageSet test) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (ImageSet set : new ImageSet[] {train, test}) {
        digest.update(set.pixels());
        digest.update(set.labels());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
