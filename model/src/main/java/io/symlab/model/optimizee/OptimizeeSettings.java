package io.symlab.model.optimizee;

import io.symlab.model.data.DataSettings;
import java.util.ArrayList;
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
 * @param beside the problems that this one is made of, or learned on with; their own are not looked
 *     at
 * @param start a file of weights that every problem starts from; empty for parameters that are
 *     drawn. It is read by whoever opens the problem
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
    OwnTask own,
    Beside beside,
    String start) {
  /**
   * The problems that stand beside one.
   *
   * @param weight of a member of an ensemble, the factor of its loss; of a problem of a mixture,
   *     how often it is drawn, in proportion to the others' weights
   * @param members ensemble: the problems whose losses are added
   * @param mixture other problems that meta-training draws from; all else is done on the problem
   *     beside which they stand
   */
  public record Beside(
      double weight, List<OptimizeeSettings> members, List<OptimizeeSettings> mixture) {
    /** None. */
    public static final Beside NONE = new Beside(1, List.of(), List.of());

    public Beside {
      members = List.copyOf(members);
      mixture = List.copyOf(mixture);
    }
  }

  /** Alone, and of none of a user's files. */
  public OptimizeeSettings(
      String kind,
      List<Integer> hidden,
      int batch,
      double initialScale,
      DataSettings data,
      int instances,
      int dimension,
      String activation) {
    this(
        kind,
        hidden,
        batch,
        initialScale,
        data,
        instances,
        dimension,
        activation,
        OwnTask.NONE,
        Beside.NONE,
        "");
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
        kind,
        List.of(sizes),
        batch,
        initialScale,
        data,
        instances,
        dimension,
        activation,
        own,
        beside,
        start);
  }

  /** The same with as many images per batch. */
  public OptimizeeSettings withBatch(int images) {
    return new OptimizeeSettings(
        kind,
        hidden,
        images,
        initialScale,
        data,
        instances,
        dimension,
        activation,
        own,
        beside,
        start);
  }

  /** The same starting from larger or smaller parameters. */
  public OptimizeeSettings withInitialScale(double deviation) {
    return new OptimizeeSettings(
        kind, hidden, batch, deviation, data, instances, dimension, activation, own, beside, start);
  }

  /** The same on other images. */
  public OptimizeeSettings withData(DataSettings images) {
    return new OptimizeeSettings(
        kind,
        hidden,
        batch,
        initialScale,
        images,
        instances,
        dimension,
        activation,
        own,
        beside,
        start);
  }

  /** The same from other files of the user's own. */
  public OptimizeeSettings withOwn(OwnTask files) {
    return new OptimizeeSettings(
        kind,
        hidden,
        batch,
        initialScale,
        data,
        instances,
        dimension,
        activation,
        files,
        beside,
        start);
  }

  /** The same as the mean of as many instances. */
  public OptimizeeSettings withInstances(int count) {
    return new OptimizeeSettings(
        kind, hidden, batch, initialScale, data, count, dimension, activation, own, beside, start);
  }

  /** The same with as many parameters per instance. */
  public OptimizeeSettings withDimension(int parameters) {
    return new OptimizeeSettings(
        kind,
        hidden,
        batch,
        initialScale,
        data,
        instances,
        parameters,
        activation,
        own,
        beside,
        start);
  }

  /** The same with another activation. */
  public OptimizeeSettings withActivation(Activation other) {
    return new OptimizeeSettings(
        kind,
        hidden,
        batch,
        initialScale,
        data,
        instances,
        dimension,
        other.key(),
        own,
        beside,
        start);
  }

  /** The same with other problems beside it. */
  public OptimizeeSettings withBeside(Beside problems) {
    return new OptimizeeSettings(
        kind,
        hidden,
        batch,
        initialScale,
        data,
        instances,
        dimension,
        activation,
        own,
        problems,
        start);
  }

  /** The same from a file of weights. */
  public OptimizeeSettings withStart(String weights) {
    return new OptimizeeSettings(
        kind,
        hidden,
        batch,
        initialScale,
        data,
        instances,
        dimension,
        activation,
        own,
        beside,
        weights);
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

  /** Itself, then the problems beside it: all whose data are needed. */
  public List<OptimizeeSettings> parts() {
    List<OptimizeeSettings> parts = new ArrayList<>(List.of(this));
    parts.addAll(beside.members());
    parts.addAll(beside.mixture());
    return parts;
  }

  /** The same of other parts, in the order of {@link #parts}. */
  public OptimizeeSettings ofParts(List<OptimizeeSettings> parts) {
    int mixed = 1 + beside.members().size();
    return parts
        .get(0)
        .withBeside(
            new Beside(
                beside.weight(), parts.subList(1, mixed), parts.subList(mixed, parts.size())));
  }
}
