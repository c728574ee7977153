package io.symlab.model.data;

/**
 * Labelled 28x28 grayscale images as bytes, one after the other. Immutable by agreement: the arrays
 * are shared, not copied.
 */
public final class ImageSet {
  /** Pixels along an edge. */
  public static final int EDGE = 28;

  /** Pixels of an image. */
  public static final int PIXELS = EDGE * EDGE;

  /** Labels run from 0 to 9. */
  public static final int CLASSES = 10;

  /** x/255 - 0.5 by x: looking up costs a third of dividing. */
  private static final float[] VALUES = new float[256];

  static {
    for (int x = 0; x < VALUES.length; x++) {
      VALUES[x] = x / 255f - 0.5f;
    }
  }

  private final byte[] pixels;
  private final byte[] labels;

  /**
   * Wraps pixels and labels.
   *
   * @param pixels [count * 784], rows from the top, 0 is background
   * @param labels [count], 0 to 9
   * @throws IllegalArgumentException when the lengths do not fit or a label is out of range
   */
  public ImageSet(byte[] pixels, byte[] labels) {
    if (pixels.length != labels.length * PIXELS) {
      throw new IllegalArgumentException(
          pixels.length + " pixels for " + labels.length + " labels of 28x28 images");
    }
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= CLASSES) {
        throw new IllegalArgumentException("label " + (labels[i] & 0xff) + " of image " + i);
      }
    }
    this.pixels = pixels;
    this.labels = labels;
  }

  /** How many images. */
  public int count() {
    return labels.length;
  }

  /** The class of an image, 0 to 9. */
  public int label(int image) {
    return labels[image];
  }

  /** One pixel, 0 to 255. */
  public int pixel(int image, int row, int column) {
    return pixels[image * PIXELS + row * EDGE + column] & 0xff;
  }

  /** Writes an image's 784 pixels as x/255 - 0.5 from {@code offset}. */
  public void copy(int image, float[] into, int offset) {
    int from = image * PIXELS;
    for (int i = 0; i < PIXELS; i++) {
      into[offset + i] = VALUES[pixels[from + i] & 0xff];
    }
  }

  byte[] pixels() {
    return pixels;
  }

  byte[] labels() {
    return labels;
  }
}
