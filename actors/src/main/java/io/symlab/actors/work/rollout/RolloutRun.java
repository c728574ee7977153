package io.symlab.actors.work.rollout;

import io.symlab.experiment.exchange.Problems;
import io.symlab.experiment.recipe.FormulaRules;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.evaluate.Run;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.ScaledRule;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.handmade.RateSchedule;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.proto.HandMadeForm;
import io.symlab.proto.RolloutBegin;
import io.symlab.proto.RolloutResult;
import io.symlab.proto.RuleForm;
import io.symlab.symbolic.sample.SampleBatch;
import java.util.ArrayDeque;
import java.util.Queue;

/**
 * A rollout as a message describes it, with the optimizee that it runs on, and the batches that it
 * has made and that nobody has taken yet.
 */
final class RolloutRun implements AutoCloseable {
  private final Optimizee optimizee;
  private final Rollout rollout;
  private final int skip;
  private final Queue<SampleBatch> made = new ArrayDeque<>();

  private RolloutRun(Optimizee optimizee, Rollout rollout, int skip) {
    this.optimizee = optimizee;
    this.rollout = rollout;
    this.skip = skip;
  }

  /** Opens the optimizee and starts the rule on the problem. */
  static RolloutRun open(RolloutBegin begin) {
    Recipe recipe = Recipe.ofJson(begin.getRecipe());
    UpdateRule rule = rule(begin.getRule(), recipe);
    Optimizee optimizee = Problems.open(recipe.optimizee());
    try {
      Rollout rollout =
          begin.getWatched()
              ? Rollout.watched(
                  optimizee,
                  rule,
                  begin.getSteps(),
                  Watch.of(recipe.rule(), recipe.rollouts()),
                  recipe.seed(),
                  begin.getIndex())
              : Rollout.of(
                  optimizee,
                  optimizee.problem(Half.HELD_OUT, recipe.seed(), "evaluate", begin.getIndex()),
                  rule,
                  begin.getSteps());
      return new RolloutRun(optimizee, rollout, begin.getSkip());
    } catch (RuntimeException e) {
      optimizee.close();
      throw e;
    }
  }

  private static UpdateRule rule(RuleForm form, Recipe recipe) {
    double factor = form.getFactor() == 0 ? 1 : form.getFactor();
    return switch (form.getFormCase()) {
      case LEARNED -> {
        LearnedOptimizer learned = LearnedOptimizer.decode(form.getLearned().toByteArray());
        yield factor == 1 ? learned : new ScaledRule(form.getName(), learned, factor);
      }
      case FORMULA -> {
        SymbolicRule formula = FormulaRules.rule(form.getName(), form.getFormula(), recipe);
        yield formula.withScale(formula.scale() * factor);
      }
      case HAND_MADE -> handMade(form.getHandMade());
      case FORM_NOT_SET -> throw new IllegalArgumentException("a rollout needs a rule");
    };
  }

  private static HandMade handMade(HandMadeForm form) {
    HandMade rule = HandMade.of(form.getKind(), form.getLearningRate());
    return RateSchedule.named(form.getSchedule())
        .filter(schedule -> schedule != RateSchedule.CONSTANT)
        .map(schedule -> rule.scheduled(schedule, form.getSteps()))
        .orElse(rule);
  }

  void step() {
    rollout.step();
    for (SampleBatch batch : rollout.drain()) {
      if (batch.number() >= skip) {
        made.add(batch);
      }
    }
  }

  boolean done() {
    return rollout.done();
  }

  /** Steps taken. */
  int taken() {
    return rollout.taken();
  }

  boolean hasBatch() {
    return !made.isEmpty();
  }

  /** The batch that was made first and not taken yet. */
  SampleBatch nextBatch() {
    return made.remove();
  }

  /** What the whole run gave. */
  RolloutResult result() {
    var result = RolloutResult.newBuilder();
    Run run = Run.of(rollout);
    for (double loss : run.losses()) {
      result.addLosses(loss);
    }
    return result.setDiverged(run.diverged()).setAccuracy(run.accuracy()).build();
  }

  @Override
  public void close() {
    rollout.close();
    optimizee.close();
  }
}
