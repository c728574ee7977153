package io.symlab.symbolic.fit;

import static io.symlab.symbolic.fit.OrthonormalBasis.dot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Weighted least-squares sums of a few products of whole powers, found without listing the
 * products, of which there are too many: each term climbs from the best of some starts, multiplied
 * or divided by one factor at a time, to what explains most of the rest (orthogonal least squares,
 * Chen et al. 1989); with each further term those before it are chosen anew.
 */
public final class PowerSums {
  /** The largest power of a factor, and of all of a term's together. */
  private static final int MOST_POWER = 4;

  private static final int MOST_POWERS = 10;

  /** Of a sum; the basis beside a term has as many vectors, the offset's among them. */
  public static final int MOST_TERMS = 3;

  /** Starts of each sort from which a term climbs. */
  private static final int CLIMBS = 2;

  /** Times that a term of a sum is chosen anew. */
  private static final int MOST_TURNS = 9;

  private static final double LEAST_CLIMB = 1 + 1e-7;

  /**
   * A product.
   *
   * @param start number of what it begins with, -1 for 1
   * @param powers of the factors, which multiply that
   */
  public record Term(int start, int[] powers) {
    private boolean is(Term other) {
      return start == other.start && Arrays.equals(powers, other.powers);
    }
  }

  /**
   * A sum.
   *
   * @param sizes root mean squares of the terms times their coefficients
   * @param offset what is added to it
   */
  public record Sum(List<Term> terms, double[] coefficients, double[] sizes, double offset) {}

  private final double[][] factors;
  private final double[][] inverses;
  private final double[][] starts;
  private final int plain;
  private final int together;
  private final int rows;

  /** Of the problem at hand, [rows]: weights, their roots, and what is explained times the root. */
  private double[] weights;

  private double[] roots;
  private double[] target;

  /**
   * @param factors [factors][rows]
   * @param plain how many of the first factors are no combinations of others
   * @param starts [starts][rows], to begin with beside the factors' powers
   * @param divides whether factors may divide
   * @param together how many factors a term may have: what a sum of squares is, a few larger
   *     products imitate
   */
  public PowerSums(
      double[][] factors, int plain, double[][] starts, boolean divides, int together, int rows) {
    this.together = together;
    this.factors = factors;
    this.plain = plain;
    this.starts = starts;
    this.rows = rows;
    this.inverses = new double[divides ? factors.length : 0][rows];
    for (int f = 0; f < inverses.length; f++) {
      for (int i = 0; i < rows; i++) {
        inverses[f][i] = 1 / factors[f][i];
      }
    }
  }

  /**
   * Sums of one term, two, and so on, fewer where nothing is left to explain.
   *
   * @param explained [rows]
   * @param weight of the rows, [rows], not negative
   * @param from terms of a smaller sum to go on from, or none
   * @param most terms, {@link #MOST_TERMS} at most
   */
  public List<Sum> pursue(double[] explained, double[] weight, List<Term> from, int most) {
    weights = weight;
    roots = new double[rows];
    target = new double[rows];
    for (int i = 0; i < rows; i++) {
      roots[i] = Math.sqrt(weight[i]);
      target[i] = roots[i] * explained[i];
    }
    List<Term> terms = new ArrayList<>(from);
    List<Sum> sums = new ArrayList<>();
    while (terms.size() < most) {
      Term next = search(basis(terms, -1), null);
      if (next == null) {
        break;
      }
      terms.add(next);
      chooseAnew(terms);
      Sum sum = solve(terms);
      if (sum == null) {
        break;
      }
      sums.add(sum);
      double[] rest = basis(terms, -1).rest();
      if (dot(rest, rest) <= 1e-13 * dot(target, target)) {
        break;
      }
    }
    return sums;
  }

  /** Each term beside the others, until none gets better. */
  private void chooseAnew(List<Term> terms) {
    int unchanged = terms.size() == 1 ? 1 : 0;
    for (int turn = 0; turn < MOST_TURNS && unchanged < terms.size(); turn++) {
      int k = turn % terms.size();
      Term before = terms.get(k);
      Term better = search(basis(terms, k), before);
      boolean changed = better != null && !better.is(before);
      unchanged = changed ? 1 : unchanged + 1;
      if (changed) {
        terms.set(k, better);
      }
    }
  }

