package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.features.Feature;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The architecture of a learned optimizer. The two kinds have their usual ones, from which others
 * are made:
 *
 * <pre>{@code
 * RuleSettings small = RuleSettings.rnnprop();
 * RuleSettings wider = small.withFeatures(Feature.MT, Feature.G).withLinear(9).withLstm(12);
 * RuleSettings dm = RuleSettings.dm().withInputGain(300);
 * }</pre>
 *
 * @param features what it sees of each coordinate, in order
 * @param preprocess what is done to each feature first
 * @param linear size of the linear + ELU layer in front; 0 for the kind that has none
 * @param lstm sizes of the LSTM layers
 * @param scale its update is scale * tanh(output), or scale * output without tanh; 0.01 as
 *     published
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
    double scale,
    boolean preTanhScale,
    boolean groupRates,
    int groups,
    OptionalDouble inputGain) {
  /** What updates are multiplied with, as published. */
  public static final double USUAL_SCALE = 0.01;

  private static final OptionalDouble NO_GAIN = OptionalDouble.of(1);

  /**
   * An architecture.
   *
   * @throws IllegalArgumentException when there is no such optimizer
   */
  public RuleSettings {
    features = List.copyOf(features);
    lstm = List.copyOf(lstm);
    require(!features.isEmpty(), "a learned optimizer needs a feature at least");
    require(
        features.stream().distinct().count() == features.size(),
        "a learned optimizer that sees a feature twice: " + features);
    require(
        features.stream().noneMatch(Feature::windowed),
        "a learned optimizer cannot see mean-g or mean-g2, which are means over samples' windows");
    require(!lstm.isEmpty(), "a learned optimizer needs an LSTM layer at least");
    require(lstm.stream().allMatch(size -> size > 0), "LSTM layers of the sizes " + lstm);
    require(
        scale > 0 && Double.isFinite(scale),
        "the scale of a learned optimizer's updates is " + scale + "; it must be above 0");
    if (kind == RuleKind.DM) {
      require(linear == 0, "dm has no linear layer in front, so its size is 0, not " + linear);
      require(!preTanhScale, "dm has no tanh, so there is no scale before it");
    } else {
      require(linear > 0, "a linear layer of size " + linear + " in front of the LSTM");
    }
    require(groups >= 0 && (groupRates || groups == 0), "rates of " + groups + " groups");
    double gain = inputGain.orElse(1);
    require(
        (float) gain > 0 && Float.isFinite((float) gain),
        "the input gain of a learned optimizer is " + gain + "; it must be above 0");
    require(
        inputGain.equals(NO_GAIN) || features.stream().anyMatch(Feature::scalesWithGradient),
        "an input gain, but none of the features "
            + features.stream().map(Feature::recipeName).toList()
            + " grows with the gradient");
  }

  /** One that takes features as they are. */
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
        kind, features, preprocess, linear, lstm, scale, preTanhScale, groupRates, groups, NO_GAIN);
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
        USUAL_SCALE,
        false,
        false,
        0);
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
    return new RuleSettings(
        kind,
        List.of(others),
        preprocess,
        linear,
        lstm,
        scale,
        preTanhScale,
        groupRates,
        groups,
        inputGain);
  }

  /** The same with something else done to each feature first. */
  public RuleSettings withPreprocess(Preprocess other) {
    return new RuleSettings(
        kind, features, other, linear, lstm, scale, preTanhScale, groupRates, groups, inputGain);
  }

  /** The same with another linear layer in front. */
  public RuleSettings withLinear(int size) {
    return new RuleSettings(
        kind, features, preprocess, size, lstm, scale, preTanhScale, groupRates, groups, inputGain);
  }

  /** The same with other LSTM layers, from the first. */
  public RuleSettings withLstm(Integer... sizes) {
    return new RuleSettings(
        kind,
        features,
        preprocess,
        linear,
        List.of(sizes),
        scale,
        preTanhScale,
        groupRates,
        groups,
        inputGain);
  }

  /** The same with updates of another scale. */
  public RuleSettings withScale(double other) {
    return new RuleSettings(
        kind,
        features,
        preprocess,
        linear,
        lstm,
        other,
        preTanhScale,
        groupRates,
        groups,
        inputGain);
  }

  /** The same with a learned scale before tanh. */
  public RuleSettings withPreTanhScale() {
    return new RuleSettings(
        kind, features, preprocess, linear, lstm, scale, true, groupRates, groups, inputGain);
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
    return new RuleSettings(
        kind, features, preprocess, linear, lstm, scale, preTanhScale, rates, count, inputGain);
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
    return new RuleSettings(
        kind, features, preprocess, linear, lstm, scale, preTanhScale, groupRates, groups, gain);
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
    return RuleLayout.of(this).tensors();
  }

  /** How many meta-parameters such an optimizer has; 446 for RP_s. */
  public int parameters() {
    return RuleLayout.of(this).parameters();
  }

  /** Whether the number of its groups and its input gain are known, so that it can be stored. */
  public boolean isKnown() {
    return inputGain.isPresent() && (!groupRates || groups > 0);
  }

  /** In words, everything that tells it from another one. */
  public String describe() {
    return "kind "
        + kind.key()
        + ", features "
        + features.stream().map(Feature::recipeName).toList()
        + (preprocess == Preprocess.RAW ? "" : ", preprocess " + preprocess.key())
        + (linear > 0 ? ", linear " + linear : "")
        + ", lstm "
        + lstm
        + ", scale "
        + scale
        + (preTanhScale ? ", a scale before tanh" : "")
        + (groupRates ? ", rates of " + (groups > 0 ? groups : "all") + " groups" : "")
        + describeGain();
  }

  private String describeGain() {
    if (inputGain.equals(NO_GAIN)) {
      return "";
    }
    return inputGain.isPresent()
        ? ", input gain " + inputGain.getAsDouble()
        : ", an input gain from the first gradients";
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
