package io.symlab.symbolic.program;

import java.util.List;

/**
 * What a fit of constants moves: the constants, those that are tied as one.
 *
 * @param count how many
 * @param of per constant its parameter
 * @param linear per parameter whether it is the coefficient of an additive term
 */
public record FreeParameters(int count, int[] of, boolean[] linear) {
  public static FreeParameters of(Program program, List<Integer> ties) {
    int constants = program.constantCount();
    int[] of = new int[constants];
    int count = 0;
    for (int i = 0; i < constants; i++) {
      int first = ties == null || ties.get(i) < 0 ? -1 : ties.indexOf(ties.get(i));
      of[i] = first < 0 || first == i ? count++ : of[first];
    }
    boolean[] linear = new boolean[count];
    if (count == constants) {
      markLinear(program, program.length() - 1, linear);
    }
    return new FreeParameters(count, of, linear);
  }

  private static void markLinear(Program program, int node, boolean[] linear) {
    if (program.code(node) == Program.CONSTANT) {
      linear[program.argument(node)] = true;
    } else if (program.code(node) >= 0) {
      int first = program.argument(node);
      switch (program.operator(node).kind()) {
        case ADD, SUB -> {
          markLinear(program, first, linear);
          markLinear(program, node - 1, linear);
        }
        case NEG -> markLinear(program, first, linear);
        case MUL -> {
          if (program.code(first) == Program.CONSTANT) {
            markLinear(program, first, linear);
          } else if (program.code(node - 1) == Program.CONSTANT) {
            markLinear(program, node - 1, linear);
          }
        }
        case DIV -> {
          if (program.code(first) == Program.CONSTANT) {
            markLinear(program, first, linear);
          }
        }
        default -> {}
      }
    }
  }

  /** The Jacobian's columns by parameter, those of tied constants added up. */
  public float[][] columns(float[][] jacobian, int rows) {
    float[][] columns = new float[count][];
    for (int i = 0; i < of.length; i++) {
      float[] sum = columns[of[i]];
      if (sum == null) {
        columns[of[i]] = jacobian[i];
      } else {
        for (int row = 0; row < rows; row++) {
          sum[row] += jacobian[i][row];
        }
      }
    }
    return columns;
  }

  /** What the columns are to be multiplied with: a, and for decays the slope of the logit. */
  public double[] scales(Program program, double a) {
    double[] scales = new double[count];
    for (int i = 0; i < of.length; i++) {
      double b = program.constant(i);
      scales[of[i]] = program.isDecay(i) ? a * b * (1 - b) : a;
    }
    return scales;
  }
}
