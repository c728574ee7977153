package io.symlab.symbolic.fit;

import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Moments;
import io.symlab.symbolic.sample.Samples;

/**
 * Judges programs on some rows up to a least-squares scale and offset: what matters while evolving
 * is the shape of a formula, the best a and b of a f(x) + b follow from a few sums. Losses are mean
 * losses divided by what a formula that explains nothing has, see {@link Loss#unit}.
 *
 * <p>With another loss than the square a and b come from a few rounds of reweighted least squares.
 * Where rows know their doubles ({@link Samples#withDoubles}), a loss so small that floats cannot
 * tell it from their own rounding is told in doubles. Not thread-safe.
 */
public final class Scoring {
  private static final int REWEIGHTINGS = 5;

  /** Residuals, in units of y's deviation, below which a row's weight no longer grows. */
  private static final double TINY = 1e-3;

  /** Residuals, in units of y's deviation, that floats tell well enough to be judged by. */
  private static final double TOLD = 3e-5;

  private final Samples samples;
  private final Evaluator evaluator;
  private final Loss loss;
  private final Moments target;
  private final double rows;
  private final double unit;
  private final double tiny;

  /** Of the program scored last. */
  private Moments sums = new Moments();

  private double scale;
  private double offset;
  private double plainScale;
  private double plainLoss;

  /** For losses other than the square: all values of the program, and a weight for each row. */
  private float[] values = new float[0];

  private float[] weights = new float[0];

  /** For a loss that a person wrote: itself, and what it is asked about. */
  private final OwnLoss own;

  private final float[] predictions;

  /** Where rows know their doubles; else null. */
  private final DoubleScoring doubles;

  private final double told;

  public Scoring(Samples samples, Evaluator evaluator) {
    this(samples, evaluator, Loss.SQUARE);
  }

  public Scoring(Samples samples, Evaluator evaluator, Loss loss) {
    this.samples = samples;
    this.evaluator = evaluator;
    this.loss = loss;
    this.target = Moments.ofTarget(samples, samples.weights());
    this.rows = target.w;
    this.unit = loss.unit(samples);
    this.tiny = TINY * Math.sqrt(samples.targetVariance());
    if (!loss.isSquare()) {
      values = new float[samples.rows()];
      weights = new float[samples.rows()];
    }
    own = loss.isOwn() ? new OwnLoss(loss.own()) : null;
    predictions = loss.isOwn() ? new float[samples.rows()] : values;
    doubles = samples.hasDoubles() ? new DoubleScoring(loss) : null;
    boolean curved = loss.kind() == Loss.Kind.SQUARE || loss.kind() == Loss.Kind.HUBER;
    told = curved ? TOLD * TOLD : TOLD;
  }

  /** What scores in double precision; null where rows know only floats. */
  DoubleScoring doubles() {
    return doubles;
  }

  /** Whether a loss is too small for floats to tell, and so told in doubles. */
  public boolean isExact(double score) {
    return doubles != null && score < told;
  }

  /**
   * A program's values as they are best known, [rows], if its score is told in doubles; or null.
   */
  public double[] exactValues(Program program, double score) {
    return isExact(score) ? doubles.values(program, samples) : null;
  }

  public Samples samples() {
    return samples;
  }

  Loss loss() {
    return loss;
  }

  /** The loss of a f + b with the best a and b; infinite when some value is not finite. */
  public double score(Program program) {
    if (!sum(program)) {
      return Double.POSITIVE_INFINITY;
    }
    double score = loss.isSquare() ? leastSquares() : reweighted();
    return isExact(score) ? inDoubles(program) : score;
  }

  private double inDoubles(Program program) {
    double[] exact = doubles.values(program, samples);
    Line plain = doubles.line(exact, samples, false);
    plainScale = plain.scale();
    plainLoss = plain.loss() / unit;
    Line line = doubles.line(exact, samples, true);
    scale = line.scale();
    offset = line.offset();
    return line.loss() / unit;
  }

  /** The loss of f as it stands, infinite when some value is not finite. */
  public double scoreAsItStands(Program program) {
    if (!sum(program)) {
      return Double.POSITIVE_INFINITY;
    }
    double score =
        loss.isSquare() ? normalise(sums.ff() - 2 * sums.fy() + target.yy) : meanLoss(1, 0) / unit;
    return isExact(score) ? doubles.mean(program, samples) / unit : score;
  }

  /** The mean loss of f as it stands, in the units of the loss. */
  public double mean(Program program) {
    return scoreAsItStands(program) * unit;
  }

  public double scale() {
    return scale;
  }

  public double offset() {
    return offset;
  }

  /** Of the program scored last: the loss of a f alone, with the best a. */
  public double lossWithoutOffset() {
    return plainLoss;
  }

  public double scaleWithoutOffset() {
    return plainScale;
  }

