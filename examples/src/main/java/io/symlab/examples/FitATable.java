package io.symlab.examples;

import io.symlab.symbolic.export.ExportFormat;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.regression.RegressionResult;
import io.symlab.symbolic.regression.SymbolicRegression;
import java.util.SplittableRandom;

/**
 * Look at the second column: formulas for how long a pendulum swings, from the simplest to the most
 * complex, each explaining more than those before. The one to take comes last, as text and as
 * Python: 2 pi sqrt(length / gravity).
 */
public final class FitATable {
  private FitATable() {}

  public static void main(String[] args) {
    double[][] x = new double[300][2];
    double[] y = new double[x.length];
    SplittableRandom random = new SplittableRandom(1);
    for (int row = 0; row < x.length; row++) {
      x[row][0] = random.nextDouble(0.2, 3);
      x[row][1] = random.nextDouble(1.6, 25);
      double noise = 1 + 0.01 * random.nextGaussian();
      y[row] = 2 * Math.PI * Math.sqrt(x[row][0] / x[row][1]) * noise;
    }

    SymbolicRegression regression =
        SymbolicRegression.builder()
            .columns("length", "gravity")
            .operators("+", "-", "*", "/", "sqrt")
            .rounds(30)
            .build();
    RegressionResult found = regression.fit(x, y); // double[rows][columns], double[rows]
    System.out.println("T = " + found.chosen().text());
    double[] onTheMoon = found.predict(new double[][] {{1, 1.62}});

    System.out.printf("a metre on the moon: %.2f s%n", onTheMoon[0]);
    for (ScoredFront.Row row : found.front().rows()) {
      String text = found.formula(row).text();
      System.out.printf("%2d  R2 %.4f  %s%n", row.complexity(), row.r2Train(), text);
    }
    System.out.println(found.export(ExportFormat.NUMPY));
  }
}
