package io.symlab.model.data;

/**
 * Labelled images of one shape as bytes, one after the other: channel by channel, rows from the
 * top. Immutable by agreement: the arrays are shared, not copied.
 */
public final class ImageSet {
  private final ImageShape shape;
  private final byte[] pixels;
  private final byte[] labels;

  /** Gray images of 28x28 in ten classes. */
  public ImageSet(byte[] pixels, byte[] labels) {
    this(ImageShape.DIGITS, pixels, labels);
  }

  /**
   * Wraps pixels and labels.
   *
   * @param pixels [count, channels, edge, edge]
   * @param labels [count], below the shape's classes
   * @throws IllegalArgumentException when the lengths do not fit or a label is out of range
   */
  public ImageSet(ImageShape shape, byte[] pixels, byte[] labels) {
    if (pixels.length != (long) labels.length * shape.pixels()) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for " + labels.length + " labels of " + shape.words());
    }
    for (int i = 0; i < labels.length; i++) {
      if ((labels[i] & 0xff) >= shape.classes()) {
        throw new IllegalArgumentException("label " + (labels[i] & 0xff) + " of image " + i);
      }
    }
    this.shape = shape;
    this.pixels = pixels;
    this.labels = labels;
  }

  /** What every image of it looks like. */
  public ImageShape shape() {
    return shape;
  }

  /** How many images. */
  public int count() {
    return labels.length;
  }

  /** The class of an image. */
  public int label(int image) {
    return labels[image] & 0xff;
  }

  /** Some of them, in this order. */
  ImageSet of(int[] images) {
    byte[] some = new byte[images.length];
    byte[] theirs = new byte[images.length * shape.pixels()];
    for (int i = 0; i < images.length; i++) {
      some[i] = labels[images[i]];
      System.arraycopy(
          pixels, images[i] * shape.pixels(), theirs, i * shape.pixels(), shape.pixels());
    }
    return new ImageSet(shape, theirs, some);
  }

  /** Pixels less the mean of their channel here, by its deviation here (where that is 0, by 1). */
  PixelScale standardised() {
    int plane = shape.edge() * shape.edge();
    float[] means = new float[shape.channels()];
    float[] deviations = new float[shape.channels()];
    for (int c = 0; c < means.length; c++) {
      long sum = 0;
      long squares = 0;
      for (int image = 0; image < count(); image++) {
        int from = image * shape.pixels() + c * plane;
        for (int i = from; i < from + plane; i++) {
          int x = pixels[i] & 0xff;
          sum += x;
          squares += (long) x * x;
        }
      }
      double numbers = (double) count() * plane;
      double mean = sum / numbers;
      double deviation = Math.sqrt(Math.max(0, squares / numbers - mean * mean));
      means[c] = (float) (mean / 255);
      deviations[c] = deviation == 0 ? 1 : (float) (deviation / 255);
    }
    return PixelScale.standardised(means, deviations);
  }

  /** One pixel of the first channel, 0 to 255. */
  public int pixel(int image, int row, int column) {
    return pixel(image, 0, row, column);
  }

  /** One pixel, 0 to 255. */
  public int pixel(int image, int channel, int row, int column) {
    int edge = shape.edge();
    return pixels[image * shape.pixels() + (channel * edge + row) * edge + column] & 0xff;
  }

  /** Writes an image's numbers as x/255 - 0.5 from {@code offset}. */
  public void copy(int image, float[] into, int offset) {
    copy(image, PixelScale.CENTRED, into, offset);
  }

  /** Writes an image's numbers, scaled, [channels, edge, edge] from {@code offset}. */
  public void copy(int image, PixelScale scale, float[] into, int offset) {
    int plane = shape.edge() * shape.edge();
    int from = image * shape.pixels();
    for (int c = 0; c < shape.channels(); c++) {
      float[] values = scale.channel(c);
      for (int i = c * plane; i < (c + 1) * plane; i++) {
        into[offset + i] = values[pixels[from + i] & 0xff];
      }
    }
  }

  /**
   * Writes an image as {@link #copy} does, but shifted and perhaps mirrored: what a crop of the
   * image with a black margin shows.
   *
   * @param down rows that the crop starts below the image's top, may be negative
   * @param right columns that it starts right of its left edge, may be negative
   * @param mirrored whether left and right are exchanged after the crop
   */
  public void copyCrop(
      int image, PixelScale scale, int down, int right, boolean mirrored, float[] into, int at) {
    int edge = shape.edge();
    int to = at;
    for (int c = 0; c < shape.channels(); c++) {
      float[] values = scale.channel(c);
      int plane = image * shape.pixels() + c * edge * edge;
      for (int row = down; row < edge + down; row++) {
        for (int i = 0; i < edge; i++) {
          int column = right + (mirrored ? edge - 1 - i : i);
          boolean inside = row >= 0 && row < edge && column >= 0 && column < edge;
          into[to++] = values[inside ? pixels[plane + row * edge + column] & 0xff : 0];
        }
      }
    }
  }

  byte[] pixels() {
    return pixels;
  }

  byte[] labels() {
    return labels;
  }
}
