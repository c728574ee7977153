package io.symlab.symbolic.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.kernels.KernelSet;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Averages over signals in programs, against the slow evaluation and finite differences. */
class AveragesTest {
  private static final int LAGS = 7;
  private static final int PLAIN = 2 * LAGS;

  /** Two signals, their columns interleaved, and one column of no signal. */
  static final Signals SIGNALS =
      new Signals(List.of(new Signal("g", 0, 2, LAGS), new Signal("m", 1, 2, LAGS)));

  private static final List<Operator> UNARY =
      List.of(Operator.TANH, Operator.SQUARE, Operator.SIN, Operator.NEG, Operator.ASINH);
  private static final List<Operator> BINARY =
      List.of(Operator.ADD, Operator.SUB, Operator.MUL, Operator.EMA, Operator.EMA_HAT);

  static float[][] columns(int rows, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[][] columns = new float[PLAIN + 1][rows];
    for (float[] column : columns) {
      for (int i = 0; i < rows; i++) {
        column[i] = (float) (2 * random.nextDouble() - 1);
      }
    }
    return columns;
  }

  /** A formula with averages, nested ones too. */
  private static Expression formula(SplittableRandom random, int depth, boolean averaged) {
    if (depth == 0 || random.nextInt(6) == 0) {
      int column = random.nextInt(averaged ? PLAIN : PLAIN + 1);
      return random.nextInt(3) == 0
          ? new Constant(2 * random.nextDouble() - 1)
          : new Variable(column);
    }
    if (random.nextInt(3) == 0) {
      return new Unary(
          UNARY.get(random.nextInt(UNARY.size())), formula(random, depth - 1, averaged));
    }
    Operator operator = BINARY.get(random.nextInt(BINARY.size()));
    if (!operator.isAverage()) {
      return new Binary(
          operator, formula(random, depth - 1, averaged), formula(random, depth - 1, averaged));
    }
    Expression of = formula(random, depth - 1, true);
    Constant decay = new Constant(0.1 + 0.85 * random.nextDouble());
    return of.isConstant() ? of : new Binary(operator, of, decay);
  }

  static Expression formula(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Binary(
        Operator.MUL,
        new Binary(
            seed % 2 == 0 ? Operator.EMA : Operator.EMA_HAT,
            new Binary(Operator.ADD, new Variable(2), formula(random, 4, true)),
            new Constant(0.7)),
        formula(random, 3, false));
  }

  private static List<String> names() {
    return java.util.stream.IntStream.rangeClosed(0, PLAIN).mapToObj(i -> "c" + i).toList();
  }

  private static double[] row(float[][] columns, int i) {
    return RandomFormulas.row(columns, i);
  }

  @Property(tries = 300)
  void valuesAreThoseOfTheSlowEvaluation(@ForAll long seed) {
    int rows = 150;
    Expression formula = formula(seed);
    float[][] columns = columns(rows, seed);
    Program program = Program.of(formula, SIGNALS);
    float[] out = new float[rows];
    new Evaluator().evaluate(program, columns, rows, out);
    float[] plain = new float[rows];
    new Evaluator(KernelSet.plain()).evaluate(program, columns, rows, plain);
    assertThat(plain).isEqualTo(out);
    for (int i = 0; i < rows; i++) {
      double expected = SIGNALS.evaluate(formula, row(columns, i));
      assertThat((double) out[i]).isCloseTo(expected, within(2e-5 * (1 + Math.abs(expected))));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 700, 5000})
  void blocksDoNotShow(int rows) {
    float[][] columns = columns(rows, 3);
    Program program =
        Program.of(
            ExpressionText.parse("g * ema(square(g) - ema_hat(m, 0.5), 0.9)", names(), SIGNALS),
            SIGNALS);
    float[] out = new float[rows];
    new Evaluator().evaluate(program, columns, rows, out);
    for (int i = 0; i < rows; i += 97) {
      double expected = SIGNALS.evaluate(program.expression(), row(columns, i));
      assertThat((double) out[i]).isCloseTo(expected, within(1e-6));
    }
  }

  @Property(tries = 300)
  void derivativesAgreeWithFiniteDifferences(@ForAll long seed) {
    int rows = 40;
    Expression formula = formula(seed);
    Program program = Program.of(formula, SIGNALS);
    float[][] columns = columns(rows, seed);
    float[] adjoint = columns[PLAIN];
    double[] derivatives = new double[program.constantCount()];
    float[][] inputs = new float[PLAIN + 1][rows];
    Evaluator evaluator = new Evaluator();
    evaluator.backward(program, columns, rows, adjoint, derivatives, inputs);
    float[][] jacobian = new float[program.constantCount()][rows];
    evaluator.jacobian(program, columns, rows, new float[rows], jacobian);
    double h = 1e-5;
    for (int k = 0; k < derivatives.length; k++) {
      double sum = 0;
      for (int i = 0; i < rows; i++) {
        double[] row = row(columns, i);
        double slope =
            (SIGNALS.evaluate(moved(program, k, h), row)
                    - SIGNALS.evaluate(moved(program, k, -h), row))
                / (2 * h);
        assertThat((double) jacobian[k][i]).isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
        sum += adjoint[i] * slope;
      }
      assertThat(derivatives[k]).isCloseTo(sum, within(1e-3 * (1 + Math.abs(sum))));
    }
    for (int f = 0; f <= PLAIN; f++) {
      double[] row = row(columns, 1);
      row[f] += h;
      double up = SIGNALS.evaluate(formula, row);
      row[f] -= 2 * h;
      double slope = adjoint[1] * (up - SIGNALS.evaluate(formula, row)) / (2 * h);
      assertThat((double) inputs[f][1]).isCloseTo(slope, within(1e-4 * (1 + Math.abs(slope))));
    }
  }

  private static Expression moved(Program program, int k, double by) {
    double[] constants = program.constants();
    constants[k] += by;
    return program.withConstants(constants).expression();
  }

  @Test
  void decaysAreKnown() {
    Program program =
        Program.of(
            new Binary(
                Operator.MUL,
                new Constant(3),
                new Binary(Operator.EMA, new Variable(0), new Constant(0.9))),
            SIGNALS);
    assertThat(program.isDecay(0)).isFalse();
    assertThat(program.isDecay(1)).isTrue();
    assertThat(program.withConstants(new double[] {1, 0.5}).isDecay(1)).isTrue();
  }

  @Test
  void averagesOverWhatIsNoSignalAreRefused() {
    Expression plain = new Binary(Operator.EMA, new Variable(PLAIN), new Constant(0.9));
    assertThatThrownBy(() -> Program.of(plain, SIGNALS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("averages what is no signal");
    Expression signal = new Binary(Operator.EMA, new Variable(0), new Constant(0.9));
    assertThatThrownBy(() -> Program.of(signal)).hasMessageContaining("no columns are declared");
    Expression loose = new Binary(Operator.EMA, new Variable(0), new Constant(1.5));
    assertThatThrownBy(() -> Program.of(loose, SIGNALS)).hasMessageContaining("between 0 and 1");
  }

  @Test
  void oldestLagsAreMissedWhenThereAreNone() {
    Program program =
        Program.of(new Binary(Operator.EMA, new Variable(0), new Constant(0.9)), SIGNALS);
    assertThat(program.highestVariable()).isEqualTo(2 * (LAGS - 1));
  }
}
