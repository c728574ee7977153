package io.symlab.experiment.recipe;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.SplittableRandom;

/** A distribution that a value of a random sweep is drawn from. */
sealed interface Draw {
  /** What distributions are called. */
  List<String> KINDS = List.of("uniform", "log-uniform", "int", "choice");

  /** Digits of a drawn number: as many as a person may want to type again. */
  MathContext DIGITS = new MathContext(6);

  /** Draws a value, with the stream's next numbers. */
  ConfigValue draw(SplittableRandom random);

  /** Real numbers of an interval, all as likely. */
  record Uniform(double least, double most) implements Draw {
    @Override
    public ConfigValue draw(SplittableRandom random) {
      return rounded(least + (most - least) * random.nextDouble(), least, most);
    }
  }

  /** Numbers whose logarithm is uniform. */
  record LogUniform(double least, double most) implements Draw {
    @Override
    public ConfigValue draw(SplittableRandom random) {
      double low = StrictMath.log(least);
      double high = StrictMath.log(most);
      return rounded(StrictMath.exp(low + (high - low) * random.nextDouble()), least, most);
    }
  }

  /** Whole numbers, both bounds among them. */
  record Whole(long least, long most) implements Draw {
    @Override
    public ConfigValue draw(SplittableRandom random) {
      return value(random.nextLong(least, most + 1));
    }
  }

  /** Values that are listed, all as likely. */
  record Choice(List<ConfigValue> values) implements Draw {
    @Override
    public ConfigValue draw(SplittableRandom random) {
      return values.get(random.nextInt(values.size()));
    }
  }

  /** A list, item by item. */
  record Each(List<Draw> items) implements Draw {
    @Override
    public ConfigValue draw(SplittableRandom random) {
      return value(items.stream().map(item -> item.draw(random).unwrapped()).toList());
    }
  }

  /**
   * Reads a distribution.
   *
   * @throws IllegalArgumentException saying what it should be
   */
  static Draw of(ConfigValue written) {
    if (written instanceof ConfigList list && !list.isEmpty()) {
      return new Each(
          list.stream().map(item -> isDraw(item) ? of(item) : new Choice(List.of(item))).toList());
    }
    if (!isDraw(written)) {
      throw new IllegalArgumentException(
          "must be a distribution: { uniform = [0, 1] }, { log-uniform = [0.0001, 0.1] }, { int ="
              + " [4, 40] } or { choice = [a, b] }");
    }
    var entry = ((ConfigObject) written).entrySet().iterator().next();
    if (!(entry.getValue() instanceof ConfigList list) || list.isEmpty()) {
      throw new IllegalArgumentException(entry.getKey() + " wants a list");
    }
    return switch (entry.getKey()) {
      case "choice" -> new Choice(List.copyOf(list));
      case "int" -> {
        List<Double> bounds = bounds("int", list);
        if (bounds.stream().anyMatch(x -> x % 1 != 0 || Math.abs(x) > 1L << 53)) {
          throw new IllegalArgumentException("int wants whole numbers");
        }
        yield new Whole(bounds.get(0).longValue(), bounds.get(1).longValue());
      }
      case "uniform" -> {
        List<Double> bounds = bounds("uniform", list);
        yield new Uniform(bounds.get(0), bounds.get(1));
      }
      default -> {
        List<Double> bounds = bounds("log-uniform", list);
        if (bounds.get(0) <= 0) {
          throw new IllegalArgumentException("log-uniform wants bounds above 0");
        }
        yield new LogUniform(bounds.get(0), bounds.get(1));
      }
    };
  }

  /** Whether this is written as a distribution, and not as a section of a recipe. */
  static boolean isDraw(ConfigValue written) {
    return written instanceof ConfigObject object
        && object.size() == 1
        && KINDS.contains(object.keySet().iterator().next());
  }

  private static List<Double> bounds(String kind, ConfigList list) {
    List<Double> bounds =
        list.stream()
            .filter(bound -> bound.unwrapped() instanceof Number)
            .map(bound -> ((Number) bound.unwrapped()).doubleValue())
            .filter(Double::isFinite)
            .toList();
    if (list.size() != 2 || bounds.size() != 2 || bounds.get(0) >= bounds.get(1)) {
      throw new IllegalArgumentException(
          kind + " wants two numbers, the smaller first: { " + kind + " = [1, 10] }");
    }
    return bounds;
  }

  private static ConfigValue rounded(double x, double least, double most) {
    double brief = new BigDecimal(x).round(DIGITS).doubleValue();
    return value(Math.max(least, Math.min(most, brief)));
  }

  private static ConfigValue value(Object plain) {
    return ConfigValueFactory.fromAnyRef(plain, "sweep.random");
  }
}
