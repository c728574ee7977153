package io.symlab.actors.recipe;

import io.symlab.symbolic.Operator;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What recipes call the operators of formulas: the names that formulas use themselves. */
final class OperatorNames {
  private OperatorNames() {}

  static List<String> all() {
    return Arrays.stream(Operator.values()).map(OperatorNames::of).toList();
  }

  static int count() {
    return Operator.values().length;
  }

  static String of(Operator operator) {
    return operator.name().toLowerCase(Locale.ROOT);
  }

  static Optional<Operator> named(String name) {
    return Arrays.stream(Operator.values()).filter(o -> of(o).equals(name)).findFirst();
  }
}
