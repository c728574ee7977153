package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.formula.Template;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever a search may draw from, and over whatever table, it comes to its end with a front. */
class AnySearchTest {
  private static final int LAGS = 4;
  private static final List<String> NAMES = List.of("g0", "g1", "g2", "g3", "x");
  private static final Signals SIGNALS = new Signals(List.of(new Signals.Signal("g", 0, 1, LAGS)));
  private static final List<String> CONSTRAINTS =
      List.of(
          "depth <= 5",
          "cost(exp) = 3",
          "cost(constant) = 2",
          "nest(tanh, tanh) <= 0",
          "size(pow, 2) <= 1",
          "forbid(sin, g0)");
  private static final List<String> GUESSES =
      List.of("p * sin(g0) + -x", "p1 / (g0 - p2)", "-tanh(p)", "3");
  private static final List<String> TEMPLATES = List.of("?", "p1 * exp(?) + ?", "-? * p1 + p1");
  private static final List<String> LOSSES =
      List.of(
          "mse",
          "mae",
          "huber(0.5)",
          "quantile(0.9)",
          "abs(prediction - y)^1.5",
          "log(y * prediction + 3)^2");

  /** What a table looks like. */
  enum Shape {
    PLAIN,
    CONSTANT_Y,
    CONSTANT_COLUMNS,
    TINY,
    HUGE,
    MIXED,
    FAR_OFF
  }

  @Provide
  Arbitrary<Set<Operator>> operators() {
    return Arbitraries.of(Operator.all()).set().ofMinSize(1).ofMaxSize(6);
  }

  @Property(tries = 200)
  void comesToItsEnd(
      @ForAll("operators") Set<Operator> operators, @ForAll Shape shape, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    boolean averages = operators.stream().anyMatch(Operator::isAverage);
    Signals signals = averages || random.nextInt(4) == 0 ? SIGNALS : Signals.NONE;
    int features = signals.isEmpty() ? 1 + random.nextInt(5) : 5;
    SearchSettings settings = settings(List.copyOf(operators), signals, features, random);
    Samples samples = samples(shape, features, 1 + random.nextInt(100), random);

    LocalArchipelago islands = LocalArchipelago.create(settings, samples);
    islands.evolve(3, 1);

    assertThat(islands.round()).isEqualTo(3);
    assertThat(islands.candidates(2)).isNotNull();
    for (Front.Member member : islands.front().members()) {
      assertThat(member.loss()).isFinite();
      assertThat(settings.allow(member.expression())).isTrue();
    }
  }

  @Example
  void oneSidedSetsFindWhatTheyCan() {
    for (String set : List.of("+,-,*,/", "sin,cos", "+", "-", "neg", "max")) {
      List<Operator> operators = new ArrayList<>();
      for (String name : set.split(",", -1)) {
        operators.add(Operator.named(name).orElseThrow());
      }
      var settings =
          SearchSettings.builder().operators(operators).population(64).islands(1).build();
      LocalArchipelago islands =
          LocalArchipelago.create(
              settings, samples(Shape.PLAIN, 2, 64, new SplittableRandom(set.length())));
      islands.evolve(10, 1);
      // y is a sum of the columns, which a scale and an offset around a formula can write.
      assertThat(islands.front().last().orElseThrow().loss()).describedAs(set).isLessThan(1);
    }
  }

  @Example
  void twoColumnsMeetOnlyInOperatorsThatWereAskedFor() {
    Samples product = samples(Shape.PLAIN, 2, 200, new SplittableRandom(5));
    for (int i = 0; i < product.rows(); i++) {
      product.target()[i] = product.column(0)[i] * product.column(1)[i];
    }
    for (String set : List.of("sin", "+,-", "sqrt,+", "min", "inv,square")) {
      List<Operator> operators = new ArrayList<>();
      for (String name : set.split(",", -1)) {
        operators.add(Operator.named(name).orElseThrow());
      }
      var settings =
          SearchSettings.builder().operators(operators).population(128).islands(2).build();
      LocalArchipelago islands = LocalArchipelago.create(settings, product);
      islands.evolve(10, 1);
      for (Front.Member member : islands.front().members()) {
        assertThat(meetings(member.expression())).describedAs(set).isSubsetOf(operators);
      }
    }
  }

  /** The operators of whose arguments two vary, a difference being a sum. */
  private static Set<Operator> meetings(Expression node) {
    Set<Operator> found = new HashSet<>();
    List<Expression> arguments = Trees.arguments(node);
    if (arguments.stream().filter(argument -> !argument.isConstant()).count() > 1) {
      Operator operator = Trees.operator(node);
      found.add(operator == Operator.SUB ? Operator.ADD : operator);
    }
    arguments.forEach(argument -> found.addAll(meetings(argument)));
    return found;
  }

  private static SearchSettings settings(
      List<Operator> operators, Signals signals, int features, SplittableRandom random) {
    SearchSettings.Builder settings =
        SearchSettings.builder()
            .seed(random.nextLong())
            .operators(operators)
            .signals(signals)
            .islands(1 + random.nextInt(2))
            .population(4 + random.nextInt(30))
            .maxComplexity(1 + random.nextInt(20))
            .loss(Loss.parse(LOSSES.get(random.nextInt(LOSSES.size()))));
    if (features < 5) {
      return settings.build();
    }
    if (random.nextInt(3) == 0) {
      List<String> some = new ArrayList<>(CONSTRAINTS);
      some.removeIf(text -> random.nextBoolean());
      settings.constraints(Constraints.parse(some, NAMES));
    }
    if (random.nextInt(3) == 0) {
      String text = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
      Template template = Template.parse(text, NAMES, signals);
      return settings.template(template).maxComplexity(12 + random.nextInt(20)).build();
    }
    if (random.nextInt(3) == 0) {
      List<Guess> guesses = new ArrayList<>();
      GUESSES.forEach(text -> guesses.add(Guess.parse(text, NAMES, signals)));
      settings.guesses(guesses);
    }
    return settings.build();
  }

  private static Samples samples(Shape shape, int features, int rows, SplittableRandom random) {
    float[][] columns = new float[features][rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      double sum = 0;
      for (int f = 0; f < features; f++) {
        double value = 2 * random.nextDouble() - 1;
        sum += value;
        columns[f][i] = (float) shaped(shape, value, f);
      }
      y[i] = (float) (shape == Shape.CONSTANT_Y ? 3 : shaped(shape, sum, 1));
    }
    if (random.nextInt(4) > 0) {
      return Samples.of(columns, y);
    }
    float[] weights = new float[rows];
    for (int i = 0; i < rows; i++) {
      weights[i] = (i + 1) % 3;
    }
    return Samples.of(columns, y, weights);
  }

  private static double shaped(Shape shape, double value, int column) {
    return switch (shape) {
      case PLAIN, CONSTANT_Y -> value;
      case CONSTANT_COLUMNS -> column % 2 == 0 ? 1 : value;
      case TINY -> 1e-37 * value;
      case HUGE -> 1e37 * value;
      case MIXED -> Math.pow(10, 30 * (value - column % 2)) * Math.signum(value);
      case FAR_OFF -> 1e7 + value;
    };
  }
}
