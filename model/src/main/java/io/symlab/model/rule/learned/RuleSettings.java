package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.features.Feature;
import java.util.List;

/**
 * The architecture of a learned optimizer. The two kinds have their usual ones, from which others
 * are made:
 *
 * <pre>{@code
 * RuleSettings small = RuleSettings.rnnprop();
 * RuleSettings wider = small.withFeatures(Feature.MT, Feature.G).withLinear(9).withLstm(12);
 * }</pre>
 *
 * @param features what it sees of each coordinate, in order
 * @param preprocess what is done to each feature first
 * @param linear size of the linear + ELU layer in front; 0 for the kind that has none
 * @param lstm sizes of the LSTM layers
 * @param scale its update is scale * tanh(output), or scale * output without tanh; 0.01 as
 *     published
 * @param preTanhScale whether its update is 10 scale * tanh(s output) instead, with s learned, from
 *     100
 * @param groupRates whether each parameter group has a learned rate in place of the scale (LUM)
 * @param groups with group rates: how many groups its problems have; 0 while that is not known
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
    int groups) {
  /** What updates are multiplied with, as published. */
  public static final double USUAL_SCALE = 0.01;

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
        kind, List.of(others), preprocess, linear, lstm, scale, preTanhScale, groupRates, groups);
  }

  /** The same with something else done to each feature first. */
  public RuleSettings withPreprocess(Preprocess other) {
    return new RuleSettings(
        kind, features, other, linear, lstm, scale, preTanhScale, groupRates, groups);
  }

  /** The same with another linear layer in front. */
  public RuleSettings withLinear(int size) {
    return new RuleSettings(
        kind, features, preprocess, size, lstm, scale, preTanhScale, groupRates, groups);
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
        groups);
  }

  /** The same with updates of another scale. */
  public RuleSettings withScale(double other) {
    return new RuleSettings(
        kind, features, preprocess, linear, lstm, other, preTanhScale, groupRates, groups);
  }

  /** The same with a learned scale before tanh. */
  public RuleSettings withPreTanhScale() {
    return new RuleSettings(
        kind, features, preprocess, linear, lstm, scale, true, groupRates, groups);
  }

  /** The same with a learned rate per group; of how many groups is not known yet. */
  public RuleSettings withGroupRates() {
    return new RuleSettings(
        kind, features, preprocess, linear, lstm, scale, preTanhScale, true, groups);
  }

  /** The same with one scale for all. */
  public RuleSettings withoutGroupRates() {
    return new RuleSettings(
        kind, features, preprocess, linear, lstm, scale, preTanhScale, false, 0);
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
    return new RuleSettings(
        kind, features, preprocess, linear, lstm, scale, preTanhScale, true, problem.size());
  }

  /** Whether the other is this one, in every respect that is known of this one. */
  boolean metBy(RuleSettings other) {
    boolean open = groupRates && groups == 0 && other.groupRates;
    return open ? withoutGroupRates().equals(other.withoutGroupRates()) : equals(other);
  }

  /** How many meta-parameters such an optimizer has; 446 for RP_s. */
  public int parameters() {
    return RuleLayout.of(this).parameters();
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
        + (groupRates ? ", rates of " + (groups > 0 ? groups : "all") + " groups" : "");
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalArgumentException(otherwise);
    }
  }
}
