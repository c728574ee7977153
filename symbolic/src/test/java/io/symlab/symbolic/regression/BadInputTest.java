package io.symlab.symbolic.regression;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whatever cannot be is refused before anything is searched, with its place and the way out. */
class BadInputTest {
  private static double[][] x() {
    double[][] x = new double[20][2];
    for (int row = 0; row < x.length; row++) {
      x[row][0] = row;
      x[row][1] = row % 3;
    }
    return x;
  }

  private static double[] y() {
    double[] y = new double[20];
    for (int row = 0; row < y.length; row++) {
      y[row] = row * row;
    }
    return y;
  }

  private static RegressionBuilder small() {
    return SymbolicRegression.builder().islands(1).population(10).rounds(1);
  }

  private static void refused(double[][] x, double[] y, String... parts) {
    refused(small(), x, y, parts);
  }

  private static void refused(
      RegressionBuilder builder, double[][] x, double[] y, String... parts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.build().fit(x, y))
        .satisfies(
            e -> org.assertj.core.api.Assertions.assertThat(e).hasMessageContainingAll(parts));
  }

  private static void refusedX(Consumer<double[][]> change, String... parts) {
    double[][] x = x();
    change.accept(x);
    refused(x, y(), parts);
  }

  private static void refusedChoice(Consumer<RegressionBuilder> choice, String... parts) {
    RegressionBuilder builder = small().columns("a", "b");
    choice.accept(builder);
    refused(builder, x(), y(), parts);
  }

  @Test
  void numbersThatAreNone() {
    refusedX(x -> x[3][1] = Double.NaN, "x[3][1] is NaN", "leave such rows out");
    refusedX(x -> x[4][0] = Double.POSITIVE_INFINITY, "x[4][0] is Infinity");
    double[] y = y();
    y[7] = Double.NaN;
    refused(x(), y, "y[7] is NaN");
  }

  @Test
  void numbersThatFloatsCannotHold() {
    refusedX(x -> x[5][1] = 1e300, "x[5][1] is 1.0E300", "power of ten");
  }

  @Test
  void rowsThatDoNotFitTogether() {
    refusedX(x -> x[2] = new double[3], "x[2] has 3 columns, x[0] has 2");
    refusedX(x -> x[2] = null, "x[2] has 0 columns, x[0] has 2");
    refused(x(), new double[19], "x has 20 rows, y has 19");
    refused(new double[20][0], y(), "x[0] has no columns");
  }

  @Test
  void nothingToLearnFrom() {
    refused(new double[0][], new double[0], "there are 0 rows; 10 are the least");
    refused(new double[9][2], new double[9], "there are 9 rows");
    refused(x(), new double[20], "y is the same in all rows");
    refused(null, y(), "x and y must be there");
  }

  @Test
  void namesThatAreNone() {
    refusedChoice(b -> b.columns("a"), "1 names for 2 columns");
    refusedChoice(b -> b.columns("a", "a"), "same name");
    refusedChoice(b -> b.guesses("p1 * zz"), "guesses: ", "no variable is called \"zz\"", "a, b");
    refusedChoice(b -> b.constraints("forbid(exp, c)"), "constraints: ", "no column is called");
    refusedChoice(b -> b.lags("g=3"), "lags g=3", "there is no column g0");
    refusedChoice(b -> b.operators("+", "tahn"), "operators: ", "did you mean tanh?");
    refusedChoice(b -> b.operators("+", "add"), "operators: names add twice");
    refusedChoice(b -> b.operators("+", "ema"), "ema and ema_hat need a signal", "lags(\"g=20\")");
    refusedChoice(b -> b.loss("mist"), "loss: no loss is called \"mist\"");
  }

  @Test
  void formsThatNoFormulaCanHave() {
    refusedChoice(
        b -> b.template("p1 * tanh(?)").maxComplexity(3),
        "template: ",
        "a complexity of 4 or more, above maxComplexity (3)");
    refusedChoice(
        b -> b.template("tanh(tanh(?))").constraints("nest(tanh, tanh) <= 0"),
        "template: no formula of this form keeps to constraints");
    refusedChoice(b -> b.template("tanh(a)"), "template: ", "a template has a hole");
    refusedChoice(
        b -> b.template("tanh(?)").guesses("a"), "guesses: formula \"a\" has not the form");
  }

  @Test
  void sizesOutOfRange() {
    refusedChoice(b -> b.maxComplexity(0), "maxComplexity must be 1 to 1000, not 0");
    refusedChoice(b -> b.islands(0), "islands must be 1 to 1000");
    refusedChoice(b -> b.population(3), "population must be 4");
    refusedChoice(b -> b.slack(0), "slack must be");
    refusedChoice(b -> b.reservoir(1), "reservoir must be 10 or more");
  }

  @Test
  void statesOfSomethingElse() {
    byte[] saved = small().build().fit(x(), y()).save();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().seed(3).build().from(saved))
        .withMessageContaining("seed = 1")
        .withMessageContaining("seed = 3");
    double[] other = y();
    other[0] = 17;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().rounds(2).build().from(saved).fit(x(), other))
        .withMessageContaining("not the rows");
    byte[] flipped = saved.clone();
    flipped[saved.length / 2] ^= 1;
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().build().from(flipped))
        .withMessageContaining("damaged");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> small().build().from(new byte[5]))
        .withMessageContaining("no saved search");
  }

  @Test
  void rowsToPredictOfOtherWidth() {
    RegressionResult found = small().build().fit(x(), y());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> found.predict(new double[][] {{1, 2}, {1}}))
        .withMessageContaining("x[1] has 1 columns");
  }
}
