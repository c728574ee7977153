package io.symlab.experiment.distill;

import io.symlab.experiment.results.PlotsFile.Points;
import io.symlab.experiment.results.PlotsFile.Response;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.program.DoubleEvaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.regression.RegressionData;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/** The numbers behind the pictures of a formula: what it makes of rows, and of each variable. */
final class Pictures {
  private static final int MOST_POINTS = 500;
  private static final int MOST_VARIABLES = 8;
  private static final int STEPS = 33;
  private static final int ROWS = 64;

  private final RegressionData data;
  private final Signals signals;
  private final Expression formula;

  /**
   * @param formula over the columns as they are in the table
   */
  Pictures(RegressionData data, Expression formula) {
    this.data = data;
    this.signals = data.signals();
    this.formula = formula;
  }

  /** Observed and predicted values of some rows of each use. */
  List<Points> points() {
    List<Points> all = new ArrayList<>();
    add(all, "train", data.train());
    add(all, "validation", data.validation());
    add(all, "test", data.test());
    return all;
  }

  private void add(List<Points> all, String use, Samples samples) {
    if (samples == null) {
      return;
    }
    int[] rows = spread(samples.rows(), MOST_POINTS);
    double[] observed = new double[rows.length];
    for (int i = 0; i < rows.length; i++) {
      observed[i] = samples.target()[rows[i]] + data.centres().target();
    }
    double[] predicted = values(columns(samples, rows));
    all.add(new Points(use, samples.rows(), list(observed), list(predicted)));
  }

  /** How the formula answers to each of its variables, the strongest first. */
  List<Response> responses() {
    Samples samples = data.train();
    double[][] some = columns(samples, spread(samples.rows(), ROWS));
    var used = new TreeSet<Integer>();
    formula.forEachVariable(used::add);
    return used.stream()
        .map(variable -> response(samples, some, variable))
        .sorted(Comparator.comparingDouble(Pictures::reach).reversed())
        .limit(MOST_VARIABLES)
        .toList();
  }

  private Response response(Samples samples, double[][] some, int variable) {
    int rows = some[0].length;
    double[] x = grid(columns(samples, spread(samples.rows(), 20 * ROWS))[variable]);
    double[][] columns = new double[some.length][];
    for (int f = 0; f < columns.length; f++) {
      columns[f] = new double[x.length * rows];
      for (int k = 0; k < x.length; k++) {
        System.arraycopy(some[f], 0, columns[f], k * rows, rows);
      }
    }
    for (int i = 0; i < columns[variable].length; i++) {
      columns[variable][i] = x[i / rows];
    }
    double[] values = values(columns);
    double[] mean = new double[x.length];
    double[] low = new double[x.length];
    double[] high = new double[x.length];
    for (int k = 0; k < x.length; k++) {
      double[] sorted =
          Arrays.stream(values, k * rows, (k + 1) * rows)
              .filter(Double::isFinite)
              .sorted()
              .toArray();
      mean[k] = Arrays.stream(sorted).average().orElse(Double.NaN);
      low[k] = sorted.length == 0 ? Double.NaN : sorted[sorted.length / 10];
      high[k] = sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1 - sorted.length / 10];
    }
    return new Response(data.names().get(variable), list(x), list(mean), list(low), list(high));
  }

  /** From the first to the ninety-ninth percentile: a far outlier would press all else flat. */
  private static double[] grid(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double low = sorted[sorted.length / 100];
    double high = sorted[sorted.length - 1 - sorted.length / 100];
    double[] x = new double[low < high ? STEPS : 1];
    for (int k = 0; k < x.length; k++) {
      x[k] = low + k * (high - low) / (STEPS - 1);
    }
    return x;
  }

  private static double reach(Response response) {
    var summary =
        response.mean().stream().mapToDouble(y -> y).filter(Double::isFinite).summaryStatistics();
    return summary.getCount() == 0 ? 0 : summary.getMax() - summary.getMin();
  }

  private double[] values(double[][] columns) {
    double[] out = new double[columns[0].length];
    new DoubleEvaluator().evaluate(Program.of(formula, signals), columns, out.length, out);
    return out;
  }

  private double[][] columns(Samples samples, int[] rows) {
    Centres centres = data.centres();
    double[][] columns = new double[samples.features()][rows.length];
    for (int f = 0; f < columns.length; f++) {
      for (int i = 0; i < rows.length; i++) {
        columns[f][i] = samples.column(f)[rows[i]] + centres.columns().get(f);
      }
    }
    return columns;
  }

  /** Evenly chosen rows. */
  private static int[] spread(int rows, int most) {
    int[] chosen = new int[Math.min(rows, most)];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = (int) ((long) i * rows / chosen.length);
    }
    return chosen;
  }

  private static List<Double> list(double[] values) {
    return Arrays.stream(values).boxed().toList();
  }
}
