package io.symlab.symbolic;

import io.symlab.symbolic.Expression.Binary;
import io.symlab.symbolic.Expression.Constant;
import io.symlab.symbolic.Trees.Kind;
import java.util.SplittableRandom;

/**
 * Grows a formula where and by what its error says: at a random node v the term L is added that
 * lowers the squared error most to first order. With the slope J of the formula in v and the
 * residual r, that is the largest (sum r J L)^2 / sum (J L)^2 over some terms of a library, and its
 * coefficient is sum r J L / sum (J L)^2: a step of boosting (Friedman 2001), taken inside the
 * formula.
 */
final class DirectedGrowth {
  /** Terms tried at a node. */
  private static final int TRIED = 96;

  /** Stands for the added constant: as a float it is 0. */
  private static final double MARK = 1e-300;

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
    Expression marked =
        Trees.replace(
            parent, Kind.ANY, at, node -> new Binary(Operator.ADD, node, new Constant(MARK)));
    if (library.size() == 0 || !settings.signals().allow(marked)) {
      return null;
    }
    Program program = settings.program(marked);
    Samples samples = scoring.samples();
    int rows = samples.rows();
    if (!Double.isFinite(scoring.score(program))) {
      return null;
    }
    double a = scoring.scale();
    double b = scoring.offset();
    if (a == 0) {
      return null;
    }
    reserve(program.constantCount(), rows);
    evaluator.jacobian(program, samples.rawColumns(), rows, values, jacobian);
    float[] slope = jacobian[mark(program)];
    float[] y = samples.target();
    float[] w = samples.weights();
    for (int i = 0; i < rows; i++) {
      double residual = y[i] - (a * values[i] + b);
      values[i] = (float) (w == null ? residual : w[i] * residual);
      slope[i] = (float) (a * slope[i]);
    }
    int best = -1;
    double coefficient = 0;
    double gain = 0;
    int tries = Math.min(TRIED, library.size());
    int first = random.nextInt(library.size());
    for (int k = 0; k < tries; k++) {
      int term = (first + k * stride(library.size())) % library.size();
      float[] values2 = library.values(term);
      double along = 0;
      double square = 0;
      for (int i = 0; i < rows; i++) {
        float step = slope[i] * values2[i];
        along += values[i] * step;
        square += step * step;
      }
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
    Expression term =
        new Binary(
            Operator.MUL, new Constant(Numbers.shortest((float) coefficient)), library.term(best));
    return Trees.replace(parent, Kind.ANY, at, node -> new Binary(Operator.ADD, node, term));
  }

  /** A step that visits all terms before it comes back, and mixes their kinds. */
  private static int stride(int size) {
    int stride = Math.max(1, (int) (size * 0.618));
    while (gcd(stride, size) != 1) {
      stride++;
    }
    return stride;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private static int mark(Program program) {
    for (int i = 0; i < program.constantCount(); i++) {
      if (program.constant(i) == MARK) {
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
