package io.symlab.experiment.recipe;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigValue;
import io.symlab.experiment.recipe.ConditionScanner.Kind;
import io.symlab.experiment.recipe.ConditionScanner.Token;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What may be said of a point of a sweep, by recursive descent: {@code any := all {|| all}; all :=
 * one {&& one}; one := ! one | (any) | operand (< | <= | > | >= | == | !=) operand}; an operand is
 * a number, a quoted text, a key, or on the right of == and != a word; a key of a list may have an
 * index: rule.lstm[0]. Numbers compare as numbers, everything else as text; a comparison with what
 * is not there is false.
 */
final class Condition {
  private static final int DEEPEST = 50;

  /** Gives a key's value at a point. */
  interface Values extends Function<String, Optional<ConfigValue>> {}

  private interface Node {
    boolean holds(Values values);
  }

  private interface Operand {
    Optional<Object> value(Values values);
  }

  private final ConditionScanner in;
  private final Set<String> keys = new TreeSet<>();
  private final Node node;
  private int depth;

  private Condition(String text) {
    in = new ConditionScanner(text);
    node = any();
    if (in.next().kind() != Kind.END) {
      throw in.expected("&&, || or the end");
    }
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException saying what is wrong, and where
   */
  static Condition parse(String text) {
    return new Condition(text);
  }

  /** The keys that it names. */
  Set<String> keys() {
    return keys;
  }

  boolean holds(Values values) {
    return node.holds(values);
  }

  private Node any() {
    if (++depth > DEEPEST) {
      throw in.error("nested more than " + DEEPEST + " levels deep");
    }
    Node left = all();
    while (in.take("||")) {
      Node one = left;
      Node other = all();
      left = values -> one.holds(values) || other.holds(values);
    }
    depth--;
    return left;
  }

  private Node all() {
    Node left = one();
    while (in.take("&&")) {
      Node one = left;
      Node other = one();
      left = values -> one.holds(values) && other.holds(values);
    }
    return left;
  }

  private Node one() {
    if (in.take("!")) {
      if (++depth > DEEPEST) {
        throw in.error("nested more than " + DEEPEST + " levels deep");
      }
      Node inner = one();
      depth--;
      return values -> !inner.holds(values);
    }
    if (in.take("(")) {
      Node inner = any();
      if (!in.take(")")) {
        throw in.expected(")");
      }
      return inner;
    }
    Operand left = operand(false);
    Token comparison = in.next();
    if (comparison.kind() != Kind.COMPARISON) {
      throw in.expected("a comparison (<, <=, >, >=, ==, !=)");
    }
    in.skip();
    Operand right = operand(comparison.text().matches("==|!="));
    return values -> {
      Optional<Object> a = left.value(values);
      Optional<Object> b = right.value(values);
      return a.isPresent() && b.isPresent() && compare(a.get(), comparison.text(), b.get());
    };
  }

  private Operand operand(boolean words) {
    Token token = in.next();
    switch (token.kind()) {
      case NUMBER, TEXT -> {
        in.skip();
        Optional<Object> fixed =
            Optional.of(token.kind() == Kind.NUMBER ? token.number() : token.text());
        return values -> fixed;
      }
      case NAME -> {
        return name(token.text(), words);
      }
      case COMPARISON, MARK, END -> throw in.expected("a key, a number or a text");
    }
    throw new IllegalStateException("all kinds have been seen to");
  }

  private Operand name(String name, boolean words) {
    if (!RecipeKeys.isLeaf(name)) {
      if (!words || name.contains(".") || RecipeKeys.isSection(name)) {
        throw in.error(RecipeStructure.unknown(name));
      }
      in.skip();
      Optional<Object> word = Optional.of(name); // of a choice, such as rnnprop
      return values -> word;
    }
    in.skip();
    keys.add(name);
    if (!in.take("[")) {
      return values -> values.apply(name).map(Condition::plain);
    }
    Token index = in.next();
    if (index.kind() != Kind.NUMBER || index.number() < 0 || index.number() % 1 != 0) {
      throw in.expected("an index, from 0");
    }
    in.skip();
    if (!in.take("]")) {
      throw in.expected("]");
    }
    return values ->
        values
            .apply(name)
            .filter(value -> value instanceof ConfigList)
            .map(ConfigList.class::cast)
            .filter(list -> index.number() < list.size())
            .map(list -> plain(list.get((int) index.number())));
  }

  private static Object plain(ConfigValue value) {
    return value.unwrapped() instanceof Number number
        ? (Object) number.doubleValue()
        : value.unwrapped() instanceof String text ? text : RecipeValues.shown(value);
  }

  private static boolean compare(Object a, String comparison, Object b) {
    boolean numbers = a instanceof Double && b instanceof Double;
    int order =
        numbers ? Double.compare((Double) a, (Double) b) : a.toString().compareTo(b.toString());
    return switch (comparison) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      case ">=" -> order >= 0;
      case "==" -> order == 0;
      default -> order != 0;
    };
  }
}
