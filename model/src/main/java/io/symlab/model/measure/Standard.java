package io.symlab.model.measure;

import io.symlab.symbolic.sample.Samples;

/**
 * The shift and scale that make a column's mean 0 and its standard deviation 1; a column that does
 * not vary becomes 0.
 */
record Standard(double mean, double deviation) {
  static Standard of(float[] column, int rows) {
    double mean = 0;
    for (int i = 0; i < rows; i++) {
      mean += column[i];
    }
    mean /= rows;
    double squares = 0;
    for (int i = 0; i < rows; i++) {
      squares += (column[i] - mean) * (column[i] - mean);
    }
    return new Standard(mean, Math.sqrt(squares / rows));
  }

  static Standard[] ofColumns(Samples samples) {
    Standard[] all = new Standard[samples.features()];
    for (int f = 0; f < all.length; f++) {
      all[f] = of(samples.column(f), samples.rows());
    }
    return all;
  }

  float apply(float x) {
    return deviation > 0 ? (float) ((x - mean) / deviation) : 0;
  }
}
