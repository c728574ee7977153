package io.symlab.model.optimizee;

import io.symlab.model.data.DataSettings;
import java.util.List;

/**
 * Which problem is optimised. Each kind has its usual settings, from which others are made:
 *
 * <pre>{@code
 * OptimizeeSettings quadratics = OptimizeeSettings.of(OptimizeeKind.QUADRATIC).withInstances(16);
 * OptimizeeSettings digits =
 *     OptimizeeSettings.of(OptimizeeKind.MLP).withHidden(20).withData(DataSettings.rendered());
 * }</pre>
 *
 * @param kind one of {@link OptimizeeKind#keys()}
 * @param hidden mlp: sizes of the hidden layers, e.g. [30, 20]
 * @param batch on images: images per batch
 * @param initialScale standard deviation of every initial parameter; not for residual nets
 * @param data on images: the images
 * @param instances without images: how many instances the loss is the mean of
 * @param dimension of those: parameters per instance
 * @param activation mlp, small-cnn, lenet: {@code relu}, {@code sigmoid}, {@code tanh} or {@code
 *     elu}
 * @param own torchscript: the user's files
 */
public record OptimizeeSettings(
    String kind,
    List<Integer> hidden,
    int batch,
    double initialScale,
    DataSettings data,
    int instances,
    int dimension,
    String activation,
    OwnTask own) {
  /** None of a user's own. */
  public OptimizeeSettings(
      String kind,
      List<Integer> hidden,
      int batch,
      double initialScale,
      DataSettings data,
      int instances,
      int dimension,
      String activation) {
    this(kind, hidden, batch, initialScale, data, instances, dimension, activation, OwnTask.NONE);
  }

  /** A kind with what is usual for it; of images, those that Symlab draws itself. */
  public static OptimizeeSettings of(OptimizeeKind kind) {
    return new OptimizeeSettings(
        kind.key(),
        List.of(30, 20),
        128,
        0.01,
        DataSettings.rendered(),
        128,
        kind.usualDimension(),
        Activation.RELU.key());
  }

  /** The same with other hidden layers. */
  public OptimizeeSettings withHidden(Integer... sizes) {
    return new OptimizeeSettings(
        kind, List.of(sizes), batch, initialScale, data, instances, dimension, activation, own);
  }

  /** The same with as many images per batch. */
  public OptimizeeSettings withBatch(int images) {
    return new OptimizeeSettings(
        kind, hidden, images, initialScale, data, instances, dimension, activation, own);
  }

  /** The same starting from larger or smaller parameters. */
  public OptimizeeSettings withInitialScale(double deviation) {
    return new OptimizeeSettings(
        kind, hidden, batch, deviation, data, instances, dimension, activation, own);
  }

  /** The same on other images. */
  public OptimizeeSettings withData(DataSettings images) {
    return new OptimizeeSettings(
        kind, hidden, batch, initialScale, images, instances, dimension, activation, own);
  }

  /** The same from other files of the user's own. */
  public OptimizeeSettings withOwn(OwnTask files) {
    return new OptimizeeSettings(
        kind, hidden, batch, initialScale, data, instances, dimension, activation, files);
  }

  /** The same as the mean of as many instances. */
  public OptimizeeSettings withInstances(int count) {
    return new OptimizeeSettings(
        kind, hidden, batch, initialScale, data, count, dimension, activation, own);
  }

  /** The same with as many parameters per instance. */
  public OptimizeeSettings withDimension(int parameters) {
    return new OptimizeeSettings(
        kind, hidden, batch, initialScale, data, instances, parameters, activation, own);
  }

  /** The same with another activation. */
  public OptimizeeSettings withActivation(Activation other) {
    return new OptimizeeSettings(
        kind, hidden, batch, initialScale, data, instances, dimension, other.key(), own);
  }

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

  /** Whether the problem is to classify images. */
  public boolean onImages() {
    return OptimizeeKind.named(kind).map(OptimizeeKind::onImages).orElse(false);
  }

  /** Whether the problem is made of a user's files. */
  public boolean isOwn() {
    return kind.equals(OptimizeeKind.TORCHSCRIPT.key());
  }
}
