package io.symlab.symbolic.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.export.ExportFormat;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.export.FrontFormat;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Roles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SymbolicRegressionTest {
  private static final int ROWS = 120;
  private static final double[][] X = new double[ROWS][2];
  private static final double[] Y = new double[ROWS];

  static {
    SplittableRandom random = new SplittableRandom(1);
    for (int row = 0; row < ROWS; row++) {
      // Floats, so that doubles, floats and a file's text are the same numbers.
      X[row][0] = (float) random.nextDouble(-2, 2);
      X[row][1] = (float) random.nextDouble(-2, 2);
      Y[row] = (float) (X[row][0] * X[row][0] + 2 * X[row][1] + 0.1 * random.nextGaussian());
    }
  }

  private static RegressionBuilder small() {
    return SymbolicRegression.builder()
        .islands(2)
        .population(40)
        .maxComplexity(12)
        .columns("a", "b")
        .rounds(6);
  }

  private static String front(RegressionResult found) {
    return found.export(FrontFormat.CSV);
  }

  @Test
  void aLawIsFoundPredictedAndExported() {
    RegressionResult found = small().build().fit(X, Y);
    Formula best = found.best();
    assertThat(best.figures().get("r2_validation")).isGreaterThan(0.98);
    assertThat(found.columns()).containsExactly("a", "b");
    double[] predicted = found.predict(X);
    for (int row = 0; row < ROWS; row++) {
      assertThat(predicted[row])
          .isEqualTo(best.signals().evaluate(best.expression(), X[row]), within(1e-9));
    }
    assertThat(found.export(ExportFormat.TEXT).strip()).isEqualTo(best.text());
    assertThat(found.choose("accuracy").figures().get("r2_validation"))
        .isGreaterThanOrEqualTo(best.figures().get("r2_validation"));
    assertThat(found.end()).isEqualTo(Search.End.ROUNDS);
    assertThat(found.rounds()).isEqualTo(6);
  }

  @Test
  void doublesFloatsAndATableGiveTheSame(@TempDir Path folder) throws IOException {
    float[][] x = new float[ROWS][2];
    float[] y = new float[ROWS];
    StringBuilder csv = new StringBuilder("a,b,y\n");
    for (int row = 0; row < ROWS; row++) {
      x[row][0] = (float) X[row][0];
      x[row][1] = (float) X[row][1];
      y[row] = (float) Y[row];
      csv.append(X[row][0]).append(',').append(X[row][1]).append(',').append(Y[row]).append('\n');
    }
    Path file = Files.writeString(folder.resolve("t.csv"), csv);
    Dataset table = Dataset.read(file, Roles.PLAIN);
    SymbolicRegression regression = small().build();
    String expected = front(regression.fit(X, Y));
    assertThat(front(regression.fit(x, y))).isEqualTo(expected);
    assertThat(front(regression.fit(table))).isEqualTo(expected);
    // A table is not used up.
    assertThat(front(regression.fit(table))).isEqualTo(expected);
    assertThat(regression.fit(table).predict(x)).isEqualTo(regression.fit(X, Y).predict(X));
  }

  @Test
  void threadsDoNotChangeTheResultAndSeedsDo() {
    String one = front(small().threads(1).build().fit(X, Y));
    assertThat(front(small().threads(3).build().fit(X, Y))).isEqualTo(one);
    assertThat(front(small().seed(2).build().fit(X, Y))).isNotEqualTo(one);
  }

  @Test
  void formulasOverASignalHaveAMemoryWhereverItsColumnsStand() {
    int lags = 6;
    double[][] x = new double[ROWS][lags + 1];
    double[] y = new double[ROWS];
    SplittableRandom random = new SplittableRandom(3);
    for (int row = 0; row < ROWS; row++) {
      double mean = 0;
      for (int lag = lags - 1; lag >= 0; lag--) {
        // The newest and the oldest have changed places, and t stands between.
        int column = lag == 0 ? lags : lag == lags - 1 ? 0 : lag + 1;
        x[row][column] = random.nextGaussian();
        mean = 0.7 * mean + 0.3 * x[row][column];
      }
      x[row][1] = random.nextDouble();
      y[row] = 2 * mean + x[row][1];
    }
    RegressionResult found =
        SymbolicRegression.builder()
            .columns("g5", "t", "g1", "g2", "g3", "g4", "g0")
            .lags("g=6")
            .operators("+", "*", "ema")
            .islands(2)
            .population(100)
            .maxComplexity(12)
            .rounds(15)
            .build()
            .fit(x, y);
    Formula formula = found.choose("accuracy");
    assertThat(formula.expression().hasMemory()).isTrue();
    assertThat(formula.figures().get("r2_validation")).isGreaterThan(0.95);
    assertThat(found.columns()).containsExactly("g5", "t", "g1", "g2", "g3", "g4", "g0");
    double[] predicted = found.predict(formula, x);
    double squares = 0;
    for (int row = 0; row < ROWS; row++) {
      squares += (predicted[row] - y[row]) * (predicted[row] - y[row]);
    }
    assertThat(squares / ROWS).isLessThan(0.05);
  }

  @Test
  void lossConstraintsGuessesAndTemplateAreKept() {
    RegressionResult found =
        small()
            .loss("mae")
            .constraints("forbid(square, b)")
            .template("p1 * ? + ?")
            .guesses("p1 * b + square(a)")
            .build()
            .fit(X, Y);
    assertThat(found.front().rows())
        .isNotEmpty()
        .allSatisfy(row -> assertThat(found.formula(row).text()).contains(" * ").contains("+"));
  }

  @Test
  void aSearchSavedAndGoneOnWithEndsAsTheUninterruptedOne() {
    RegressionResult whole = small().rounds(9).build().fit(X, Y);
    RegressionResult part = small().rounds(5).build().fit(X, Y);
    RegressionResult rest = small().rounds(9).build().from(part.save()).fit(X, Y);
    assertThat(front(rest)).isEqualTo(front(whole));
    assertThat(rest.evaluations()).isEqualTo(whole.evaluations());
    assertThat(rest.rounds()).isEqualTo(9);
    assertThat(rest.seconds()).isGreaterThan(part.seconds());
  }

  @Test
  void aSearchSavedWhileItRunsIsAsGood() {
    List<byte[]> states = new ArrayList<>();
    RegressionResult whole =
        small().rounds(9).onProgress(search -> states.add(search.save())).build().fit(X, Y);
    assertThat(states).isNotEmpty();
    for (byte[] state : states) {
      assertThat(front(small().rounds(9).build().from(state).fit(X, Y))).isEqualTo(front(whole));
    }
  }
}
