package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Scaling;
import io.symlab.symbolic.fit.ConstantFitting;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.formula.Codec;
import io.symlab.symbolic.front.CrossValidation;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.interval.Bounds;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.sample.ScoringRows;
import io.symlab.symbolic.settings.SearchSettings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What an island has found: its front, and per complexity the gate that a birth has to pass, on the
 * rows that births are scored on, before it is worth a closer look.
 *
 * <p>A formula enters the front by its cross-validated loss, so that what fits chance stays out;
 * the loss that the front tells is the one on all rows.
 *
 * <p>Expressions here are whole: scale and offset are written in and charged for, constants are
 * polished on all rows and, where rows know only floats, written with no more digits than these
 * need.
 */
final class HallOfFame {
  /** Closer to 1 than this, a scale is rounding; closer to 0 (of y's deviation), an offset. */
  private static final double ROUNDING = 1e-6;

  /** The same where rows know their doubles. */
  private static final double ROUNDING_OF_DOUBLES = 1e-13;

  /** Loss, in its unit, below which a pole that explains the rows is taken for the law. */
  private static final double BELIEVED = 1e-3;

  /** Rows on which divisors are looked at. */
  private static final int DIVISORS = 1_000;

  private final SearchSettings settings;
  private final Evaluator evaluator;
  private final ConstantFitting fitting;

  /** By complexity: the least loss on the scoring rows of any candidate that is not larger. */
  private final double[] gates;

  /** Losses are cross-validated, in the unit of the loss. */
  private Front front;

  /** By complexity: the loss on all rows of the front's member of this size. */
  private final double[] losses;

  /** By complexity: what the front's member of this size is worth, part by part. */
  private final CrossValidation.Judged[] judged;

  /** All rows, and those of them on which formulas are polished. */
  private Scoring all;

  private Scoring polishing;
  private CrossValidation validation;
  private List<Expression> expected = List.of();
  private Bounds bounds;

  HallOfFame(SearchSettings settings, Evaluator evaluator, ConstantFitting fitting) {
    this(settings, evaluator, fitting, Front.EMPTY);
    Arrays.fill(gates, Double.POSITIVE_INFINITY);
  }

  private HallOfFame(
      SearchSettings settings, Evaluator evaluator, ConstantFitting fitting, Front front) {
    this.settings = settings;
    this.evaluator = evaluator;
    this.fitting = fitting;
    this.front = front;
    this.gates = new double[settings.maxComplexity() + 1];
    this.losses = new double[settings.maxComplexity() + 1];
    this.judged = new CrossValidation.Judged[settings.maxComplexity() + 1];
  }

  /**
   * Losses in the units of the loss.
   *
   * @param unit what they are measured in here
   */
  Front front(double unit) {
    return Front.of(found(unit));
  }

