package io.symlab.model.data;

/**
 * The shape of the images of a set, and into how many classes they fall.
 *
 * @param channels 1 (gray), 3 (red, green, blue) or others; the numbers of what is no square image
 * @param edge pixels along an edge; images are square, and what is none has an edge of 1
 * @param classes labels run from 0 to classes - 1
 */
public record ImageShape(int channels, int edge, int classes) {
  /** MNIST's: gray, 28x28, ten classes. */
  public static final ImageShape DIGITS = new ImageShape(1, 28, 10);

  /** CIFAR-10's: red, green and blue, 32x32, ten classes. */
  public static final ImageShape COLOUR = new ImageShape(3, 32, 10);

  /** Numbers in an image: channels x edge x edge. */
  public int pixels() {
    return channels * edge * edge;
  }

  /** Whether it is an image, with neighbours, and no mere vector of numbers. */
  public boolean image() {
    return edge > 1;
  }

  /** In words, e.g. {@code 28x28 gray}. */
  public String words() {
    if (!image()) {
      return channels + " numbers";
    }
    String kind =
        switch (channels) {
          case 1 -> " gray";
          case 3 -> " colour";
          default -> " with " + channels + " channels";
        };
    return edge + "x" + edge + kind;
  }
}
