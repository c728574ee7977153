package io.symlab.symbolic.unit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads units: unit := factor {(* | / | blank) factor}; factor := name [^ number] | 1. */
final class UnitParser {
  /** Longest first, so that da is no deci-a. */
  private static final List<String> PREFIXES =
      List.of(
          "da", "Q", "R", "Y", "Z", "E", "P", "T", "G", "M", "k", "h", "d", "c", "m", "u", "\u00b5",
          "\u03bc", "n", "p", "f", "a", "z", "y");

  private static final Map<String, Unit> KNOWN = known();

  private final String text;
  private final Map<String, Unit> known;
  private int at;

  UnitParser(String text) {
    this(text, KNOWN);
  }

  private UnitParser(String text, Map<String, Unit> known) {
    this.text = text;
    this.known = known;
  }

  private static Map<String, Unit> known() {
    Map<String, Unit> known = new HashMap<>();
    for (int i = 0; i < Unit.BASES.size(); i++) {
      Double[] powers = {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0};
      powers[i] = 1.0;
      known.put(Unit.BASES.get(i), new Unit(List.of(powers)));
    }
    known.put("g", known.get("kg"));
    for (String plain : List.of("rad", "sr", "deg", "\u00b0", "%", "ppm", "count")) {
      known.put(plain, Unit.NONE);
    }
    String[][] derived = {
      {"Hz", "s^-1"},
      {"N", "kg*m/s^2"},
      {"Pa", "N/m^2"},
      {"J", "N*m"},
      {"W", "J/s"},
      {"C", "A*s"},
      {"V", "W/A"},
      {"F", "C/V"},
      {"ohm", "V/A"},
      {"\u03a9", "V/A"},
      {"S", "A/V"},
      {"Wb", "V*s"},
      {"T", "Wb/m^2"},
      {"H", "Wb/A"},
      {"lm", "cd"},
      {"lx", "lm/m^2"},
      {"Bq", "s^-1"},
      {"Gy", "J/kg"},
      {"Sv", "J/kg"},
      {"kat", "mol/s"},
      {"L", "m^3"},
      {"l", "m^3"},
      {"min", "s"},
      {"h", "s"},
      {"d", "s"},
      {"day", "s"},
      {"yr", "s"},
      {"t", "kg"},
      {"ha", "m^2"},
      {"eV", "J"},
      {"Da", "kg"},
      {"bar", "Pa"},
      {"atm", "Pa"},
      {"cal", "J"},
      {"degC", "K"},
      {"\u00b0C", "K"},
      {"in", "m"},
      {"ft", "m"},
      {"mi", "m"},
      {"lb", "kg"},
      {"M", "mol/L"}
    };
    for (String[] unit : derived) {
      known.put(unit[0], new UnitParser(unit[1], known).parse());
    }
    return known;
  }

  Unit parse() {
    if (text.isBlank()) {
      throw new UnitException(text, 0, "there is nothing; a plain number has the unit 1");
    }
    Unit unit = Unit.NONE;
    double sign = 1;
    boolean wanted = true;
    while (true) {
      blanks();
      if (at == text.length()) {
        if (wanted) {
          throw new UnitException(text, at, "expected a unit, found the end");
        }
        return unit;
      }
      char c = text.charAt(at);
      if (c == '*' || c == '/' || c == '\u00b7') {
        if (wanted) {
          throw new UnitException(text, at, "expected a unit, found '" + c + "'");
        }
        at++;
        sign = c == '/' ? -1 : 1;
        wanted = true;
        continue;
      }
      Unit one = name();
      unit = unit.times(one, sign * power());
      sign = 1;
      wanted = false;
    }
  }

  private Unit name() {
    int start = at;
    while (at < text.length() && " \t*/^\u00b7-+0123456789.()".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String name = text.substring(start, at);
    if (name.isEmpty() && text.charAt(at) == '1') {
      at++;
      if (at < text.length() && ".0123456789".indexOf(text.charAt(at)) >= 0) {
        throw new UnitException(text, start, "units have no factors, only the 1 of a plain number");
      }
      return Unit.NONE;
    }
    Unit unit = named(name);
    if (unit == null) {
      throw new UnitException(
          text,
          start,
          name.isEmpty()
              ? "expected a unit, found '" + text.charAt(at) + "'"
              : "no unit is called \"" + name + "\"; units are those of the SI, as in kg*m/s^2");
    }
    return unit;
  }

  private Unit named(String name) {
    if (known.containsKey(name)) {
      return known.get(name);
    }
    for (String prefix : PREFIXES) {
      if (name.startsWith(prefix) && known.containsKey(name.substring(prefix.length()))) {
        return known.get(name.substring(prefix.length()));
      }
    }
    return null;
  }

  private double power() {
    blanks();
    if (at == text.length() || text.charAt(at) != '^') {
      // m2 and s-1, as tables often have them.
      boolean follows =
          at < text.length()
              && at > 0
              && !Character.isWhitespace(text.charAt(at - 1))
              && "-0123456789".indexOf(text.charAt(at)) >= 0;
      return follows ? number() : 1;
    }
    at++;
    blanks();
    boolean inParentheses = at < text.length() && text.charAt(at) == '(';
    at += inParentheses ? 1 : 0;
    double power = number();
    if (inParentheses) {
      if (at < text.length() && text.charAt(at) == '/') {
        at++;
        power /= number();
      }
      if (at == text.length() || text.charAt(at) != ')') {
        throw new UnitException(text, at, "expected ')'");
      }
      at++;
    }
    return power;
  }

  private double number() {
    int start = at;
    while (at < text.length() && "+-.0123456789".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    try {
      double value = Double.parseDouble(text.substring(start, at));
      if (Math.abs(value) <= 100) {
        return value;
      }
      throw new UnitException(text, start, "a power of " + value + " is too large");
    } catch (NumberFormatException e) {
      throw new UnitException(text, start, "expected a number as the power");
    }
  }

  private void blanks() {
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      at++;
    }
  }
}
