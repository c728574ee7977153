package io.symlab.symbolic.constraint;

import io.symlab.symbolic.NearestName;
import io.symlab.symbolic.constraint.Constraints.Limit;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reads constraints as {@link Constraints#parse} describes them, one text after the other. */
public final class ConstraintParser {
  private static final Map<Pattern, Reading> FORMS =
      Map.of(
          Pattern.compile("depth<=(\\d+)"), ConstraintParser::depth,
          Pattern.compile("cost\\((.+)\\)=(\\d+)"), ConstraintParser::cost,
          Pattern.compile("nest\\((.+),(.+)\\)<=(\\d+)"), ConstraintParser::nesting,
          Pattern.compile("size\\(([^,]+?)(?:,([12]))?\\)<=(\\d+)"), ConstraintParser::size,
          Pattern.compile("forbid\\((.+),(.+)\\)"), ConstraintParser::forbidden);

  private static final Pattern COMPLEXITY = Pattern.compile("(.+)=(\\d+)");

  private interface Reading {
    void take(ConstraintParser parser, MatchResult parts);
  }

  private final List<String> names;
  private final Signals signals;
  private final List<Operator> own;
  private final Map<Operator, Integer> costs = new HashMap<>();
  private final List<Limit> limits = new ArrayList<>();
  private final Map<Integer, Integer> columnCosts = new HashMap<>();
  private final Set<String> counted = new HashSet<>();
  private int depth = Constraints.NONE.maxDepth();
  private int constantCost = 1;
  private int variableCost = 1;

  /**
   * @param names of the columns, by index
   * @param signals among them, which may be named as one
   * @param own operators that they may name
   */
  public ConstraintParser(List<String> names, Signals signals, List<Operator> own) {
    this.signals = signals;
    this.own = own;
    this.names = names;
  }

  public void read(String text) {
    String packed = text.replaceAll("\\s+", "");
    for (Map.Entry<Pattern, Reading> form : FORMS.entrySet()) {
      Matcher matcher = form.getKey().matcher(packed);
      if (matcher.matches()) {
        try {
          form.getValue().take(this, matcher.toMatchResult());
          return;
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException("constraint \"" + text + "\": " + e.getMessage(), e);
        }
      }
    }
    throw new IllegalArgumentException(
        "constraint \""
            + text
            + "\" is none: they are written depth <= 6, cost(exp) = 3, nest(tanh, tanh) <= 0,"
            + " size(pow, 2) <= 1, forbid(exp, t)");
  }

  public Constraints constraints() {
    return new Constraints(depth, costs, constantCost, variableCost, columnCosts, limits);
  }

  private void depth(MatchResult parts) {
    depth = number(parts.group(1), 1);
  }

  /** Reads {@code exp = 3}: what {@code cost(exp) = 3} says, in fewer words. */
  public void complexity(String text) {
    Matcher matcher = COMPLEXITY.matcher(text.replaceAll("\\s+", ""));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no complexity: it is written exp=3, x=2, constant=2 or variable=2");
    }
    cost(matcher.toMatchResult());
  }

  private void cost(MatchResult parts) {
    String name = parts.group(1);
    int cost;
    try {
      cost = number(parts.group(2), 1);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          name + " counts " + parts.group(2) + ": " + e.getMessage(), e);
    }
    if (!counted.add(Operator.named(name, own).map(Operator::id).orElse(name))) {
      throw new IllegalArgumentException("what " + name + " counts is said twice");
    }
    switch (name) {
      case "constant" -> constantCost = cost;
      case "variable" -> variableCost = cost;
      default -> {
        Optional<Operator> operator = Operator.named(name, own);
        if (operator.isPresent()) {
          costs.put(operator.get(), cost);
        } else {
          columns(name).forEach(column -> columnCosts.put(column, cost));
        }
      }
    }
  }

  private List<Integer> columns(String name) {
    if (names.contains(name)) {
      return List.of(names.indexOf(name));
    }
    for (Signals.Signal signal : signals.signals()) {
      if (signal.name().equals(name)) {
        return IntStream.range(0, signal.lags()).mapToObj(signal::column).toList();
      }
    }
    List<String> known = new ArrayList<>(names);
    Stream.concat(Operator.all().stream(), own.stream()).map(Operator::id).forEach(known::add);
    throw new IllegalArgumentException(
        "no operator and no column is called \""
            + name
            + "\""
            + NearestName.of(name, known).map(near -> "; did you mean " + near + "?").orElse(""));
  }

  private void nesting(MatchResult parts) {
    limits.add(
        new Constraints.Nesting(
            operator(parts.group(1)), operator(parts.group(2)), number(parts.group(3), 0)));
  }

  private void size(MatchResult parts) {
    Operator operator = operator(parts.group(1));
    int argument = parts.group(2) == null ? -1 : number(parts.group(2), 1) - 1;
    if (argument >= operator.arity()) {
      throw new IllegalArgumentException(operator.id() + " takes one argument");
    }
    limits.add(new Constraints.Size(operator, argument, number(parts.group(3), 1)));
  }

  private void forbidden(MatchResult parts) {
    int column = names.indexOf(parts.group(2));
    if (column < 0) {
      throw new IllegalArgumentException("no column is called \"" + parts.group(2) + "\"");
    }
    limits.add(new Constraints.Forbidden(operator(parts.group(1)), column));
  }

  private Operator operator(String name) {
    return Operator.named(name, own)
        .orElseThrow(() -> new IllegalArgumentException("no operator is called \"" + name + "\""));
  }

  private static int number(String digits, int least) {
    int value;
    try {
      value = Integer.parseInt(digits);
    } catch (NumberFormatException tooLarge) {
      throw new IllegalArgumentException(digits + " is too large", tooLarge);
    }
    if (value < least) {
      throw new IllegalArgumentException("it must be " + least + " or more");
    }
    return value;
  }
}
