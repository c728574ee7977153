package io.symlab.experiment.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.recipe.RecipeValues.Range;
import io.symlab.model.meta.MetaTrainingOptions;
import io.symlab.model.meta.MetaTrainingOptions.Evolution;
import io.symlab.model.meta.MetaTrainingOptions.FineTuning;
import io.symlab.model.meta.MetaTrainingOptions.Imitation;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** The section {@code meta-train} of a recipe: reads and judges it, and writes it back. */
final class MetaTrainKeys {
  /** Of a stored optimizer in base 64. */
  private static final int LONGEST_OPTIMIZER = 128 * 1024;

  private static final int MANY = 1_000_000;
  private static final String UNROLL = "meta-train.unroll";
  private static final String STEPS = "meta-train.steps";
  private static final String CURRICULUM = "meta-train.curriculum";
  private static final String HORIZONS = "meta-train.horizons";

  private final RecipeValues values;

  MetaTrainKeys(RecipeValues values) {
    this.values = values;
  }

  MetaTrainingSettings read() {
    int steps = values.whole(STEPS, 1, MANY);
    int unroll = values.whole(UNROLL, 1, 10_000);
    MetaTrainingOptions options = options();
    unrollFits(unroll, steps, options);
    return new MetaTrainingSettings(
        values.whole("meta-train.epochs", 1, MANY),
        steps,
        unroll,
        values.number("meta-train.learning-rate", Range.positive(1)),
        values.whole("meta-train.evaluate-every", 1, MANY),
        values.whole("meta-train.evaluation-steps", 1, MANY),
        options,
        values.whole("meta-train.held-out", 1, 1_000));
  }

  private MetaTrainingOptions options() {
    String method = values.choice("meta-train.method", MetaTrainingOptions.METHODS);
    return new MetaTrainingOptions(
        values.number("meta-train.random-scaling", Range.of(0, 20)),
        values.number("meta-train.clip-norm", Range.of(0, 1e9)),
        values.number("meta-train.averaging", Range.of(0, 0.999999)),
        values.whole("meta-train.patience", 0, MANY),
        values.whole("meta-train.give-up-after", 1, MANY),
        curriculum(),
        horizons(),
        imitation(method),
        method,
        new Evolution(
            values.whole("meta-train.es.pairs", 1, 1_000),
            values.number("meta-train.es.sigma", Range.positive(10))),
        new FineTuning(values.text("meta-train.from", 4096), optimizer()));
  }

  private List<Integer> curriculum() {
    List<Integer> horizons = values.wholes(CURRICULUM, 1, MANY, 100);
    for (int i = 1; i < horizons.size() && values.sound(CURRICULUM); i++) {
      if (horizons.get(i) <= horizons.get(i - 1)) {
        values.problem(CURRICULUM, "must rise from one length to the next");
      }
    }
    return horizons;
  }

  private List<Integer> horizons() {
    List<Integer> lengths = values.wholes(HORIZONS, 1, MANY, 2);
    if (lengths.isEmpty() || !values.sound(HORIZONS)) {
      return lengths;
    }
    if (lengths.size() != 2 || lengths.get(0) > lengths.get(1)) {
      values.problem(HORIZONS, "must be two lengths, the shortest and the longest");
    } else if (values.sound(CURRICULUM) && !values.wholes(CURRICULUM, 1, MANY, 100).isEmpty()) {
      values.problem(HORIZONS, "does not go with meta-train.curriculum: leave one of them empty");
    }
    return lengths;
  }

  private Imitation imitation(String method) {
    String path = "meta-train.imitation.ratio";
    double ratio = values.number(path, Range.of(0, 1));
    if (ratio > 0
        && values.sound(path, "meta-train.method")
        && !method.equals(MetaTrainingOptions.TBPTT)) {
      values.problem(path, "goes with meta-train.method = tbptt only");
    }
    return new Imitation(
        ratio,
        values.choices(
            "meta-train.imitation.teachers",
            HandMade.KINDS,
            name -> Optional.of(name).filter(HandMade.KINDS::contains),
            HandMade.KINDS.size()),
        values.number("meta-train.imitation.learning-rate", Range.positive(1_000)));
  }

  private String optimizer() {
    String path = "meta-train.from-bytes";
    String text = values.text(path, LONGEST_OPTIMIZER);
    try {
      if (!text.isEmpty()) {
        LearnedOptimizer.decode(Base64.getDecoder().decode(text));
      }
    } catch (IllegalArgumentException e) {
      values.problem(path, "is no stored optimizer in base 64: " + e.getMessage());
    }
    return text;
  }

  /** The blame is on the key that a person wrote, not on a default. */
  private void unrollFits(int unroll, int steps, MetaTrainingOptions options) {
    boolean drawn = !options.horizons().isEmpty();
    List<Integer> lengths = drawn ? options.horizons() : options.curriculum();
    boolean plain = lengths.isEmpty();
    int most = plain ? steps : lengths.get(0);
    String whole = plain ? STEPS : drawn ? HORIZONS : CURRICULUM;
    if (unroll <= most || !values.sound(UNROLL, whole)) {
      return;
    }
    if (values.written(UNROLL)) {
      String named = plain ? whole : "the first of " + whole;
      values.problem(UNROLL, "must not be more than " + named + " (" + most + ")");
    } else {
      String less = plain ? "be less" : "begin with less";
      values.problem(whole, "must not " + less + " than " + UNROLL + " (" + unroll + ")");
    }
  }

  static void write(ObjectNode node, MetaTrainingSettings training) {
    MetaTrainingOptions options = training.options();
    node.put("epochs", training.epochs());
    node.put("steps", training.steps());
    node.put("method", options.method());
    node.put("unroll", training.unroll());
    node.put("learning-rate", training.learningRate());
    node.put("evaluate-every", training.evaluateEvery());
    node.put("evaluation-steps", training.evaluationSteps());
    node.put("held-out", training.heldOut());
    node.put("patience", options.patience());
    node.put("give-up-after", options.giveUpAfter());
    node.put("clip-norm", options.clipNorm());
    node.put("averaging", options.averaging());
    node.put("random-scaling", options.randomScaling());
    options.curriculum().forEach(node.putArray("curriculum")::add);
    options.horizons().forEach(node.putArray("horizons")::add);
    var imitation = node.putObject("imitation");
    imitation.put("ratio", options.imitation().ratio());
    options.imitation().teachers().forEach(imitation.putArray("teachers")::add);
    imitation.put("learning-rate", options.imitation().learningRate());
    var evolution = node.putObject("es");
    evolution.put("pairs", options.evolution().pairs());
    evolution.put("sigma", options.evolution().sigma());
    node.put("from", options.fineTuning().from());
    node.put("from-bytes", options.fineTuning().optimizer());
  }
}