  /** The members, with their losses on all rows: a larger one may have the greater loss there. */
  List<Front.Member> found(double unit) {
    return front.members().stream()
        .map(m -> new Front.Member(m.complexity(), losses[m.complexity()] * unit, m.expression()))
        .toList();
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
      validation = new CrossValidation(settings, some, evaluator, fitting);
      // Not counted: who goes on from a saved state looks at other formulas again.
      Samples few = ScoringRows.choose(samples, DIVISORS, settings.seed(), -1, 1);
      bounds = Bounds.of(samples, few, settings.signals(), new Evaluator());
    }
  }

  /** Other rows than before: the front is judged anew. */
  void rejudge(Samples samples) {
    watch(samples);
    List<Front.Member> before = front.members();
    front = Front.EMPTY;
    for (Front.Member member : before) {
      Program program = settings.program(member.expression());
      enter(member.complexity(), program, all.scoreAsItStands(program));
    }
    expected.forEach(this::promote);
    expected = List.of();
  }

  /** Formulas from before, to be fitted for the front as soon as there are rows. */
  void expect(List<Expression> formulas) {
    expected = formulas;
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
    Expression whole = whole(formula, scale, offset);
    if (whole == null) {
      return;
    }
    int complexity = settings.complexity(whole);
    if (complexity <= settings.maxComplexity()
        && loss < gate(complexity)
        && settings.allow(whole)
        && settings.fitsUnits(whole)) {
      lower(complexity, loss);
      promote(whole);
    }
  }

  /** With its scale and offset written in, simplified; null when a float cannot hold them. */
  private Expression whole(Expression formula, double scale, double offset) {
    double unit = Math.sqrt(all.samples().targetVariance());
    double rounding = all.samples().hasDoubles() ? ROUNDING_OF_DOUBLES : ROUNDING;
    double b = Math.abs(offset) < rounding * unit ? 0 : offset;
    Expression whole;
    if (scale == 0) {
      whole = Float.isFinite((float) b) ? new Expression.Constant(b) : null;
    } else {
      whole = Scaling.apply(formula, Math.abs(scale - 1) < rounding ? 1 : scale, b);
    }
    return whole == null ? null : settings.simplify(whole);
  }

  /**
   * A formula as it would stand in the front, its loss that on all rows, in the units of the loss;
   * null when it cannot.
   *
   * @param scoring that scored it last
   */
  Front.Member finished(Expression formula, Scoring scoring, double unit) {
    Expression whole =
        settings.isFree() ? whole(formula, scoring.scale(), scoring.offset()) : formula;
    if (whole != null && settings.isFree() && !settings.fitsUnits(whole)) {
      // The offset may be a plain number beside metres.
      whole = whole(formula, scoring.scaleWithoutOffset(), 0);
    }
    if (whole == null
        || settings.complexity(whole) > settings.maxComplexity()
        || !settings.allow(whole)
        || !settings.fitsUnits(whole)) {
      return null;
    }
    double loss = all.scoreAsItStands(settings.program(whole));
    return Double.isFinite(loss)
        ? new Front.Member(settings.complexity(whole), loss * unit, whole)
        : null;
  }

  /** Polishes a whole formula for the front. */
  private void promote(Expression whole) {
    Program polished =
        fitting.fit(
            settings.program(whole),
            polishing,
            false,
            settings.ties(whole),
            settings.tactics().polishSteps());
    double[] constants = polished.constants();
    for (int i = 0; i < constants.length && !all.samples().hasDoubles(); i++) {
      constants[i] = Numbers.shortest(constants[i]);
    }
    Program kept = polished.withConstants(constants);
    double loss = polishing == all ? fitting.loss() : all.scoreAsItStands(kept);
    enter(settings.complexity(whole), kept, loss);
  }

  /**
   * Takes a formula if it is better than everything as small on rows that its constants were not
   * fitted to. One that can explode where data like these may come from has to explain them nearly
   * without a rest to be believed.
   */
  private void enter(int complexity, Program program, double loss) {
    Expression formula = program.expression();
    // Constants that were fitted may be powers, of which units are made.
    if (!(loss < front.lossAt(complexity)) || !settings.fitsUnits(formula)) {
      return;
    }
    // A template's form is the user's, poles and all.
    boolean safe = !settings.isFree() || bounds.isSafe(formula);
    if (!safe && !(loss < BELIEVED)) {
      return;
    }
    CrossValidation.Judged worth = validation.judge(program, settings.ties(formula), loss);
    CrossValidation.Judged rival = rival(complexity);
    boolean better = rival == null ? Double.isFinite(worth.loss()) : worth.isBetterThan(rival);
    if (better && (safe || worth.loss() < BELIEVED)) {
      List<Front.Member> members = new ArrayList<>(front.members());
      members.add(new Front.Member(complexity, worth.loss(), formula));
      front = Front.of(members);
      losses[complexity] = loss;
      judged[complexity] = worth;
    }
  }

  /** The best that is no larger; null when there is none. */
  private CrossValidation.Judged rival(int complexity) {
    CrossValidation.Judged best = null;
    for (Front.Member member : front.members()) {
      best = member.complexity() <= complexity ? judged[member.complexity()] : best;
    }
    return best;
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
    for (int c = 0; c < gates.length; c++) {
      out.writeDouble(gates[c]);
      out.writeDouble(losses[c]);
      double[] parts = judged[c] == null ? new double[0] : judged[c].parts();
      out.writeInt(parts.length);
      for (double part : parts) {
        out.writeDouble(part);
      }
    }
  }

  static HallOfFame read(
      DataInputStream in,
      int version,
      SearchSettings settings,
      Evaluator evaluator,
      ConstantFitting fitting)
      throws IOException {
    Front front = Front.decode(Codec.readBytes(in));
    HallOfFame hall = new HallOfFame(settings, evaluator, fitting, front);
    if (in.readInt() != hall.gates.length) {
      throw new IOException("it was saved with another largest complexity");
    }
    for (int i = 0; i < hall.gates.length; i++) {
      hall.gates[i] = in.readDouble();
      hall.losses[i] = in.readDouble();
      double[] parts = new double[version == Island.WITHOUT_PARTS ? 0 : Codec.count(in.readInt())];
      for (int part = 0; part < parts.length; part++) {
        parts[part] = in.readDouble();
      }
      hall.judged[i] = new CrossValidation.Judged(hall.front.lossAt(i), parts);
    }
    return hall;
  }
}
