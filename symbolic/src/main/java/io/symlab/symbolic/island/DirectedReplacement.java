package io.symlab.symbolic.island;

import static io.symlab.symbolic.expression.Expression.constant;
import static io.symlab.symbolic.expression.Expression.variable;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.expression.Trees.Kind;
import io.symlab.symbolic.fit.PowerSums;
import io.symlab.symbolic.fit.Scoring;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Solves a formula for one of its nodes, and puts a short sum of products of powers in its place
 * (or multiplies it with one, or adds one), in whichever {@link OuterForm} comes closest to what
 * the node would have to be. So an imitation of a law, right but for a part, gets that part in one
 * step: {@code m * v * (1 + 0.6 * square(v / c))} becomes {@code m * v / sqrt(1 - square(v) /
 * square(c))}.
 */
final class DirectedReplacement {
  /** Rows that are looked at: enough for a sum of three terms. */
  private static final int ROWS = 128;

  /** Columns that products are made of, drawn where there are more. */
  private static final int MOST_FACTORS = 10;

  /** Parts of the formula itself, or sums of two columns, that products may be made of, too. */
  private static final int PARTS = 2;

  private static final int MOST_PART = 8;

  /** Shares of parts that multiply the node, and that are added to it; others replace it. */
  private static final double FACTORS = 0.35;

  private static final double SUMMANDS = 0.1;

  /** Forms in which sums of more than one term are looked for: the best and any other. */
  private static final int FORMS = 3;

  /** Share of rows on which the node may have no value that would do. */
  private static final double UNSOLVED = 0.02;

  /** What a node has to gain, as a factor of the squared error. */
  private static final double NODE = 0.93;

  /** A squared error that is this small a share of the variation is none. */
  private static final double EXACT = 1e-11;

  private final SearchSettings settings;
  private final Samples samples;
  private final Evaluator evaluator;
  private final List<Expression> starts = new ArrayList<>();
  private final List<double[]> startValues = new ArrayList<>();

