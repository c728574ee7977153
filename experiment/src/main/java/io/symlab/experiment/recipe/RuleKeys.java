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

/**
 * The keys of {@code rule}, read and written back. What a recipe leaves empty is the kind's own;
 * written back it is what that was.
 */
final class RuleKeys {
  /** Those that have to be well read before it is known what samples look like. */
  static final String[] DECISIVE = {"rule.kind", "rule.features", "distill.features"};

  private final RecipeValues values;

  RuleKeys(RecipeValues values) {
    this.values = values;
  }

  RuleSettings read() {
    List<String> kinds = Arrays.stream(RuleKind.values()).map(RuleKind::key).toList();
    List<String> ways = Arrays.stream(Preprocess.values()).map(Preprocess::key).toList();
    RuleKind kind = RuleKind.named(values.choice("rule.kind", kinds)).orElseThrow();
    boolean dm = kind == RuleKind.DM;
    List<Feature> features = features(values, "rule.features");
    List<Integer> lstm = values.wholes("rule.lstm", 1, 1_000, 8);
    int linear = values.whole("rule.linear", 0, 1_000);
    boolean preTanhScale = values.flag("rule.pre-tanh-scale");
    if (dm && linear > 0) {
      values.problem("rule.linear", "rule.kind = dm has no such layer; leave it out, or 0");
    }
    if (dm && preTanhScale) {
      values.problem("rule.pre-tanh-scale", "rule.kind = dm has no tanh");
    }
    return new RuleSettings(
        kind,
        features.isEmpty() ? kind.usualFeatures() : features.stream().distinct().toList(),
        Preprocess.named(values.choice("rule.preprocess", ways)).orElseThrow(),
        dm || linear == 0 ? kind.usualLinear() : linear,
        lstm.isEmpty() ? kind.usualLstm() : lstm,
        values.number("rule.scale", Range.positive(10)),
        !dm && preTanhScale,
        values.flag("rule.group-rates"),
        0);
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
    node.put("scale", rule.scale());
    node.put("pre-tanh-scale", rule.preTanhScale());
    node.put("group-rates", rule.groupRates());
  }

  static void write(ArrayNode node, List<Feature> features) {
    features.forEach(feature -> node.add(feature.recipeName()));
  }
}
