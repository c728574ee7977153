package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.features.Feature;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * The architecture of a learned optimizer. The kinds have their usual ones, from which others are
 * made:
 *
 * <pre>{@code
 * RuleSettings small = RuleSettings.rnnprop();
 * RuleSettings wider = small.withFeatures(Feature.MT, Feature.G).withLinear(9).withLstm(12);
 * RuleSettings dm = RuleSettings.dm().withInputGain(300);
 * RuleSettings mlp = RuleSettings.of(RuleKind.MLP).withHidden(16, 16).withScale(0.001);
 * }</pre>
 *
 * @param features what it sees of each coordinate, in order
 * @param preprocess what is done to each feature first
 * @param linear size of the linear + ELU layer in front; 0 for the kinds that have none
 * @param lstm sizes of the LSTM layers; none for an MLP
 * @param hidden of an MLP: sizes of the hidden layers
 * @param scale its update is scale * tanh(output), or scale * output without tanh; 0.01 as
 *     published, 0.001 for an MLP
 * @param preTanhScale whether its update is 0.1 scale * tanh(s output) instead, with s learned,
 *     from 100
 * @param groupRates whether each parameter group has a learned rate in place of the scale (LUM)
 * @param groups with group rates: how many groups its problems have; 0 while that is not known
 * @param inputGain what features that grow with the gradient are multiplied with before anything
 *     else; empty while it is to be had from the first gradients, see {@link FirstGradients}
 */