  /**
   * The least-squares problem that has the loss's slope at some predictions.
   *
   * @param values [rows], predictions; become residuals
   * @return the rows' weights, [rows], valid until the next call; null when all are 1
   */
  float[] leastSquares(float[] values) {
    int all = samples.rows();
    if (own != null) {
      own.linearise(values, samples.target(), samples.weights(), all, tiny, weights);
      return weights;
    }
    float[] y = samples.target();
    float[] given = samples.weights();
    for (int i = 0; i < all; i++) {
      values[i] -= y[i]; // alone in its loop, of which the compiler makes vector instructions
    }
    if (loss.isSquare()) {
      return given;
    }
    for (int i = 0; i < all; i++) {
      double weight = (given == null ? 1 : given[i]) * loss.weight(values[i], tiny);
      weights[i] = (float) (weight * tiny);
    }
    return weights;
  }

  /** Runs the program and sums up; false when some value is not finite. */
  private boolean sum(Program program) {
    sums = new Moments();
    int all = samples.rows();
    for (int from = 0; from < all; from += Evaluator.BLOCK) {
      int n = Math.min(Evaluator.BLOCK, all - from);
      float[] f = evaluator.block(program, samples.rawColumns(), from, n);
      sums.add(evaluator.sums(), f, samples.target(), samples.weights(), from, n);
      if (!Double.isFinite(sums.ff())) {
        return false;
      }
      if (!loss.isSquare()) {
        System.arraycopy(f, 0, values, from, n);
      }
    }
    return true;
  }

  private double leastSquares() {
    solve(sums, target);
    plainScale = sums.ff() > 0 ? sums.fy() / sums.ff() : 0;
    plainLoss = normalise(target.yy - sums.fy() * plainScale);
    double errors =
        target.yy - target.y * target.y / rows - scale * (sums.fy() - sums.f() * target.y / rows);
    return Double.isFinite(scale) ? normalise(errors) : Double.POSITIVE_INFINITY;
  }

  private double normalise(double squaredErrors) {
    return Math.max(squaredErrors, 0) / (rows * unit);
  }

  /** The best a and b by least squares. */
  private void solve(Moments f, Moments y) {
    double variation = f.ff() - f.f() * f.f() / y.w;
    if (!(variation > 1e-10 * f.ff())) {
      // A constant, as far as floats can tell.
      scale = 0;
      offset = y.y / y.w;
    } else {
      scale = (f.fy() - f.f() * y.y / y.w) / variation;
      offset = (y.y - scale * f.f()) / y.w;
    }
  }

  /** By reweighting: once with an offset and once without. */
  private double reweighted() {
    solve(sums, target);
    double best = Double.POSITIVE_INFINITY;
    double bestScale = scale;
    double bestOffset = offset;
    plainScale = sums.ff() > 0 ? sums.fy() / sums.ff() : 0;
    plainLoss = Double.POSITIVE_INFINITY;
    double plain = plainScale;
    for (int i = 0; i < REWEIGHTINGS; i++) {
      double now = meanLoss(scale, offset);
      if (now < best) {
        best = now;
        bestScale = scale;
        bestOffset = offset;
      }
      Moments reweighted = reweigh(scale, offset);
      solve(reweighted, reweighted);
      double plainNow = meanLoss(plain, 0) / unit;
      if (plainNow < plainLoss) {
        plainLoss = plainNow;
        plainScale = plain;
      }
      Moments alone = reweigh(plain, 0);
      plain = alone.ff() > 0 ? alone.fy() / alone.ff() : 0;
    }
    scale = bestScale;
    offset = bestOffset;
    return best / unit;
  }

  /** The best a (and b, or with 0) to one step of least squares from these. */
  private Moments reweigh(double a, double b) {
    int all = samples.rows();
    float[] y = samples.target();
    if (own != null) {
      predict(a, b);
      float[] target = predictions.clone();
      own.linearise(predictions, y, samples.weights(), all, tiny, weights);
      for (int i = 0; i < all; i++) {
        target[i] -= predictions[i];
      }
      Moments result = Moments.of(target, weights, all);
      result.add(evaluator.sums(), values, target, weights, 0, all);
      return result;
    }
    float[] given = samples.weights();
    for (int i = 0; i < all; i++) {
      double residual = a * values[i] + b - y[i];
      weights[i] = (float) ((given == null ? 1 : given[i]) * loss.weight(residual, tiny) * tiny);
    }
    Moments result = Moments.ofTarget(samples, weights);
    result.add(evaluator.sums(), values, y, weights, 0, all);
    return result;
  }

  private void predict(double a, double b) {
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = (float) (a * values[i] + b);
    }
  }

  private double meanLoss(double a, double b) {
    double sum = 0;
    float[] y = samples.target();
    float[] given = samples.weights();
    if (own != null) {
      predict(a, b);
      sum = Math.max(0, own.sum(predictions, y, given, samples.rows()));
    } else {
      for (int i = 0; i < samples.rows(); i++) {
        double cost = loss.of(a * values[i] + b - y[i]);
        sum += given == null ? cost : given[i] * cost;
      }
    }
    return Double.isFinite(sum) ? sum / rows : Double.POSITIVE_INFINITY;
  }
}
