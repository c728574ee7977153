package io.symlab.symbolic.constraint;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.unit.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What formulas over columns with units measure, and how often they don't fit: sums of metres and
 * seconds, the exponential of a length, seconds where y has metres. A formula that doesn't fit is
 * worth less while a search goes on, and never stands on a front.
 *
 * <p>Constants are plain numbers, or, where that is asked for, whatever fits. A constant by itself
 * is a value of y and has its unit.
 *
 * @param columns unit of each
 * @param target unit of y
 * @param free whether constants may have units
 */
public record Dimensions(List<Unit> columns, Unit target, boolean free) {
  /** What a misfit adds to a loss, whose unit is that of what explains nothing. */
  public static final double PENALTY = 0.3;

  /** Powers that are smaller are none. */
  private static final double ROUNDING = 1e-9;

  public Dimensions {
    columns = List.copyOf(columns);
  }

  /**
   * Whether some product of powers of the columns measures what y does, or constants make up for
   * what they lack; without one no formula but a constant can be y.
   */
  public boolean canBeMet() {
    // Columns' units, one after the other less what those before it say already.
    List<double[]> independent = new ArrayList<>();
    for (Unit column : columns) {
      double[] rest = rest(column, independent);
      if (size(rest) > ROUNDING) {
        independent.add(rest);
      }
    }
    return free || size(rest(target, independent)) <= ROUNDING;
  }

  /** What a unit's powers have that is no combination of orthogonal ones. */
  private static double[] rest(Unit unit, List<double[]> independent) {
    double[] rest = unit.powers().stream().mapToDouble(power -> power).toArray();
    for (double[] known : independent) {
      double along = 0;
      for (int i = 0; i < rest.length; i++) {
        along += rest[i] * known[i];
      }
      double square = size(known) * size(known);
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= along / square * known[i];
      }
    }
    return rest;
  }

  private static double size(double[] powers) {
    return Math.sqrt(Arrays.stream(powers).map(power -> power * power).sum());
  }

  /** Whether a formula measures what y does, and all its parts fit. */
  public boolean fit(Expression formula) {
    return misfits(formula) == 0;
  }

  /** How many of a formula's nodes don't fit, and whether the whole is no y. */
  public int misfits(Expression formula) {
    if (formula instanceof Constant) {
      return 0;
    }
    Walk walk = new Walk();
    Unit whole = walk.of(formula, null);
    return walk.misfits + (whole == null || whole.isLike(target) ? 0 : 1);
  }

  /** One formula; a unit that is null is whatever fits. */
  private final class Walk {
    private int misfits;

    /**
     * @param arguments of the operator of one's own whose definition this is; null: of none
     */
    private Unit of(Expression node, List<Unit> arguments) {
      if (node instanceof Constant constant) {
        // Numbers of a definition are what they are; a 0 is a 0 of anything.
        return constant.value() == 0 || (free && arguments == null) ? null : Unit.NONE;
      }
      if (node instanceof Variable variable) {
        return arguments == null ? columns.get(variable.index()) : arguments.get(variable.index());
      }
      if (node instanceof Unary unary) {
        Unit argument = of(unary.argument(), arguments);
        return unary.operator().isOwn()
            ? own(unary.operator(), argument, null)
            : unary(unary.operator(), argument);
      }
      Binary binary = (Binary) node;
      Unit left = of(binary.left(), arguments);
      if (binary.operator().isAverage()) {
        return left;
      }
      Unit right = of(binary.right(), arguments);
      return binary.operator().isOwn()
          ? own(binary.operator(), left, right)
          : binary(binary, left, right);
    }

    private Unit own(Operator operator, Unit first, Unit second) {
      return of(operator.body(), Arrays.asList(first, second));
    }

    private Unit unary(Operator operator, Unit argument) {
      return switch (operator.kind()) {
        case NEG, ABS, RELU -> argument;
        case SIGN -> Unit.NONE;
        case SQUARE -> to(argument, 2);
        case CUBE -> to(argument, 3);
        case SQRT -> to(argument, 0.5);
        case INV -> to(argument, -1);
        default -> {
          plain(argument);
          yield Unit.NONE;
        }
      };
    }

    private Unit to(Unit unit, double power) {
      return unit == null ? null : unit.to(power);
    }

    private Unit binary(Binary node, Unit left, Unit right) {
      return switch (node.operator().kind()) {
        case MUL -> left == null || right == null ? null : left.times(right, 1);
        case DIV -> left == null || right == null ? null : left.times(right, -1);
        case GREATER, ATAN2 -> {
          alike(left, right);
          yield Unit.NONE;
        }
        case POW -> power(node, left, right);
        default -> alike(left, right);
      };
    }

    private Unit power(Binary node, Unit base, Unit exponent) {
      plain(exponent);
      if (node.right() instanceof Constant constant) {
        return to(base, constant.value());
      }
      plain(base);
      return Unit.NONE;
    }

    private void plain(Unit unit) {
      if (unit != null && !unit.isNone()) {
        misfits++;
      }
    }

    private Unit alike(Unit left, Unit right) {
      if (left != null && right != null && !left.isLike(right)) {
        misfits++;
      }
      return left == null ? right : left;
    }
  }
}