public record RuleSettings(
    RuleKind kind,
    List<Feature> features,
    Preprocess preprocess,
    int linear,
    List<Integer> lstm,
    List<Integer> hidden,
    double scale,
    boolean preTanhScale,
    boolean groupRates,
    int groups,
    OptionalDouble inputGain) {
  /** What updates are multiplied with, as published. */
  public static final double USUAL_SCALE = 0.01;

  static final OptionalDouble NO_GAIN = OptionalDouble.of(1);

  /**
   * An architecture.
   *
   * @throws IllegalArgumentException when there is no such optimizer
   */
  public RuleSettings {
    features = List.copyOf(features);
    lstm = List.copyOf(lstm);
    hidden = List.copyOf(hidden);
    ArchitectureChecks.features(features, inputGain);
    ArchitectureChecks.scale(scale, groupRates, groups);
    ArchitectureChecks.layers(kind, linear, lstm, hidden);
    ArchitectureChecks.options(kind, preprocess, preTanhScale, groupRates, inputGain);
  }

  /** One with an LSTM stack that takes features as they are. */
  public RuleSettings(
      RuleKind kind,
      List<Feature> features,
      Preprocess preprocess,
      int linear,
      List<Integer> lstm,
      double scale,
      boolean preTanhScale,
      boolean groupRates,
      int groups) {
    this(
        kind,
        features,
        preprocess,
        linear,
        lstm,
        List.of(),
        scale,
        preTanhScale,
        groupRates,
        groups,
        NO_GAIN);
  }

  /** RNNProp without options. */
  public RuleSettings(List<Feature> features, int linear, List<Integer> lstm, double scale) {
    this(RuleKind.RNNPROP, features, Preprocess.RAW, linear, lstm, scale, false, false, 0);
  }

  /** A kind with what is usual for it. */
  public static RuleSettings of(RuleKind kind) {
    return new RuleSettings(
        kind,
        kind.usualFeatures(),
        Preprocess.RAW,
        kind.usualLinear(),
        kind.usualLstm(),
        kind.usualHidden(),
        USUAL_SCALE,
        false,
        false,
        0,
        NO_GAIN);
  }

  /** RP_s, the small RNNProp: (mt, gt), a linear layer of 6, an LSTM of 7; 446 parameters. */
  public static RuleSettings rnnprop() {
    return of(RuleKind.RNNPROP);
  }

  /** DM as published: the gradient alone, two LSTM layers of 20. */
  public static RuleSettings dm() {
    return of(RuleKind.DM);
  }

  /** The same with its input preprocessed. */
  public static RuleSettings dm(Preprocess preprocess) {
    return dm().withPreprocess(preprocess);
  }

  /** The same seeing other features, in this order. */
  public RuleSettings withFeatures(Feature... others) {
    return with(copy -> copy.features = List.of(others));
  }

  /** The same with something else done to each feature first. */
  public RuleSettings withPreprocess(Preprocess other) {
    return with(copy -> copy.preprocess = other);
  }

  /** The same with another linear layer in front. */
  public RuleSettings withLinear(int size) {
    return with(copy -> copy.linear = size);
  }

  /** The same with other LSTM layers, from the first. */
  public RuleSettings withLstm(Integer... sizes) {
    return with(copy -> copy.lstm = List.of(sizes));
  }

  /** The same with other hidden layers, from the first. */
  public RuleSettings withHidden(Integer... sizes) {
    return with(copy -> copy.hidden = List.of(sizes));
  }

  /** The same with updates of another scale. */
  public RuleSettings withScale(double other) {
    return with(copy -> copy.scale = other);
  }

  /** The same with a learned scale before tanh. */
  public RuleSettings withPreTanhScale() {
    return with(copy -> copy.preTanhScale = true);
  }

  /** The same with a learned rate per group; of how many groups is not known yet. */
  public RuleSettings withGroupRates() {
    return withGroups(true, groups);
  }

  /** The same with one scale for all. */
  public RuleSettings withoutGroupRates() {
    return withGroups(false, 0);
  }

  private RuleSettings withGroups(boolean rates, int count) {
    return with(
        copy -> {
          copy.groupRates = rates;
          copy.groups = count;
        });
  }

  /** The same with features that grow with the gradient multiplied by this first. */
  public RuleSettings withInputGain(double gain) {
    return withGain(OptionalDouble.of(gain));
  }

  /** The same with that factor to be had from the first gradients of meta-training. */
  public RuleSettings withInputGainOfFirstGradients() {
    return withGain(OptionalDouble.empty());
  }

  private RuleSettings withGain(OptionalDouble gain) {
    return with(copy -> copy.inputGain = gain);
  }

  private RuleSettings with(Consumer<ArchitectureCopy> change) {
    ArchitectureCopy copy = new ArchitectureCopy(this);
    change.accept(copy);
    return copy.settings();
  }

  /** What each feature is multiplied with before anything else, [features]. */
  float[] gains() {
    float gain =
        (float)
            inputGain.orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a learned optimizer whose input gain is still to be had from first"
                            + " gradients"));
    float[] gains = new float[features.size()];
    for (int f = 0; f < gains.length; f++) {
      gains[f] = features.get(f).scalesWithGradient() ? gain : 1;
    }
    return gains;
  }

  /**
   * The architecture for problems of such groups: the same one, unless it has a rate per group and
   * their number was not known.
   *
   * @throws IllegalArgumentException when it has rates for another number of groups
   */
  public RuleSettings on(List<ParameterGroup> problem) {
    if (!groupRates || groups == problem.size()) {
      return this;
    }
    if (groups > 0) {
      throw new IllegalArgumentException(
          "this optimizer has learned the rates of "
              + groups
              + " parameter groups (rule.group-rates) and cannot work on a problem with "
              + problem.size()
              + ": "
              + problem.stream().map(ParameterGroup::name).toList());
    }
    return withGroups(true, problem.size());
  }

  /** Whether the other is this one, in every respect that is known of this one. */
  boolean metBy(RuleSettings other) {
    RuleSettings wanted = this;
    RuleSettings found = other;
    if (groupRates && groups == 0 && other.groupRates) {
      wanted = wanted.withoutGroupRates();
      found = found.withoutGroupRates();
    }
    return (inputGain.isEmpty() ? wanted.withGain(found.inputGain) : wanted).equals(found);
  }

  /**
   * The tensors of its meta-parameters, in the order in which they stand in phi.
   *
   * @throws IllegalArgumentException when it has a rate per group and their number is not known
   */
  public List<WeightTensor> tensors() {
    return kind.isMlp() ? MlpLayout.of(this).tensors() : RuleLayout.of(this).tensors();
  }

  /** How many meta-parameters such an optimizer has; 446 for RP_s. */
  public int parameters() {
    return kind.isMlp() ? MlpLayout.of(this).parameters() : RuleLayout.of(this).parameters();
  }

  /** Whether the number of its groups and its input gain are known, so that it can be stored. */
  public boolean isKnown() {
    return inputGain.isPresent() && (!groupRates || groups > 0);
  }

  /** In words, everything that tells it from another one. */
  public String describe() {
    return ArchitectureText.of(this);
  }
}
