package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.expression.Trees.Kind;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.SplittableRandom;

/**
 * Grows a formula where and by what its error says: at a random node v the term L is added (or v is
 * multiplied with 1 + c L, or divided by it) that lowers the squared error most to first order.
 * With the slope J of the formula in v and the residual r, that is the largest (sum r J L)^2 / sum
 * (J L)^2 over some terms of a library, and its coefficient is sum r J L / sum (J L)^2: a step of
 * boosting (Friedman 2001), taken inside the formula.
 */
final class DirectedGrowth {
  /** Stands for an added constant: as a float it is 0. */
  private static final double ZERO = 1e-300;

  /** Stands for a constant that multiplies: as a float it is 1. */
  private static final double ONE = Math.nextUp(1.0);

  /** Share of growths that multiply or divide rather than add. */
  private static final double FACTOR = 0.3;

  private final Evaluator evaluator;
  private float[] values = new float[0];
  private float[][] jacobian = new float[0][];

  DirectedGrowth(Evaluator evaluator) {
    this.evaluator = evaluator;
  }

  /**
   * The grown formula, its constants not fitted; null when nothing helps at the node drawn.
   *
   * @param scoring whose rows and best scale and offset count
   */
  Expression grow(
      Expression parent,
      SearchSettings settings,
      Scoring scoring,
      TermLibrary library,
      SplittableRandom random) {
    int at = random.nextInt(Trees.count(parent, Kind.ANY));
    boolean factor = random.nextDouble() < FACTOR && settings.operators().contains(Operator.MUL);
    boolean divisor = factor && random.nextBoolean() && settings.operators().contains(Operator.DIV);
    double mark = factor ? ONE : ZERO;
    Expression marked =
        Trees.replace(
            parent,
            Kind.ANY,
            at,
            node -> new Binary(factor ? Operator.MUL : Operator.ADD, node, new Constant(mark)));
    if (library.size() == 0 || !settings.signals().allow(marked)) {
      return null;
    }
    Program program = settings.program(marked);
    Samples samples = scoring.samples();
    int rows = samples.rows();
    double score = scoring.score(program);
    if (!Double.isFinite(score)) {
      return null;
    }
    double a = scoring.scale();
    double b = scoring.offset();
    if (a == 0) {
      return null;
    }
    reserve(program.constantCount(), rows);
    evaluator.jacobian(program, samples.rawColumns(), rows, values, jacobian);
    float[] slope = jacobian[marked(program, mark)];
    double[] exact = scoring.exactValues(program, score);
    float[] w = samples.weights();
    for (int i = 0; i < rows; i++) {
      double value = exact == null ? values[i] : exact[i];
      double residual = samples.targetAt(i) - (a * value + b);
      values[i] = (float) (w == null ? residual : w[i] * residual);
      slope[i] = (float) (a * slope[i]);
    }
    for (int i = 0; i < rows; i++) {
      values[i] *= slope[i];
      slope[i] *= slope[i];
    }
    int best = -1;
    double coefficient = 0;
    double gain = 0;
    for (int term = 0; term < library.size(); term++) {
      // A random half of the library, so that one parent has many children.
      if (random.nextInt(2) == 0) {
        continue;
      }
      double along = evaluator.products().dot(values, library.values(term), rows);
      double square = evaluator.products().dot(slope, library.squares(term), rows);
      double drop = along * along / square;
      if (drop > gain && Double.isFinite(drop)) {
        gain = drop;
        best = term;
        coefficient = along / square;
      }
    }
    if (best < 0 || !Float.isFinite((float) coefficient)) {
      return null;
    }
    Expression found = library.term(best);
    double by = divisor ? -coefficient : coefficient;
    Expression term = new Binary(Operator.MUL, new Constant(Numbers.shortest((float) by)), found);
    if (!factor) {
      return Trees.replace(parent, Kind.ANY, at, node -> new Binary(Operator.ADD, node, term));
    }
    Expression one = new Binary(Operator.ADD, term, new Constant(1));
    return Trees.replace(
        parent, Kind.ANY, at, node -> new Binary(divisor ? Operator.DIV : Operator.MUL, node, one));
  }

  private static int marked(Program program, double mark) {
    for (int i = 0; i < program.constantCount(); i++) {
      if (program.constant(i) == mark) {
        return i;
      }
    }
    throw new IllegalStateException("the marked constant is gone");
  }

  private void reserve(int constants, int rows) {
    if (values.length < rows || jacobian.length < constants) {
      values = new float[Math.max(rows, values.length)];
      jacobian = new float[Math.max(constants, jacobian.length)][values.length];
    }
  }
}
