package io.symlab.model.meta;

import io.symlab.model.rule.handmade.HandMade;
import java.util.List;

/** Looks for settings that can't be trained with, before anything is trained. */
final class TrainingCheck {
  /** Over a million steps on phi. */
  private static final double MOST_AVERAGING = 0.999999;

  private TrainingCheck() {}

  /**
   * Checks all settings.
   *
   * @throws IllegalArgumentException naming the key of the first value that is wrong
   */
  static void check(MetaTrainingSettings settings) {
    atLeast(1, "meta-train.epochs", settings.epochs());
    atLeast(1, "meta-train.steps", settings.steps());
    atLeast(1, "meta-train.unroll", settings.unroll());
    positive("meta-train.learning-rate", settings.learningRate());
    atLeast(0, "meta-train.evaluate-every", settings.evaluateEvery());
    atLeast(0, "meta-train.evaluation-steps", settings.evaluationSteps());
    atLeast(1, "meta-train.held-out", settings.heldOut());
    MetaTrainingOptions options = settings.options();
    within(0, 20, "meta-train.random-scaling", options.randomScaling());
    within(0, Double.MAX_VALUE, "meta-train.clip-norm", options.clipNorm());
    within(0, MOST_AVERAGING, "meta-train.averaging", options.averaging());
    atLeast(0, "meta-train.patience", options.patience());
    atLeast(1, "meta-train.give-up-after", options.giveUpAfter());
    horizons(settings);
    List<String> methods = MetaTrainingOptions.METHODS;
    require(
        methods.contains(options.method()),
        "meta-train.method",
        options.method(),
        "must be one of " + methods);
    atLeast(1, "meta-train.es.pairs", options.evolution().pairs());
    positive("meta-train.es.sigma", options.evolution().sigma());
    imitation(options);
  }

  private static void horizons(MetaTrainingSettings settings) {
    List<Integer> curriculum = settings.options().curriculum();
    List<Integer> drawn = settings.options().horizons();
    String key = "meta-train.unroll";
    if (!drawn.isEmpty()) {
      String all = "meta-train.horizons";
      require(curriculum.isEmpty(), all, drawn, "does not go with meta-train.curriculum");
      boolean two = drawn.size() == 2 && drawn.get(0) > 0 && drawn.get(0) <= drawn.get(1);
      require(two, all, drawn, "must be the shortest and the longest length");
      String what = "must not be more than the shortest of meta-train.horizons";
      require(settings.unroll() <= drawn.get(0), key, settings.unroll(), what);
      return;
    }
    if (curriculum.isEmpty()) {
      String what = "must not be more than meta-train.steps (" + settings.steps() + ")";
      require(settings.unroll() <= settings.steps(), key, settings.unroll(), what);
      return;
    }
    for (int i = 0; i < curriculum.size(); i++) {
      require(
          curriculum.get(i) > (i == 0 ? 0 : curriculum.get(i - 1)),
          "meta-train.curriculum",
          curriculum,
          "must rise from one horizon to the next");
    }
    int shortest = curriculum.get(0);
    String what = "must not be more than the first of meta-train.curriculum (" + shortest + ")";
    require(settings.unroll() <= shortest, key, settings.unroll(), what);
    require(
        settings.evaluateEvery() > 0,
        "meta-train.evaluate-every",
        settings.evaluateEvery(),
        "a curriculum goes by evaluations: choose 1 or more");
  }

  private static void imitation(MetaTrainingOptions options) {
    MetaTrainingOptions.Imitation imitation = options.imitation();
    String key = "meta-train.imitation.ratio";
    within(0, 1, key, imitation.ratio());
    if (imitation.ratio() == 0) {
      return;
    }
    require(
        options.method().equals(MetaTrainingOptions.TBPTT),
        key,
        imitation.ratio(),
        "imitation goes with meta-train.method = tbptt only");
    require(
        !imitation.teachers().isEmpty(),
        "meta-train.imitation.teachers",
        imitation.teachers(),
        "must name at least one");
    for (String teacher : imitation.teachers()) {
      // Says what is wrong with a name or a rate.
      HandMade.of(teacher, imitation.learningRate());
    }
  }

  private static void atLeast(int least, String key, int value) {
    require(value >= least, key, value, "must be " + least + " or more");
  }

  private static void positive(String key, double value) {
    require(value > 0 && Double.isFinite(value), key, value, "must be a positive number");
  }

  private static void within(double least, double most, String key, double value) {
    String upTo = most == Double.MAX_VALUE ? " on" : " to " + most;
    require(value >= least && value <= most, key, value, "must be a number from " + least + upTo);
  }

  private static void require(boolean fine, String key, Object value, String what) {
    if (!fine) {
      throw new IllegalArgumentException(key + " = " + value + ": " + what);
    }
  }
}
