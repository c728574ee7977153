package io.symlab.symbolic.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.island.RandomDefinitions;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.kernels.KernelSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Programs with operators of one's own compute what these stand for, and its slopes. */
class OwnOperatorProgramsTest {
  private static final int ROWS = Evaluator.BLOCK + 77;

  @Property(tries = 300)
  void haveTheBitsOfWhatTheyStandFor(@ForAll long seed) {
    List<Operator> own = RandomDefinitions.definitions(seed, Operator.PLAIN);
    Expression formula = RandomDefinitions.formula(seed, own);
    Expression whole = OwnOperators.writtenOut(formula);
    assertThat(OwnOperators.of(whole)).isEmpty();
    float[][] columns = RandomFormulas.columns(ROWS, seed);
    for (KernelSet kernels : List.of(KernelSet.plain(), KernelSet.best())) {
      float[] values = new float[ROWS];
      float[] expected = new float[ROWS];
      Evaluator evaluator = new Evaluator(kernels);
      evaluator.evaluate(Program.of(formula), columns, ROWS, values);
      evaluator.evaluate(Program.of(whole), columns, ROWS, expected);
      assertThat(values).isEqualTo(expected);
    }
    double[] row = RandomFormulas.row(columns, 5);
    assertThat(Double.valueOf(formula.evaluate(row)))
        .isEqualTo(Double.valueOf(whole.evaluate(row)));
  }

  @Property(tries = 200)
  void slopesByColumnsAndConstantsAreThoseOfWhatTheyStandFor(@ForAll long seed) {
    List<Operator> own = RandomDefinitions.definitions(seed, RandomDefinitions.SMOOTH);
    Expression formula = RandomDefinitions.formula(seed, own);
    Expression whole = OwnOperators.writtenOut(formula);
    int rows = 60;
    float[][] columns = RandomFormulas.columns(rows, seed);
    float[] adjoint = columns[1];
    float[][] slopes = new float[columns.length][rows];
    float[][] expected = new float[columns.length][rows];
    Evaluator evaluator = new Evaluator();
    Program program = Program.of(formula);
    Program out = Program.of(whole);
    evaluator.backward(
        program, columns, rows, adjoint, new double[program.constantCount()], slopes);
    evaluator.backward(out, columns, rows, adjoint, new double[out.constantCount()], expected);
    for (int f = 0; f < columns.length; f++) {
      for (int i = 0; i < rows; i++) {
        // Sums of slopes may cancel, in another order there and here.
        float size = Math.abs(expected[f][i]);
        if (size < 1e3 && Math.abs(formula.evaluate(RandomFormulas.row(columns, i))) < 1e3) {
          assertThat(slopes[f][i]).isCloseTo(expected[f][i], within(1e-3f * (1 + size)));
        }
      }
    }
    double[] constants = new double[program.constantCount()];
    evaluator.backward(program, columns, rows, adjoint, constants);
    for (int k = 0; k < constants.length; k++) {
      double by = 1e-5;
      double up = weighted(moved(program, k, by), columns, adjoint, rows);
      double down = weighted(moved(program, k, -by), columns, adjoint, rows);
      double slope = (up - down) / (2 * by);
      if (Math.abs(up) < 1e4 && Math.abs(slope) < 1e4) {
        assertThat(constants[k]).isCloseTo(slope, within(3e-3 * (1 + Math.abs(slope))));
      }
    }
  }

  private static Expression moved(Program program, int k, double by) {
    double[] constants = program.constants();
    constants[k] += by;
    return program.withConstants(constants).expression();
  }

  private static double weighted(Expression f, float[][] columns, float[] weights, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += weights[i] * f.evaluate(RandomFormulas.row(columns, i));
    }
    return sum;
  }
}
