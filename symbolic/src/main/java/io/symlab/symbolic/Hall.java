package io.symlab.symbolic;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an island has found: its front, judged on all rows, and per complexity the gate that a birth
 * has to pass, on the rows that births are scored on, before it is worth that.
 *
 * <p>Expressions here are whole: scale and offset are written in and charged for, constants are
 * polished on all rows and written with no more digits than a float needs.
 */
final class Hall {
  /** Closer to 1 than this, a scale is rounding; closer to 0 (of y's deviation), an offset. */
  private static final double ROUNDING = 1e-6;

  private final SearchSettings settings;
  private final Evaluator evaluator;
  private final ConstantFitting fitting;

  /** By complexity: the least loss on the scoring rows of any candidate that is not larger. */
  private final double[] gates;

  /** Losses in units of y's variance. */
  private Front front;

  private Samples samples;

  Hall(SearchSettings settings, Evaluator evaluator, ConstantFitting fitting) {
    this(settings, evaluator, fitting, Front.EMPTY);
    Arrays.fill(gates, Double.POSITIVE_INFINITY);
  }

  private Hall(SearchSettings settings, Evaluator evaluator, ConstantFitting fitting, Front front) {
    this.settings = settings;
    this.evaluator = evaluator;
    this.fitting = fitting;
    this.front = front;
    this.gates = new double[settings.maxComplexity() + 1];
  }

  /** Losses in units of y squared. */
  Front front(double targetVariance) {
    return Front.of(
        front.members().stream()
            .map(m -> new Front.Member(m.complexity(), m.loss() * targetVariance, m.expression()))
            .toList());
  }

  List<Front.Member> members() {
    return front.members();
  }

  /** The rows that the front is judged on, the same as before. */
  void watch(Samples all) {
    samples = all;
  }

  /** Other rows than before: the front is judged anew. */
  void rejudge(Samples all) {
    samples = all;
    List<Front.Member> judged = new ArrayList<>();
    for (Front.Member member : front.members()) {
      double loss =
          FrontTable.meanSquaredError(evaluator, Program.of(member.expression()), all)
              / all.targetVariance();
      judged.add(new Front.Member(member.complexity(), loss, member.expression()));
    }
    front = Front.of(judged);
  }

  /** Other scoring rows: the gates are what the front reaches on them. */
  void regate(Samples scored) {
    Arrays.fill(gates, Double.POSITIVE_INFINITY);
    for (Front.Member member : front.members()) {
      lower(
          member.complexity(),
          FrontTable.meanSquaredError(evaluator, Program.of(member.expression()), scored)
              / scored.targetVariance());
    }
  }

  /**
   * Looks at the formula that was scored last.
   *
   * @param loss its score
   */
  void consider(Expression formula, double loss, Scoring scoring) {
    int complexity = formula.complexity();
    if (complexity > settings.maxComplexity() || !(loss < gate(complexity + 4))) {
      return;
    }
    double scale = scoring.scale();
    double offset = scoring.offset();
    double plainScale = scoring.scaleWithoutOffset();
    double plainLoss = scoring.lossWithoutOffset();
    tryVariant(formula, plainScale, 0, plainLoss);
    tryVariant(formula, scale, offset, loss);
  }

  private void tryVariant(Expression formula, double scale, double offset, double loss) {
    if (!(loss < gate(formula.complexity() + 4))) {
      return;
    }
    double unit = Math.sqrt(samples.targetVariance());
    double b = Math.abs(offset) < ROUNDING * unit ? 0 : offset;
    Expression whole;
    if (scale == 0) {
      whole = Float.isFinite((float) b) ? new Expression.Constant(b) : null;
    } else {
      whole = Scaling.apply(formula, Math.abs(scale - 1) < ROUNDING ? 1 : scale, b);
    }
    if (whole == null) {
      return;
    }
    whole = Simplifier.simplify(whole);
    int complexity = whole.complexity();
    if (complexity <= settings.maxComplexity() && loss < gate(complexity)) {
      lower(complexity, loss);
      promote(whole);
    }
  }

  /** Polishes a whole formula on all rows and takes it if it is then the best of its size. */
  private void promote(Expression whole) {
    Program polished = fitting.fit(Program.of(whole), samples, settings.tactics().polishSteps());
    double[] constants = polished.constants();
    for (int i = 0; i < constants.length; i++) {
      constants[i] = Numbers.shortest(constants[i]);
    }
    double loss = fitting.loss();
    int complexity = whole.complexity();
    if (loss < front.lossAt(complexity)) {
      Expression kept = polished.withConstants(constants).expression();
      List<Front.Member> all = new ArrayList<>(front.members());
      all.add(new Front.Member(complexity, loss, kept));
      front = Front.of(all);
    }
  }

  private double gate(int complexity) {
    return gates[Math.min(complexity, gates.length - 1)];
  }

  private void lower(int complexity, double loss) {
    for (int c = complexity; c < gates.length; c++) {
      gates[c] = Math.min(gates[c], loss);
    }
  }

  void write(DataOutputStream out) throws IOException {
    byte[] bytes = front.encode();
    out.writeInt(bytes.length);
    out.write(bytes);
    out.writeInt(gates.length);
    for (double gate : gates) {
      out.writeDouble(gate);
    }
  }

  static Hall read(
      DataInputStream in, SearchSettings settings, Evaluator evaluator, ConstantFitting fitting)
      throws IOException {
    Front front = Front.decode(Codec.readBytes(in));
    Hall hall = new Hall(settings, evaluator, fitting, front);
    if (in.readInt() != hall.gates.length) {
      throw new IOException("it was saved with another largest complexity");
    }
    for (int i = 0; i < hall.gates.length; i++) {
      hall.gates[i] = in.readDouble();
    }
    return hall;
  }
}
