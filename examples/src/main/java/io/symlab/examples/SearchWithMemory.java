package io.symlab.examples;

import io.symlab.symbolic.export.ExportFormat;
import io.symlab.symbolic.regression.RegressionBuilder;
import io.symlab.symbolic.regression.RegressionResult;
import io.symlab.symbolic.regression.SymbolicRegression;
import java.util.SplittableRandom;

/**
 * Look at the formula: the columns g0 (newest) to g9 are declared as one signal, so that it may
 * average over them, and momentum takes three nodes instead of thirty. Before that, the search is
 * interrupted and gone on with; what it finds is the same. Last comes the formula as an optimizer
 * for PyTorch, which carries one number per parameter and none of the old gradients.
 */
public final class SearchWithMemory {
  private static final int LAGS = 10;

  private SearchWithMemory() {}

  public static void main(String[] args) {
    double[][] x = new double[400][LAGS];
    double[] y = new double[x.length];
    SplittableRandom random = new SplittableRandom(1);
    for (int row = 0; row < x.length; row++) {
      for (int lag = LAGS - 1; lag >= 0; lag--) {
        x[row][lag] = random.nextGaussian();
        y[row] = 0.8 * y[row] + 0.2 * x[row][lag];
      }
      y[row] = -Math.tanh(3 * y[row]);
    }

    String[] columns = {"g0", "g1", "g2", "g3", "g4", "g5", "g6", "g7", "g8", "g9"};
    RegressionBuilder search =
        SymbolicRegression.builder().columns(columns).lags("g=10").maxComplexity(15).seed(1);
    RegressionResult part = search.rounds(10).build().fit(x, y);
    RegressionResult whole = search.rounds(30).build().from(part.save()).fit(x, y);

    System.out.printf("after %d rounds: %s%n", part.rounds(), part.best().text());
    System.out.printf("after %d rounds: %s%n", whole.rounds(), whole.best().text());
    System.out.println(whole.export(ExportFormat.TORCH));
  }
}
