package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.Arrays;
import java.util.List;

/**
 * What the values of a node would have to be for its formula to have the target's: the formula is
 * solved for the node, operator by operator from the root (semantic back-propagation, Pawlak et al.
 * 2015). Beside each value stands the formula's slope in it, so that errors there can be weighed by
 * what they do to the whole.
 */
final class WantedValues {
  private final SearchSettings settings;
  private final Samples samples;
  private final Evaluator evaluator;

  /** [rows]; NaN where no value would do. */
  final double[] values;

  /** [rows], how the formula changes with the node. */
  final double[] slopes;

  private WantedValues(
      SearchSettings settings, Samples samples, Evaluator evaluator, double[] target) {
    this.settings = settings;
    this.samples = samples;
    this.evaluator = evaluator;
    this.values = target;
    this.slopes = new double[target.length];
    Arrays.fill(slopes, 1);
  }

  /**
   * Null where the formula cannot be solved for the node.
   *
   * @param node its number in preorder
   * @param target of the formula, [rows]; becomes the node's
   */
  static WantedValues of(
      Expression formula,
      int node,
      double[] target,
      SearchSettings settings,
      Samples samples,
      Evaluator evaluator) {
    WantedValues wanted = new WantedValues(settings, samples, evaluator, target);
    return wanted.descend(formula, node) ? wanted : null;
  }

  private boolean descend(Expression node, int at) {
    if (at == 0) {
      return true;
    }
    List<Expression> parts = Trees.arguments(node);
    Operator operator = Trees.operator(node);
    if (operator.isAverage()) {
      return false;
    }
    Expression first = parts.get(0);
    if (parts.size() == 1) {
      return unary(operator, evaluate(first)) && descend(first, at - 1);
    }
    Expression second = parts.get(1);
    int inFirst = Trees.count(first, Trees.Kind.ANY);
    double[] left = evaluate(first);
    double[] right = evaluate(second);
    return at <= inFirst
        ? left(operator, right) && descend(first, at - 1)
        : right(operator, left, right) && descend(second, at - 1 - inFirst);
  }

  double[] evaluate(Expression formula) {
    float[] out = new float[samples.rows()];
    evaluator.evaluate(settings.program(formula), samples.rawColumns(), samples.rows(), out);
    double[] result = new double[out.length];
    for (int i = 0; i < out.length; i++) {
      result[i] = out[i];
    }
    return result;
  }

  private boolean unary(Operator operator, double[] now) {
    for (int i = 0; i < values.length; i++) {
      double x = now[i];
      double step = 1e-5 * (Math.abs(x) + 1e-3);
      slopes[i] *= (operator.apply(x + step, 0) - operator.apply(x - step, 0)) / (2 * step);
      double y = values[i];
      values[i] =
          switch (operator.kind()) {
            case NEG -> -y;
            case ABS -> y >= 0 ? Math.copySign(y, x) : Double.NaN;
            case SQUARE -> y >= 0 ? Math.copySign(Math.sqrt(y), x) : Double.NaN;
            case CUBE -> Math.cbrt(y);
            case SQRT -> y >= 0 ? Math.copySign(y * y, x) : Double.NaN;
            case LOG -> Math.copySign(Math.exp(y), x);
            case EXP -> Math.log(y);
            case TANH -> 0.5 * Math.log((1 + y) / (1 - y));
            case INV -> 1 / y;
            case ASIN -> Math.sin(y);
            case ACOS -> Math.cos(y);
            case ATAN -> Math.tan(y);
            case SIN -> nearest(Math.asin(y), Math.PI - Math.asin(y), x);
            case COS -> nearest(Math.acos(y), -Math.acos(y), x);
            default -> Double.NaN;
          };
    }
    return true;
  }

  /** Of two angles and all that differ from them by whole turns the one nearest to x. */
  private static double nearest(double one, double other, double x) {
    double turn = 2 * Math.PI;
    double a = one + turn * Math.rint((x - one) / turn);
    double b = other + turn * Math.rint((x - other) / turn);
    return Math.abs(a - x) < Math.abs(b - x) ? a : b;
  }

  private boolean left(Operator operator, double[] right) {
    for (int i = 0; i < values.length; i++) {
      double y = values[i];
      double s = right[i];
      switch (operator.kind()) {
        case ADD -> values[i] = y - s;
        case SUB -> values[i] = y + s;
        case MUL -> {
          values[i] = y / s;
          slopes[i] *= s;
        }
        case DIV -> {
          values[i] = y * s;
          slopes[i] /= s;
        }
        default -> {
          return false;
        }
      }
    }
    return true;
  }

  private boolean right(Operator operator, double[] left, double[] right) {
    for (int i = 0; i < values.length; i++) {
      double y = values[i];
      double s = left[i];
      switch (operator.kind()) {
        case ADD -> values[i] = y - s;
        case SUB -> {
          values[i] = s - y;
          slopes[i] = -slopes[i];
        }
        case MUL -> {
          values[i] = y / s;
          slopes[i] *= s;
        }
        case DIV -> {
          values[i] = s / y;
          slopes[i] *= -s / (right[i] * right[i]);
        }
        default -> {
          return false;
        }
      }
    }
    return true;
  }
}