  /** Of the offset and of all terms but one, each times the root of the weights. */
  private OrthonormalBasis basis(List<Term> terms, int without) {
    var basis = new OrthonormalBasis(target);
    basis.add(roots.clone());
    for (int k = 0; k < terms.size(); k++) {
      if (k != without) {
        double[] values = values(terms.get(k));
        for (int i = 0; i < rows; i++) {
          values[i] *= roots[i];
        }
        basis.add(values);
      }
    }
    return basis;
  }

  /** A start, and what it explains. */
  private record Start(Term term, double gain) {}

  /** The term that explains most of the rest; null when none does. */
  private Term search(OrthonormalBasis basis, Term before) {
    double[][] scaled = new double[MOST_TERMS][rows];
    double[] scaledRest = new double[rows];
    for (int i = 0; i < rows; i++) {
      scaledRest[i] = roots[i] * basis.rest()[i];
      for (int k = 0; k < basis.size(); k++) {
        scaled[k][i] = roots[i] * basis.vector(k)[i];
      }
    }
    double[] ones = new double[rows];
    Arrays.fill(ones, 1);
    Start[] ahead = new Start[CLIMBS];
    for (int s = 0; s < starts.length; s++) {
      insert(
          ahead, new Term(s, new int[factors.length]), gain(starts[s], ones, scaledRest, scaled));
    }
    // Each sort from its own best: a sum of two factors may hide their product.
    Start[] simple = new Start[CLIMBS];
    Start[] others = new Start[1];
    for (int f = 0; f < factors.length; f++) {
      Start[] sort = f < plain ? simple : others;
      for (int power = 1; power <= 2; power++) {
        double[] above = power == 1 ? ones : factors[f];
        insert(sort, power(f, power), gain(factors[f], above, scaledRest, scaled));
        if (inverses.length > 0) {
          double[] below = power == 1 ? ones : inverses[f];
          insert(sort, power(f, -power), gain(inverses[f], below, scaledRest, scaled));
        }
      }
    }
    List<Start> all = new ArrayList<>(Arrays.asList(simple));
    all.addAll(Arrays.asList(others));
    all.addAll(Arrays.asList(ahead));
    Start found =
        before == null
            ? null
            : climb(
                new Start(before, gain(values(before), ones, scaledRest, scaled)),
                scaledRest,
                scaled);
    for (Start start : all) {
      Start top = start == null ? null : climb(start, scaledRest, scaled);
      if (top != null && (found == null || top.gain > found.gain * LEAST_CLIMB)) {
        found = top;
      }
    }
    return found == null ? null : found.term;
  }

  private Term power(int factor, int power) {
    int[] powers = new int[factors.length];
    powers[factor] = power;
    return new Term(-1, powers);
  }

  private static void insert(Start[] ahead, Term term, double gain) {
    if (!(gain > 0)) {
      return;
    }
    Start start = new Start(term, gain);
    for (int k = 0; k < ahead.length && start != null; k++) {
      if (ahead[k] == null || start.gain > ahead[k].gain) {
        Start moved = ahead[k];
        ahead[k] = start;
        start = moved;
      }
    }
  }

  private Start climb(Start start, double[] scaledRest, double[][] scaled) {
    Start now = start;
    double[] values = values(now.term);
    while (true) {
      int factor = -1;
      int by = 0;
      double gain = now.gain * LEAST_CLIMB;
      for (int f = 0; f < factors.length; f++) {
        for (int step = inverses.length > 0 ? -1 : 1; step <= 1; step += 2) {
          if (mayMove(now.term.powers, f, step)) {
            double moved = gain(values, step > 0 ? factors[f] : inverses[f], scaledRest, scaled);
            if (moved > gain) {
              gain = moved;
              factor = f;
              by = step;
            }
          }
        }
      }
      if (factor < 0) {
        return now;
      }
      int[] powers = now.term.powers.clone();
      powers[factor] += by;
      double[] times = by > 0 ? factors[factor] : inverses[factor];
      for (int i = 0; i < rows; i++) {
        values[i] *= times[i];
      }
      now = new Start(new Term(now.term.start, powers), gain);
    }
  }

