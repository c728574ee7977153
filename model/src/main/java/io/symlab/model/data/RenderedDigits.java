package io.symlab.model.data;

import io.symlab.symbolic.Randomness;
import java.util.SplittableRandom;

/** Digits that Symlab draws itself, in MNIST's shape, so that everything runs without any file. */
final class RenderedDigits {
  /** Which of the seven segments each digit has: top, upper left, upper right, middle, ... */
  private static final int[] SEGMENTS = {
    0b1110111, 0b0010010, 0b1011101, 0b1011011, 0b0111010, 0b1101011, 0b1101111, 0b1010010,
    0b1111111, 0b1111011
  };

  private RenderedDigits() {}

  static Images draw(int images, long seed) {
    ImageSet train = set(images, seed, "train");
    ImageSet test = set(Math.max(1, images / 6), seed, "test");
    return new Images(train, test, images + " rendered digits, seed " + seed);
  }

  private static ImageSet set(int count, long seed, String role) {
    byte[] pixels = new byte[count * ImageSet.PIXELS];
    byte[] labels = new byte[count];
    for (int i = 0; i < count; i++) {
      SplittableRandom random = Randomness.stream(seed, "digits." + role, i);
      labels[i] = (byte) random.nextInt(ImageSet.CLASSES);
      int segments = SEGMENTS[labels[i]];
      int x = 8 + random.nextInt(5) - 2;
      int y = 4 + random.nextInt(5) - 2;
      int at = i * ImageSet.PIXELS;
      fill(pixels, at, x, y, 12, 2, segments >> 6 & 1);
      fill(pixels, at, x, y, 2, 10, segments >> 5 & 1);
      fill(pixels, at, x + 10, y, 2, 10, segments >> 4 & 1);
      fill(pixels, at, x, y + 9, 12, 2, segments >> 3 & 1);
      fill(pixels, at, x, y + 10, 2, 10, segments >> 2 & 1);
      fill(pixels, at, x + 10, y + 10, 2, 10, segments >> 1 & 1);
      fill(pixels, at, x, y + 18, 12, 2, segments & 1);
    }
    return new ImageSet(pixels, labels);
  }

  private static void fill(byte[] pixels, int at, int x, int y, int width, int height, int on) {
    for (int r = y; r < y + height && on != 0; r++) {
      for (int c = x; c < x + width; c++) {
        pixels[at + r * ImageSet.EDGE + c] = (byte) 255;
      }
    }
  }
}
