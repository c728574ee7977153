package io.symlab.actors.work.report;

import io.symlab.actors.work.rollout.RolloutPlan;
import io.symlab.experiment.exchange.Problems;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.measure.GradientRecorder;
import io.symlab.model.measure.GradientSequence;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The rollouts that a trial's islands never saw, run once more for measuring: seed and index decide
 * them, so that their rows are those that the front was scored on. The first test rollout's
 * gradients are noted.
 */
final class HeldOutRollouts implements AutoCloseable {
  /** Coordinates per parameter group whose gradients are noted. */
  private static final int NOTED = 8;

  private final Recipe recipe;
  private final LearnedOptimizer learned;
  private final Watch watch;
  private final Optimizee optimizee;
  private final GradientRecorder recorder;
  private final Map<RolloutPlan.Part, ByteArrayOutputStream> rows =
      new EnumMap<>(RolloutPlan.Part.class);
  private final List<RolloutPlan.Planned> plan;
  private int next;
  private Rollout rollout;

  HeldOutRollouts(Recipe recipe, LearnedOptimizer learned) {
    this.recipe = recipe;
    this.learned = learned;
    watch = Watch.of(recipe.rule(), recipe.rollouts());
    // None of those that are learned from: the plan goes on after the last of them.
    plan = RolloutPlan.of(recipe.rollouts(), recipe.rollouts().train(), 0);
    rows.put(RolloutPlan.Part.VALIDATION, new ByteArrayOutputStream());
    rows.put(RolloutPlan.Part.TEST, new ByteArrayOutputStream());
    optimizee = Problems.open(recipe.optimizee());
    recorder = new GradientRecorder(optimizee.groups(), NOTED, recipe.seed());
  }

  boolean done() {
    return next == plan.size();
  }

  /** Steps taken, of all rollouts. */
  int taken() {
    return next * recipe.rollouts().steps() + (rollout == null ? 0 : rollout.taken());
  }

  /** Steps that there are. */
  int total() {
    return plan.size() * recipe.rollouts().steps();
  }

  /** Does one optimizer step. */
  void step() {
    if (done()) {
      return;
    }
    RolloutPlan.Planned planned = plan.get(next);
    if (rollout == null) {
      int steps = recipe.rollouts().steps();
      UpdateRule rule = noted(planned) ? recorder.watching(learned) : learned;
      rollout = Rollout.watched(optimizee, rule, steps, watch, recipe.seed(), planned.index());
    }
    rollout.step();
    for (SampleBatch batch : rollout.drain()) {
      ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * batch.values().length);
      bytes.asFloatBuffer().put(batch.values());
      rows.get(planned.part()).writeBytes(bytes.array());
    }
    if (rollout.done()) {
      rollout.close();
      rollout = null;
      next++;
    }
  }

  /** The first of the last part that has any: of test, or else of validation. */
  private boolean noted(RolloutPlan.Planned planned) {
    var last = plan.get(plan.size() - 1).part();
    return planned.equals(
        plan.stream().filter(one -> one.part() == last).findFirst().orElseThrow());
  }

  /** The rows of a part, in the order of their rollouts. */
  Samples samples(RolloutPlan.Part part) {
    ByteBuffer bytes = ByteBuffer.wrap(rows.get(part).toByteArray());
    float[] values = new float[bytes.capacity() / Float.BYTES];
    bytes.asFloatBuffer().get(values);
    return Samples.ofRows(values.length / watch.width(), watch.width(), values);
  }

  /** The gradients that were noted. */
  GradientSequence gradients() {
    return recorder.sequence();
  }

  @Override
  public void close() {
    if (rollout != null) {
      rollout.close();
    }
    optimizee.close();
  }
}
