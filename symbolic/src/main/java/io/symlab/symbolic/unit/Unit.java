package io.symlab.symbolic.unit;

import java.util.ArrayList;
import java.util.List;

/**
 * What a number measures: the powers of the seven base quantities of the SI. Its size does not
 * count, kilometres and metres are one: nothing is converted.
 *
 * <pre>{@code
 * Unit.parse("kg*m/s^2").equals(Unit.parse("N")); // true
 * }</pre>
 *
 * @param powers of metre, kilogram, second, ampere, kelvin, mole and candela
 */
public record Unit(List<Double> powers) {
  static final List<String> BASES = List.of("m", "kg", "s", "A", "K", "mol", "cd");

  /** Powers nearer than this are one: they may come from constants that were fitted. */
  private static final double ROUNDING = 1e-9;

  /** A plain number. */
  public static final Unit NONE = new Unit(List.of(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0));

  public Unit {
    powers = List.copyOf(powers);
  }

  /**
   * Reads units of the SI and the usual others, with prefixes: {@code m/s^2}, {@code kg m^-3},
   * {@code kPa*L}, {@code 1} for a plain number.
   *
   * @throws UnitException saying where and why, when the text is none
   */
  public static Unit parse(String text) {
    return new UnitParser(text).parse();
  }

  /** Whether it measures the same as another. */
  public boolean isLike(Unit other) {
    for (int i = 0; i < powers.size(); i++) {
      if (!(Math.abs(powers.get(i) - other.powers.get(i)) <= ROUNDING)) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a plain number's. */
  public boolean isNone() {
    return isLike(NONE);
  }

  /** This one times a power of another. */
  public Unit times(Unit other, double power) {
    List<Double> product = new ArrayList<>();
    for (int i = 0; i < powers.size(); i++) {
      product.add(powers.get(i) + power * other.powers.get(i));
    }
    return new Unit(product);
  }

  /** Its power. */
  public Unit to(double power) {
    return NONE.times(this, power);
  }

  /** In base units, {@code kg*m*s^-2}; {@code 1} for a plain number. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < powers.size(); i++) {
      double power = powers.get(i);
      if (Math.abs(power) > ROUNDING) {
        out.append(out.isEmpty() ? "" : "*").append(BASES.get(i));
        out.append(power == 1 ? "" : "^" + (power == Math.rint(power) ? "" + (long) power : power));
      }
    }
    return out.isEmpty() ? "1" : out.toString();
  }
}
