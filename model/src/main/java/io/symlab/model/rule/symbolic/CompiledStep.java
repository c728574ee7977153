package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.compiled.EarnedLoops;
import io.symlab.model.rule.compiled.EarnedLoops.Loops;
import io.symlab.model.rule.compiled.Loop;
import io.symlab.model.rule.compiled.LoopCache;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.program.Evaluator;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A rule's step by loops that were made for its formula, on the memory of its {@link
 * SymbolicState}: the same bits as by the interpreter, in less time where the formula is in use
 * long enough.
 */
final class CompiledStep {
  private final StepCode code;
  private final EarnedLoops earned;
  private final SymbolicColumns columns;
  private final SymbolicFeatures features;
  private final float[][][] means;

  /** By number: the caller's two, the memory's of one block, scratch. */
  private float[][] arrays = new float[0][];

  private final float[] numbers;

  /** Of a last block that is no multiple of the vectors. */
  private float[] gradientTail = new float[0];

  private float[] updateTail = new float[0];

  private CompiledStep(
      StepCode code,
      EarnedLoops earned,
      SymbolicColumns columns,
      SymbolicFeatures features,
      float[][][] means) {
    this.code = code;
    this.earned = earned;
    this.columns = columns;
    this.features = features;
    this.means = means;
    this.numbers = code.numbers(1 + means.length + columns.lag().length);
  }

  /**
   * A rule's, where all of its formula can be compiled.
   *
   * @param update its output, times the scale
   * @param arguments of its averages
   */
  static Optional<CompiledStep> of(
      LoopCache cache,
      SymbolicColumns columns,
      Expression update,
      List<Expression> arguments,
      double[] decays,
      SymbolicFeatures features,
      float[][][] means) {
    if (!StepCode.knows(update, arguments)) {
      return Optional.empty();
    }
    StepCode code = new StepCode(columns, update, arguments, decays);
    int constants = code.numbers(1 + decays.length + columns.lag().length).length;
    EarnedLoops earned = cache.of(code.code(), code.places().size(), constants);
    return earned == null
        ? Optional.empty()
        : Optional.of(new CompiledStep(code, earned, columns, features, means));
  }

  /**
   * Does a step, if the loops are there.
   *
   * @param corrections of the averages
   * @return whether it did; otherwise nothing has changed
   */
  boolean step(float[] gradient, float[] corrections, float[] update) {
    Loops loops = earned.after(update.length);
    if (loops == null) {
      return false;
    }
    reserve(loops.scratch(), Math.min(Evaluator.BLOCK, SymbolicState.rows(update.length)));
    numbers[0] = features.correction();
    System.arraycopy(corrections, 0, numbers, 1, corrections.length);
    for (int c = 0; c < columns.lag().length; c++) {
      numbers[1 + corrections.length + c] = features.time(c);
    }
    for (int from = 0; from < update.length; from += Evaluator.BLOCK) {
      int block = from / Evaluator.BLOCK;
      for (int i = 2; i < code.places().size(); i++) {
        StepCode.Place place = code.places().get(i);
        arrays[i] =
            place.holder() == StepCode.Holder.MEAN
                ? means[place.index()][block]
                : features.held(place, block);
      }
      run(loops, gradient, update, from, Math.min(Evaluator.BLOCK, update.length - from));
      features.remember(block);
    }
    return true;
  }

  /** Whether the loops are there. */
  boolean isReady() {
    return earned.after(0) != null;
  }

  private void run(Loops loops, float[] gradient, float[] update, int from, int n) {
    int whole = SymbolicState.rows(n);
    if (whole == n) {
      arrays[0] = gradient;
      arrays[1] = update;
      run(loops, from, n);
      return;
    }
    if (gradientTail.length != whole) {
      gradientTail = new float[whole];
      updateTail = new float[whole];
    }
    System.arraycopy(gradient, from, gradientTail, 0, n);
    arrays[0] = gradientTail;
    arrays[1] = updateTail;
    run(loops, 0, whole);
    System.arraycopy(updateTail, 0, update, from, n);
  }

  private void run(Loops loops, int from, int rows) {
    for (Loop loop : loops.loops()) {
      loop.run(arrays, numbers, from, rows);
    }
  }

  private void reserve(int scratch, int rows) {
    int own = code.places().size();
    if (arrays.length != own + scratch) {
      arrays = Arrays.copyOf(arrays, own + scratch);
      for (int i = own; i < arrays.length; i++) {
        arrays[i] = new float[rows];
      }
    }
  }
}
