package io.symlab.model.optimizee;

import io.symlab.model.data.DataSettings;
import java.util.List;

/**
 * Which problem is optimised.
 *
 * @param kind one of {@link OptimizeeKind#keys()}
 * @param hidden mlp: sizes of the hidden layers, e.g. [30, 20]
 * @param batch on images: images per batch
 * @param initialScale standard deviation of every initial parameter; not for residual nets
 * @param data on images: the images
 * @param instances quadratic, lasso, rastrigin, square-cos: how many instances the loss is the mean
 *     of
 * @param dimension of those: parameters per instance
 * @param activation mlp, small-cnn, lenet: {@code relu}, {@code sigmoid}, {@code tanh} or {@code
 *     elu}
 */
public record OptimizeeSettings(
    String kind,
    List<Integer> hidden,
    int batch,
    double initialScale,
    DataSettings data,
    int instances,
    int dimension,
    String activation) {
  /** With ReLU. */
  public OptimizeeSettings(
      String kind,
      List<Integer> hidden,
      int batch,
      double initialScale,
      DataSettings data,
      int instances,
      int dimension) {
    this(kind, hidden, batch, initialScale, data, instances, dimension, "relu");
  }

  /** Whether the problem is to classify images; otherwise it is drawn from the seed alone. */
  public boolean onImages() {
    return OptimizeeKind.named(kind).map(OptimizeeKind::onImages).orElse(false);
  }
}
