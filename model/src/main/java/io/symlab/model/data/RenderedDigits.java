package io.symlab.model.data;

import io.symlab.symbolic.Randomness;
import java.util.SplittableRandom;

/**
 * Digits that Symlab writes itself, in MNIST's shape: the built-in data, so that everything runs on
 * any machine without a file or a font. Every image is a function of (seed, set, number) alone.
 */
final class RenderedDigits {
  private RenderedDigits() {}

  /**
   * Draws a training set and a test set a sixth as large.
   *
   * @param images training images, 1 or more
   * @throws DataException when there are none to draw
   */
  static Images draw(int images, long seed) {
    if (images < 1) {
      throw new DataException("data.images is " + images + ": choose 1 or more digits to draw");
    }
    ImageSet train = set(images, seed, "train");
    ImageSet test = set(Math.max(1, images / 6), seed, "test");
    String description =
        "rendered digits, " + images + " + " + test.count() + " images, seed " + seed;
    return new Images(train, test, description);
  }

  private static ImageSet set(int count, long seed, String role) {
    byte[] pixels = new byte[count * ImageShape.DIGITS.pixels()];
    byte[] labels = new byte[count];
    DigitPen pen = new DigitPen();
    for (int i = 0; i < count; i++) {
      SplittableRandom random = Randomness.stream(seed, "digits." + role, i);
      labels[i] = (byte) random.nextInt(ImageShape.DIGITS.classes());
      pen.draw(labels[i], random, pixels, i * ImageShape.DIGITS.pixels());
    }
    return new ImageSet(pixels, labels);
  }
}