  private boolean mayMove(int[] powers, int factor, int step) {
    int all = 0;
    int others = 0;
    for (int f = 0; f < powers.length; f++) {
      all += f == factor ? 0 : Math.abs(powers[f]);
      others += f == factor || powers[f] == 0 ? 0 : 1;
    }
    int moved = Math.abs(powers[factor] + step);
    return moved <= MOST_POWER && all + moved <= MOST_POWERS && (moved == 0 || others < together);
  }

  /** How much of the squared rest a product explains beside the basis; NaN for none. */
  private double gain(double[] values, double[] times, double[] scaledRest, double[][] scaled) {
    double along = 0;
    double size = 0;
    double first = 0;
    double second = 0;
    double third = 0;
    double[] a = scaled[0];
    double[] b = scaled[1];
    double[] c = scaled[2];
    for (int i = 0; i < rows; i++) { // sums side by side: none waits for another
      double value = values[i] * times[i];
      along += value * scaledRest[i];
      size += weights[i] * value * value;
      first += value * a[i];
      second += value * b[i];
      third += value * c[i];
    }
    double own = size - first * first - second * second - third * third;
    return own > OrthonormalBasis.DEPENDENT * size ? along * along / own : Double.NaN;
  }

  /** The values of a term, [rows]. */
  public double[] values(Term term) {
    double[] values = new double[rows];
    if (term.start < 0) {
      Arrays.fill(values, 1);
    } else {
      System.arraycopy(starts[term.start], 0, values, 0, rows);
    }
    for (int f = 0; f < factors.length; f++) {
      double[] times = term.powers[f] > 0 ? factors[f] : term.powers[f] < 0 ? inverses[f] : null;
      for (int power = Math.abs(term.powers[f]); power > 0; power--) {
        for (int i = 0; i < rows; i++) {
          values[i] *= times[i];
        }
      }
    }
    return values;
  }

  /** The values of a sum, [rows]. */
  public double[] values(Sum sum) {
    double[] values = new double[rows];
    Arrays.fill(values, sum.offset);
    for (int k = 0; k < sum.coefficients.length; k++) {
      double[] term = values(sum.terms.get(k));
      for (int i = 0; i < rows; i++) {
        values[i] += sum.coefficients[k] * term[i];
      }
    }
    return values;
  }

  private Sum solve(List<Term> terms) {
    int n = terms.size() + 1;
    double[][] columns = new double[n][];
    columns[0] = roots.clone();
    for (int k = 1; k < n; k++) {
      columns[k] = values(terms.get(k - 1));
      for (int i = 0; i < rows; i++) {
        columns[k][i] *= roots[i];
      }
    }
    double[] scales = new double[n];
    double[][] matrix = new double[n][n];
    double[] right = new double[n];
    for (int k = 0; k < n; k++) {
      scales[k] = Math.sqrt(dot(columns[k], columns[k]));
    }
    for (int k = 0; k < n; k++) {
      right[k] = dot(columns[k], target) / scales[k];
      for (int j = 0; j <= k; j++) {
        matrix[k][j] = dot(columns[k], columns[j]) / (scales[k] * scales[j]);
        matrix[j][k] = matrix[k][j];
      }
    }
    double[] solution = Cholesky.solve(matrix, new double[n], right);
    if (solution == null) {
      return null;
    }
    double[] coefficients = new double[n - 1];
    double[] sizes = new double[n - 1];
    for (int k = 0; k < n - 1; k++) {
      coefficients[k] = solution[k + 1] / scales[k + 1];
      sizes[k] = Math.abs(solution[k + 1]) / scales[0];
    }
    return new Sum(List.copyOf(terms), coefficients, sizes, solution[0] / scales[0]);
  }
}
