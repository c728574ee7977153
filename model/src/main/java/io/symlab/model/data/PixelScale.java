package io.symlab.model.data;

/**
 * What number a pixel becomes, per channel. Looked up: that costs a third of computing it.
 *
 * <p>{@link #CENTRED} is the published choice for perceptrons and small nets (x/255 - 0.5),
 * standardising by the mean and deviation of each channel that for residual nets.
 */
public final class PixelScale {
  /** x/255 - 0.5 in every channel. */
  public static final PixelScale CENTRED = new PixelScale(new float[][] {centred()});

  /** [channel][byte], or one row for all channels. */
  private final float[][] values;

  private PixelScale(float[][] values) {
    this.values = values;
  }

  /** (x/255 - mean) / deviation, each [channels]. */
  static PixelScale standardised(float[] mean, float[] deviation) {
    float[][] values = new float[mean.length][256];
    for (int c = 0; c < mean.length; c++) {
      for (int x = 0; x < 256; x++) {
        values[c][x] = (x / 255f - mean[c]) / deviation[c];
      }
    }
    return new PixelScale(values);
  }

  private static float[] centred() {
    float[] values = new float[256];
    for (int x = 0; x < values.length; x++) {
      values[x] = x / 255f - 0.5f;
    }
    return values;
  }

  /** The numbers of a channel's pixels, by the unsigned byte; not to be changed. */
  float[] channel(int channel) {
    return values.length == 1 ? values[0] : values[channel];
  }
}
