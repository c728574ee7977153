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

  /** All rows, and those of them on which formulas are polished. */
  private Scoring all;

  private Scoring polishing;

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

  /**
   * Losses in the units of the loss.
   *
   * @param unit what they are measured in here
   */
  Front front(double unit) {
    return Front.of(
        front.members().stream()
            .map(m -> new Front.Member(m.complexity(), m.loss() * unit, m.expression()))
            .toList());
  }

  List<Front.Member> members() {
    return front.members();
  }

  /** The rows that the front is judged on, the same as before. */
  void watch(Samples samples) {
    if (all == null || all.samples() != samples) {
      all = new Scoring(samples, evaluator, settings.loss());
      // The same rows on every island, so that one formula has one best fit.
      Samples some =
          ScoringRows.choose(samples, settings.tactics().polishRows(), settings.seed(), -1, 0);
      polishing = some == samples ? all : new Scoring(some, evaluator, settings.loss());
    }
  }

  /** Other rows than before: the front is judged anew. */
  void rejudge(Samples samples) {
    watch(samples);
    List<Front.Member> judged = new ArrayList<>();
    for (Front.Member member : front.members()) {
      double loss = all.scoreAsItStands(settings.program(member.expression()));
      judged.add(new Front.Member(member.complexity(), loss, member.expression()));
    }
    front = Front.of(judged);
  }

  /** Other scoring rows: the gates are what the front reaches on them. */
  void regate(Scoring scoring) {
    Arrays.fill(gates, Double.POSITIVE_INFINITY);
    for (Front.Member member : front.members()) {
      lower(member.complexity(), scoring.scoreAsItStands(settings.program(member.expression())));
    }
  }

  /**
   * Looks at the formula that was scored last.
   *
   * @param loss its score
   */
  void consider(Expression formula, double loss, Scoring scoring) {
    int complexity = settings.complexity(formula);
    if (complexity > settings.maxComplexity() || !(loss < gate(complexity + 4))) {
      return;
    }
    if (!settings.isFree()) {
      tryVariant(formula, 1, 0, loss);
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
    if (!(loss < gate(settings.complexity(formula) + 4))) {
      return;
    }
    double unit = Math.sqrt(all.samples().targetVariance());
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
    whole = settings.simplify(whole);
    int complexity = settings.complexity(whole);
    if (complexity <= settings.maxComplexity()
        && loss < gate(complexity)
        && settings.allow(whole)) {
      lower(complexity, loss);
      promote(whole);
    }
  }

  /** Polishes a whole formula and takes it if, on all rows, it is then the best of its size. */
  private void promote(Expression whole) {
    Program polished =
        fitting.fit(
            settings.program(whole),
            polishing,
            false,
            settings.ties(whole),
            settings.tactics().polishSteps());
    double[] constants = polished.constants();
    for (int i = 0; i < constants.length; i++) {
      constants[i] = Numbers.shortest(constants[i]);
    }
    Program kept = polished.withConstants(constants);
    double loss = polishing == all ? fitting.loss() : all.scoreAsItStands(kept);
    int complexity = settings.complexity(whole);
    if (loss < front.lossAt(complexity)) {
      List<Front.Member> members = new ArrayList<>(front.members());
      members.add(new Front.Member(complexity, loss, kept.expression()));
      front = Front.of(members);
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
