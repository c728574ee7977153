package io.symlab.symbolic.settings;

import io.symlab.symbolic.NearestName;
import io.symlab.symbolic.constraint.Dimensions;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.unit.Unit;
import io.symlab.symbolic.unit.UnitException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** Reads units of columns and of y, those of {@link FormulaTexts}; collects what is wrong. */
final class DimensionsReader {
  /** How many columns an error names. */
  private static final int NAMED = 12;

  private final FormulaTexts texts;
  private final List<String> names;
  private final Signals signals;
  private final SearchPart.Words words;
  private final List<SearchPart.Problem> problems;
  private final List<Unit> columns;
  private final BitSet said = new BitSet();
  private boolean free;
  private int placed;

  DimensionsReader(
      FormulaTexts texts,
      List<String> names,
      Signals signals,
      SearchPart.Words words,
      List<SearchPart.Problem> problems) {
    this.texts = texts;
    this.names = names;
    this.signals = signals;
    this.words = words;
    this.problems = problems;
    columns = new ArrayList<>(Collections.nCopies(names.size(), Unit.NONE));
  }

  /** What formulas have to measure; null where nothing is said of units. */
  Dimensions read() {
    String y = texts.unitOfY();
    if (texts.units().isEmpty()) {
      if (!y.isBlank()) {
        problem(SearchPart.Y_UNIT, 0, "needs the columns' units, " + words.of(SearchPart.UNITS));
      }
      return null;
    }
    for (int i = 0; i < texts.units().size(); i++) {
      entry(i, texts.units().get(i));
    }
    if (placed > 0 && placed != columns.size()) {
      problem(
          SearchPart.UNITS,
          0,
          "there "
              + (placed == 1 ? "is 1 unit" : "are " + placed + " units")
              + " for "
              + columns.size()
              + " columns ("
              + String.join(", ", names.subList(0, Math.min(names.size(), NAMED)))
              + (names.size() > NAMED ? ", ..." : "")
              + "): give one for each, or name them as in x=m/s");
    }
    Unit target = y.isBlank() ? Unit.NONE : unit(SearchPart.Y_UNIT, 0, y);
    var dimensions = new Dimensions(columns, target, free);
    if (problems.isEmpty() && !dimensions.canBeMet()) {
      problem(
          SearchPart.Y_UNIT,
          0,
          "no formula of columns that measure "
              + columns.stream()
                  .filter(unit -> !unit.isNone())
                  .map(Unit::toString)
                  .distinct()
                  .limit(NAMED)
                  .reduce((a, b) -> a + ", " + b)
                  .orElse("plain numbers")
              + " measures "
              + target
              + "; constants can make up for it with constants=any in "
              + words.of(SearchPart.UNITS));
    }
    return dimensions;
  }

  private void entry(int index, String text) {
    int sign = text.indexOf('=');
    String name = sign < 0 ? "" : text.substring(0, sign).strip();
    String unit = text.substring(sign + 1).strip();
    if (name.equals("constants") && unit.equals("any")) {
      if (free) {
        problem(SearchPart.UNITS, index, "says constants=any twice");
      }
      free = true;
    } else if (sign < 0) {
      Unit read = unit(SearchPart.UNITS, index, unit);
      if (placed < columns.size()) {
        set(index, placed, read);
      }
      placed++;
    } else {
      Unit read = unit(SearchPart.UNITS, index, unit);
      List<Integer> places = places(name);
      if (places.isEmpty()) {
        problem(
            SearchPart.UNITS,
            index,
            "no column is called \""
                + name
                + "\""
                + NearestName.of(name, names).map(n -> "; did you mean " + n + "?").orElse(""));
      }
      places.forEach(place -> set(index, place, read));
    }
  }

  private void set(int index, int column, Unit unit) {
    if (said.get(column)) {
      problem(SearchPart.UNITS, index, "says the unit of " + names.get(column) + " twice");
    }
    said.set(column);
    columns.set(column, unit);
  }

  /** Of a column, or of all lags of a signal. */
  private List<Integer> places(String name) {
    if (names.contains(name)) {
      return List.of(names.indexOf(name));
    }
    for (Signals.Signal signal : signals.signals()) {
      if (signal.name().equals(name)) {
        return IntStream.range(0, signal.lags()).mapToObj(signal::column).toList();
      }
    }
    return List.of();
  }

  private Unit unit(SearchPart part, int entry, String text) {
    try {
      return Unit.parse(text);
    } catch (UnitException e) {
      problem(part, entry, e.getMessage());
      return Unit.NONE;
    }
  }

  private void problem(SearchPart part, int entry, String message) {
    problems.add(new SearchPart.Problem(part, entry, message));
  }
}
