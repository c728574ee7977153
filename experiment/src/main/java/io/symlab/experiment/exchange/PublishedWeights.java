package io.symlab.experiment.exchange;

import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleKind;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.learned.WeightTensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * Makes an optimizer of tensors that carry no description, as the published code of "Symbolic
 * Learning to Optimize" saves them. RNNProp is {@code preprocNet.0}, {@code recurs.0}, {@code
 * recurs.1} and so on, and {@code output} there; DM is {@code recurs}, {@code recurs2} and {@code
 * output}. What they see is not saved, nor is a scale before tanh.
 */
final class PublishedWeights {
  /** The features of the published code in its order, of which it takes some. */
  private static final String ORDER = "mt, gt, g, mom5, mom9, mom99, t";

  private PublishedWeights() {}

  /**
   * An optimizer whose sizes are those of its tensors.
   *
   * @param features that it saw, in their order; when they are not as many as it has inputs, those
   *     of one or two inputs are told by the kind
   */
  static LearnedOptimizer read(List<NamedTensor> tensors, List<Feature> features) {
    Map<String, NamedTensor> named = ours(tensors);
    boolean dm = !named.containsKey("linear.weight");
    int inputs = columns(named, dm ? "lstm.0.weight_ih" : "linear.weight");
    List<Integer> lstm = new ArrayList<>();
    while (named.containsKey("lstm." + lstm.size() + ".weight_hh")) {
      lstm.add(columns(named, "lstm." + lstm.size() + ".weight_hh"));
    }
    boolean logSign = dm && inputs == 2;
    List<Feature> seen = logSign ? List.of(Feature.G) : seen(dm, inputs, features);
    RuleSettings settings;
    try {
      settings =
          new RuleSettings(
              dm ? RuleKind.DM : RuleKind.RNNPROP,
              seen,
              logSign ? Preprocess.LOG_SIGN : Preprocess.RAW,
              dm ? 0 : named.get("linear.weight").shape().get(0),
              lstm,
              RuleSettings.USUAL_SCALE,
              false,
              false,
              0);
    } catch (IllegalArgumentException e) {
      throw new ExchangeException("its tensors are of no optimizer: " + e.getMessage(), e);
    }
    return fill(settings, List.copyOf(named.values()));
  }

  private static List<Feature> seen(boolean dm, int inputs, List<Feature> features) {
    if (dm && inputs == 1) {
      return List.of(Feature.G);
    }
    if (features.size() == inputs) {
      return features;
    }
    if (!dm && inputs == 2) {
      return List.of(Feature.MT, Feature.GT);
    }
    throw new ExchangeException(
        "its network has "
            + inputs
            + " inputs, and such a file does not say which; name them in their order (--features,"
            + " rule.features), as many of "
            + ORDER
            + " or of the magic ones, not "
            + features.stream().map(Feature::recipeName).toList());
  }

  /**
   * An optimizer of a wanted architecture; its gain is 1 where that is still to be had from first
   * gradients.
   */
  static LearnedOptimizer read(List<NamedTensor> tensors, RuleSettings wanted) {
    RuleSettings plain =
        wanted.inputGain().equals(OptionalDouble.empty()) ? wanted.withInputGain(1) : wanted;
    if (!plain.isKnown()) {
      throw new ExchangeException(
          "it has no rates of parameter groups, which rule.group-rates asks for");
    }
    return fill(plain, List.copyOf(ours(tensors).values()));
  }

  /**
   * An optimizer with these tensors.
   *
   * @throws ExchangeException naming one that is missing, of another shape, or too many
   */
  static LearnedOptimizer fill(RuleSettings settings, List<NamedTensor> tensors) {
    Map<String, NamedTensor> left = new LinkedHashMap<>();
    tensors.forEach(tensor -> left.put(tensor.name(), tensor));
    float[] phi = new float[settings.parameters()];
    int at = 0;
    for (WeightTensor tensor : settings.tensors()) {
      NamedTensor found = left.remove(tensor.name());
      if (found == null) {
        throw new ExchangeException(
            "it has no tensor "
                + tensor.name()
                + ", which an optimizer with "
                + settings.describe()
                + " has");
      }
      if (!found.shape().equals(tensor.shape())) {
        throw new ExchangeException(
            "its tensor "
                + tensor.name()
                + " has the shape "
                + found.shape()
                + "; an optimizer with "
                + settings.describe()
                + " has "
                + tensor.shape());
      }
      System.arraycopy(found.values(), 0, phi, at, tensor.length());
      at += tensor.length();
    }
    if (!left.isEmpty()) {
      throw new ExchangeException(
          "it has tensors that an optimizer with "
              + settings.describe()
              + " has not: "
              + new TreeSet<>(left.keySet()));
    }
    return new LearnedOptimizer(settings, phi);
  }

  private static int columns(Map<String, NamedTensor> named, String name) {
    NamedTensor tensor = named.get(name);
    if (tensor == null || tensor.shape().size() != 2) {
      throw new ExchangeException(
          "its tensors "
              + new TreeSet<>(named.keySet())
              + " are those of no learned optimizer: "
              + name
              + (tensor == null ? " is missing" : " is no matrix"));
    }
    return tensor.shape().get(1);
  }

  /** The tensors by the names that they have here. */
  private static Map<String, NamedTensor> ours(List<NamedTensor> tensors) {
    Map<String, NamedTensor> named = new LinkedHashMap<>();
    for (NamedTensor tensor : tensors) {
      String name =
          tensor
              .name()
              .replaceFirst("^preprocNet\\.0\\.", "linear.")
              .replaceFirst("^recurs\\.(weight|bias)_", "lstm.0.$1_")
              .replaceFirst("^recurs2\\.", "lstm.1.")
              .replaceFirst("^recurs\\.", "lstm.");
      if (named.put(name, tensor.named(name)) != null) {
        throw new ExchangeException("it has the tensor " + name + " by two names");
      }
    }
    return named;
  }
}