  /**
   * @param samples whose rows formulas are scored on
   * @param library of terms over these
   */
  DirectedReplacement(
      SearchSettings settings, Samples samples, TermLibrary library, Evaluator evaluator) {
    int rows = Math.min(ROWS, samples.rows());
    int[] chosen = new int[rows];
    for (int i = 0; i < rows; i++) {
      chosen[i] = (int) ((long) i * samples.rows() / rows);
    }
    this.settings = settings;
    this.samples = samples.pick(chosen);
    this.evaluator = evaluator;
    for (int i = library.columns(); i < library.size(); i++) {
      Expression term = library.term(i);
      if (!isProduct(term)) {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
          values[row] = library.values(i)[chosen[row]];
        }
        starts.add(term);
        startValues.add(values);
      }
    }
  }

  /** Products and powers of columns are found without being listed. */
  private static boolean isProduct(Expression term) {
    Operator operator = Trees.operator(term);
    if (operator == null || operator == Operator.MUL || operator == Operator.DIV) {
      return true;
    }
    return (operator == Operator.SQUARE || operator == Operator.CUBE || operator == Operator.INV)
        && Trees.operator(Trees.arguments(term).get(0)) == null;
  }

  private double weight(int row) {
    return samples.weights() == null ? 1 : samples.weights()[row];
  }

  private boolean has(Operator operator) {
    return settings.operators().contains(operator);
  }

  /**
   * The formula with its new part, its constants not fitted; null when none was found.
   *
   * @param scoring for the best scale and offset of the formula
   */
  Expression replace(Expression parent, Scoring scoring, SplittableRandom random) {
    if (!has(Operator.ADD) || !has(Operator.MUL)) {
      return null;
    }
    double loss = scoring.score(settings.program(parent));
    double a = scoring.scale();
    double b = scoring.offset();
    if (!Double.isFinite(loss) || !Double.isFinite(a)) {
      return null;
    }
    // With the offset, with a scale alone, or as it stands: a law's other part may need none.
    int way = random.nextInt(4);
    if (way > 0) {
      a = way == 1 ? scoring.scaleWithoutOffset() : 1;
      b = 0;
    }
    if (a == 0) {
      return null;
    }
    int at = random.nextInt(4) == 0 ? 0 : random.nextInt(Trees.count(parent, Kind.ANY));
    double[] target = new double[samples.rows()];
    for (int i = 0; i < target.length; i++) {
      target[i] = (samples.targetAt(i) - b) / a;
    }
    WantedValues wanted = WantedValues.of(parent, at, target, settings, samples, evaluator);
    if (wanted == null) {
      return null;
    }
    Expression node = Trees.get(parent, Kind.ANY, at);
    double place = random.nextDouble();
    Expression factor = place < FACTORS && !(node instanceof Expression.Constant) ? node : null;
    Expression summand = factor == null && place < FACTORS + SUMMANDS ? node : null;
    if (factor != null || summand != null) {
      double[] now = wanted.evaluate(node);
      for (int i = 0; i < now.length; i++) {
        if (factor != null) {
          wanted.values[i] /= now[i];
          wanted.slopes[i] *= now[i];
        } else {
          wanted.values[i] -= now[i];
        }
      }
    }
    double error =
        settings.loss().isSquare()
            ? loss * samples.targetVariance() * samples.weight() / (a * a)
            : Double.POSITIVE_INFINITY;
    Expression found = part(wanted, factors(parent, random), factor, error, random);
    if (found == null) {
      return null;
    }
    Expression instead = summand == null ? found : Expression.of(Operator.ADD, summand, found);
    return Trees.replace(parent, Kind.ANY, at, old -> instead);
  }

  /** What products are made of: columns, and parts of the formula that is there. */
  private List<Expression> factors(Expression formula, SplittableRandom random) {
    List<Expression> factors = new ArrayList<>();
    for (int f = 0; f < samples.features(); f++) {
      factors.add(variable(f));
    }
    while (factors.size() > MOST_FACTORS) {
      factors.remove(random.nextInt(factors.size()));
    }
    for (int i = 0; i < PARTS; i++) {
      Expression part = random.nextBoolean() ? pair(random) : someOf(formula, random);
      if (part != null
          && !isProduct(part)
          && !part.isConstant()
          && !part.hasMemory()
          && part.complexity() <= MOST_PART
          && !factors.contains(part)) {
        factors.add(part);
      }
    }
    return factors;
  }

  private static Expression someOf(Expression formula, SplittableRandom random) {
    int operators = Trees.count(formula, Kind.OPERATOR);
    return operators == 0 ? null : Trees.get(formula, Kind.OPERATOR, random.nextInt(operators));
  }

  /** The sum or difference of two columns. */
  private Expression pair(SplittableRandom random) {
    int left = random.nextInt(samples.features());
    int right = random.nextInt(samples.features());
    Operator operator = random.nextBoolean() && has(Operator.SUB) ? Operator.SUB : Operator.ADD;
    return left == right ? null : Expression.of(operator, variable(left), variable(right));
  }

  /** A form with sums that come ever closer. */
  private record Tried(OuterForm form, PowerSums.Sum sum, double error) {}

  /**
   * What comes closest; null when nothing comes closer than what is there.
   *
   * @param before squared error of the formula that is there
   */
  private Expression part(
      WantedValues wanted,
      List<Expression> factors,
      Expression factor,
      double before,
      SplittableRandom random) {
    double sign = sign(wanted.values);
    double[] values = wanted.values.clone();
    double[] weights = new double[values.length];
    int unsolved = 0;
    for (int i = 0; i < values.length; i++) {
      values[i] *= sign;
      double weight = wanted.slopes[i] * wanted.slopes[i] * weight(i);
      boolean sound = Double.isFinite(values[i]) && Double.isFinite(weight);
      weights[i] = sound ? weight : 0;
      values[i] = sound ? values[i] : 0;
      unsolved += sound ? 0 : 1;
    }
    if (unsolved > UNSOLVED * values.length) {
      return null;
    }
    double[][] columns = new double[factors.size()][];
    int plain = 0;
    for (int f = 0; f < columns.length; f++) {
      columns[f] = wanted.evaluate(factors.get(f));
      plain += factors.get(f) instanceof Expression.Variable ? 1 : 0;
    }
    int together = random.nextInt(4) == 0 ? 1 : random.nextInt(3) == 0 ? 2 : columns.length;
    PowerSums sums =
        new PowerSums(
            columns,
            plain,
            startValues.toArray(double[][]::new),
            has(Operator.DIV),
            together,
            values.length);
    double all = variation(values, weights);
    List<Tried> singles = new ArrayList<>();
    for (OuterForm form : OuterForm.values()) {
      if (form.isOf(settings.operators())) {
        singles.addAll(tried(form, sums, values, weights, List.of(), 1));
      }
    }
    singles.sort(Comparator.comparingDouble(Tried::error));
    List<Tried> tried = new ArrayList<>(singles);
    if (singles.size() > FORMS) {
      // The right form of a long sum need not be the best of a short one.
      Collections.swap(singles, FORMS - 1, FORMS - 1 + random.nextInt(singles.size() - FORMS + 1));
    }
    for (Tried first : singles.subList(0, Math.min(FORMS, singles.size()))) {
      if (first.error > EXACT * all) {
        tried.addAll(
            tried(first.form, sums, values, weights, first.sum.terms(), PowerSums.MOST_TERMS));
      }
    }
    var writer = new PowerSumWriter(starts, factors, settings.operators());
    Expression best = null;
    double least = Double.POSITIVE_INFINITY;
    for (Tried one : tried) {
      Expression sum = one.error < before ? writer.write(one.sum) : null;
      Expression whole = sum == null ? null : one.form.of(sum, factor);
      if (whole == null || settings.complexity(whole) > settings.maxComplexity()) {
        continue;
      }
      double cost =
          Math.log(Math.max(one.error, EXACT * all)) - whole.complexity() * Math.log(NODE);
      if (cost < least) {
        least = cost;
        best = sign > 0 ? whole : Expression.of(Operator.MUL, constant(-1), whole);
      }
    }
    return best;
  }

  /** -1 where most values are below 0, so that they have a root and a logarithm. */
  private static double sign(double[] values) {
    int below = 0;
    for (double value : values) {
      below += value < 0 ? 1 : 0;
    }
    return 2 * below > values.length ? -1 : 1;
  }

  private List<Tried> tried(
      OuterForm form,
      PowerSums sums,
      double[] values,
      double[] weights,
      List<PowerSums.Term> from,
      int most) {
    double[] explained = new double[values.length];
    double[] weight = new double[values.length];
    int unsolved = 0;
    for (int i = 0; i < values.length; i++) {
      double sum = form.sum(values[i]);
      double slope = form.slope(sum);
      double w = weights[i] * slope * slope;
      boolean sound = weights[i] > 0 && Double.isFinite(sum) && Double.isFinite(w);
      explained[i] = sound ? sum : 0;
      weight[i] = sound ? w : 0;
      unsolved += sound || weights[i] == 0 ? 0 : 1;
    }
    List<Tried> tried = new ArrayList<>();
    if (unsolved > UNSOLVED * values.length) {
      return tried;
    }
    for (PowerSums.Sum sum : sums.pursue(explained, weight, from, most)) {
      double[] predicted = sums.values(sum);
      double error = 0;
      for (int i = 0; i < values.length; i++) {
        double off = form.whole(predicted[i]) - values[i];
        error += weights[i] == 0 ? 0 : weights[i] * off * off;
      }
      if (Double.isFinite(error)) {
        tried.add(new Tried(form, sum, error));
      }
    }
    return tried;
  }

  private static double variation(double[] values, double[] weights) {
    double w = 0;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      w += weights[i];
      sum += weights[i] * values[i];
      squares += weights[i] * values[i] * values[i];
    }
    return w > 0 ? squares - sum * sum / w : 0;
  }
}
