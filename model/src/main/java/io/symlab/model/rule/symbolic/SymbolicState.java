package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.compiled.LoopCache;
import io.symlab.model.rule.features.Ema;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * A symbolic rule at work with its constants as they are, for running it rather than tuning it: the
 * same updates as those of {@link SymbolicCell}, bit by bit, for the cost of moving its memory. It
 * goes through all of a step with one block of coordinates before it turns to the next, so that
 * between the gradient and the update nothing leaves the cache. A formula that is in use for long
 * is compiled ({@link CompiledStep}).
 *
 * <p>It keeps what {@link SymbolicColumns#memory} counts and nothing else, all of it cut into
 * blocks. A feature's newest values become its past by changing places with its oldest.
 */
final class SymbolicState implements UpdateRule.State {
  private final SymbolicColumns columns;
  private final int coordinates;
  private final int blocks;
  private final Evaluator evaluator = new Evaluator();
  private final SymbolicFeatures features;

  /** Scale times the expression. */
  private final Program update;

  private final List<Program> arguments = new ArrayList<>();
  private final double[] decays;

  /** [averages][blocks][rows]. */
  private final float[][][] means;

  /** Of averages with their bias corrected, for one block; null for others. */
  private final float[][] corrected;

  private final float[] corrections;
  private final float[][] read;

  /** Null where the formula has what is not compiled. */
  private final CompiledStep compiled;

  /**
   * @param constants of the whole expression
   */
  SymbolicState(SymbolicColumns columns, double[] constants, double scale, int coordinates) {
    this(columns, constants, scale, coordinates, LoopCache.SHARED);
  }

  /**
   * @param constants of the whole expression
   * @param cache of loops for formulas
   */
  SymbolicState(
      SymbolicColumns columns, double[] constants, double scale, int coordinates, LoopCache cache) {
    this.columns = columns;
    this.coordinates = coordinates;
    int rows = Math.min(Evaluator.BLOCK, rows(coordinates));
    blocks = coordinates == 0 ? 0 : (coordinates - 1) / rows + 1;
    features = new SymbolicFeatures(columns, blocks, rows);
    Expression output = SymbolicAverage.program(columns.output(), constants).expression();
    update = Program.of(scaled(output, scale));
    int averages = columns.averages().size();
    decays = new double[averages];
    means = new float[averages][blocks][rows];
    corrected = new float[averages][];
    corrections = new float[averages];
    for (int a = 0; a < averages; a++) {
      SymbolicColumns.Average average = columns.averages().get(a);
      arguments.add(SymbolicAverage.program(average.argument(), constants));
      decays[a] = constants[average.decay()];
      corrected[a] = average.corrected() ? new float[rows] : null;
    }
    read = new float[columns.lag().length + averages][];
    compiled =
        CompiledStep.of(
                cache,
                columns,
                update.expression(),
                arguments.stream().map(Program::expression).toList(),
                decays,
                features,
                means)
            .orElse(null);
  }

  /** So many rows and those that fill the last vector, with which nothing is done. */
  static int rows(int n) {
    int lanes = LoopCache.lanes();
    return (n + lanes - 1) / lanes * lanes;
  }

  /** A sign in front goes into the scale, which gives the same bits in one pass less. */
  private static Expression scaled(Expression expression, double scale) {
    return expression instanceof Unary unary && unary.operator() == Operator.NEG
        ? new Binary(Operator.MUL, new Constant(-scale), unary.argument())
        : new Binary(Operator.MUL, new Constant(scale), expression);
  }

  /** Whether steps are done by loops that were made for the formula. */
  boolean isCompiled() {
    return compiled != null && compiled.isReady();
  }

  @Override
  public void update(float[] gradient, int step, float[] out) {
    features.begin(step);
    for (int a = 0; a < decays.length; a++) {
      corrections[a] = (float) Ema.correction(decays[a], step);
    }
    if (compiled != null && compiled.step(gradient, corrections, out)) {
      return;
    }
    for (int block = 0; block < blocks; block++) {
      int from = block * Evaluator.BLOCK;
      int n = Math.min(Evaluator.BLOCK, coordinates - from);
      features.compute(gradient, from, n, block);
      for (int c = 0; c < columns.lag().length; c++) {
        read[c] = features.column(c, block);
      }
      for (int a = 0; a < decays.length; a++) {
        read[columns.lag().length + a] = average(a, block, n);
      }
      System.arraycopy(evaluator.block(update, read, 0, n), 0, out, from, n);
      features.remember(block);
    }
  }

  private float[] average(int a, int block, int n) {
    float[] argument = evaluator.block(arguments.get(a), read, 0, n);
    float[] mean = means[a][block];
    if (corrected[a] == null) {
      FeatureLoops.average(mean, argument, decays[a], mean, n);
      return mean;
    }
    FeatureLoops.corrected(mean, argument, decays[a], corrections[a], corrected[a], n);
    return corrected[a];
  }

  /**
   * Numbers held from step to step, all coordinates together, those of unfilled blocks included.
   */
  long numbers() {
    return features.numbers() + SymbolicFeatures.numbers(means);
  }
}
