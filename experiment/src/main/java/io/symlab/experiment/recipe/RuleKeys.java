package io.symlab.experiment.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.recipe.RecipeValues.Range;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleKind;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The keys of {@code rule}, read and written back. What a recipe leaves empty is the kind's own;
 * written back it is what that was.
 */
final class RuleKeys {
  /** Those that have to be well read before it is known what samples look like. */
  static final String[] DECISIVE = {"rule.kind", "rule.features", "distill.features"};

  /** In place of a number for the input gain. */
  private static final String FIRST_GRADIENTS = "first-gradients";

  private static final String GAIN = "rule.input-gain";
  private static final OptionalDouble NO_GAIN = OptionalDouble.of(1);

  private final RecipeValues values;

  RuleKeys(RecipeValues values) {
    this.values = values;
  }

  RuleSettings read() {
    List<String> kinds = Arrays.stream(RuleKind.values()).map(RuleKind::key).toList();
    List<String> ways = Arrays.stream(Preprocess.values()).map(Preprocess::key).toList();
    RuleKind kind = RuleKind.named(values.choice("rule.kind", kinds)).orElseThrow();
    boolean rnnprop = kind == RuleKind.RNNPROP;
    boolean mlp = kind.isMlp();
    String named = "rule.kind = " + kind.key();
    List<Feature> features = seen(kind);
    List<Integer> lstm = values.wholes("rule.lstm", 1, 1_000, 8);
    List<Integer> hidden = values.wholes("rule.hidden", 1, 1_000, 8);
    int linear = values.whole("rule.linear", 0, 1_000);
    Preprocess preprocess = Preprocess.named(values.choice("rule.preprocess", ways)).orElseThrow();
    boolean preTanhScale = values.flag("rule.pre-tanh-scale");
    boolean groupRates = values.flag("rule.group-rates");
    OptionalDouble gain = gain(features);
    refuse(!rnnprop && linear > 0, "linear", named + " has no such layer; leave it out, or 0");
    refuse(!rnnprop && preTanhScale, "pre-tanh-scale", named + " has no tanh");
    refuse(!mlp && !hidden.isEmpty(), "hidden", named + " has no such layers, but rule.lstm");
    refuse(mlp && !lstm.isEmpty(), "lstm", named + " has no such layers, but rule.hidden");
    refuse(
        mlp && preprocess != Preprocess.RAW,
        "preprocess",
        named + " normalises its features over each tensor; leave it out, or raw");
    refuse(mlp && groupRates, "group-rates", named + " has no rates of parameter groups");
    refuse(
        mlp && !gain.equals(NO_GAIN),
        "input-gain",
        named + " normalises its features over each tensor; leave it out, or 1");
    return new RuleSettings(
        kind,
        features,
        mlp ? Preprocess.RAW : preprocess,
        !rnnprop || linear == 0 ? kind.usualLinear() : linear,
        mlp || lstm.isEmpty() ? kind.usualLstm() : lstm,
        !mlp || hidden.isEmpty() ? kind.usualHidden() : hidden,
        values.number("rule.scale", Range.positive(10)),
        rnnprop && preTanhScale,
        !mlp && groupRates,
        0,
        mlp ? NO_GAIN : gain);
  }

  private void refuse(boolean wrong, String key, String why) {
    if (wrong) {
      values.problem("rule." + key, why);
    }
  }

  private List<Feature> seen(RuleKind kind) {
    List<String> names = Feature.forLearned().stream().map(Feature::recipeName).toList();
    List<Feature> features =
        values.choicesOrNone("rule.features", names, Feature::named, Feature.values().length);
    if (features.stream().anyMatch(Feature::windowed)) {
      values.problem(
          "rule.features",
          "mean-g and mean-g2 are means over the window of samples: name them in distill.features");
    }
    List<Feature> known =
        features.stream().distinct().filter(feature -> !feature.windowed()).toList();
    return known.isEmpty() ? kind.usualFeatures() : known;
  }

  private OptionalDouble gain(List<Feature> features) {
    OptionalDouble gain = values.numberOr(GAIN, Range.positive(1e12), FIRST_GRADIENTS);
    if (!gain.equals(NO_GAIN)
        && values.sound(GAIN, "rule.features", "rule.kind")
        && features.stream().noneMatch(Feature::scalesWithGradient)) {
      values.problem(
          GAIN,
          "none of the features "
              + features.stream().map(Feature::recipeName).toList()
              + " grows with the gradient, so there is nothing to multiply; leave it out");
      return NO_GAIN;
    }
    return values.sound(GAIN, "rule.features", "rule.kind") ? gain : NO_GAIN;
  }

  /** Features by their names, perhaps none. */
  static List<Feature> features(RecipeValues values, String path) {
    List<String> names = Feature.recipeNames();
    return values.choicesOrNone(path, names, Feature::named, names.size());
  }

  static void write(ObjectNode node, RuleSettings rule) {
    node.put("kind", rule.kind().key());
    write(node.putArray("features"), rule.features());
    node.put("preprocess", rule.preprocess().key());
    node.put("linear", rule.linear());
    rule.lstm().forEach(node.putArray("lstm")::add);
    rule.hidden().forEach(node.putArray("hidden")::add);
    node.put("scale", rule.scale());
    node.put("pre-tanh-scale", rule.preTanhScale());
    node.put("group-rates", rule.groupRates());
    rule.inputGain()
        .ifPresentOrElse(
            gain -> node.put("input-gain", gain), () -> node.put("input-gain", FIRST_GRADIENTS));
  }

  static void write(ArrayNode node, List<Feature> features) {
    features.forEach(feature -> node.add(feature.recipeName()));
  }
}
