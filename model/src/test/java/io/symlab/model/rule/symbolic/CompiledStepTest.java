package io.symlab.model.rule.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.rule.compiled.LoopCache;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.program.Program;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Formulas made into loops give the bits that the interpreter gives. */
class CompiledStepTest {
  private static final List<Feature> FEATURES =
      List.of(Feature.MT, Feature.GT, Feature.G, Feature.MOM5, Feature.MOM9, Feature.T);
  private static final int WINDOW = 10;
  private static final Signals SIGNALS = SampleNames.signals(FEATURES, WINDOW);

  private static final Operator SWISH =
      OwnOperators.parse("swish(x) = x / (1 + exp(-x))", List.of());

  private static final List<Operator> UNARY =
      Stream.concat(Operator.PLAIN.stream().filter(o -> o.arity() == 1), Stream.of(SWISH)).toList();
  private static final List<Operator> BINARY =
      Operator.PLAIN.stream().filter(o -> o.arity() == 2).toList();

  private static final float[] SPECIAL = {
    0f,
    -0f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -1e-40f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e-20f,
    1f,
    -8f,
    88.7f,
    1e4f,
    3e4f,
    65536f,
    65540f,
    -1e9f
  };

  @Property(tries = 200)
  void randomFormulasGiveTheInterpretersBits(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 70) int coordinates) {
    SplittableRandom random = new SplittableRandom(seed);
    Expression formula = formula(random, 1 + random.nextInt(5), true);
    agree(formula, coordinates, 5, random);
  }

  @Property(tries = 10)
  void allBlocksAndTheirTailsAreDone(
      @ForAll long seed, @ForAll @IntRange(min = 2000, max = 4200) int coordinates) {
    SplittableRandom random = new SplittableRandom(seed);
    agree(formula(random, 3, true), coordinates, 3, random);
  }

  /** So many steps that HotSpot compiles the loops, too. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "-0.777 * mt",
        "-tanh(tanh(0.0248 + sinh(cube(-1.99 * mt))))",
        "erf(mt) + log(gt) * asinh(g) - exp(mt) / cosh(gt) + erfc(mom5)",
        "atan2(mt, gt) + pow(g, 0.3) * asin(tanh(mt)) - acos(mom5) + atan(2.5 * gt)",
        "sin(3 * mt) * cos(g) - tan(gt + sin(1e4 * mom5)) + cos(2.0e5 * mt) + sin(t)",
        "pow(mt, 2.5) - pow(gt, mom5) + pow(1.5, g)",
        "-tanh(ema(mt, 0.8) + 0.5 * lag(gt, 3)) + max(mom9, lag(mom9, 2)) * t"
      })
  void hotLoopsGiveTheSameBits(String text) {
    agree(parse(text), 50, 8000, new SplittableRandom(1));
  }

  @Test
  void constantsOtherThanThoseTheLoopsWereMadeForGiveTheirOwnBits() {
    LoopCache cache = new LoopCache(0, 4);
    SplittableRandom random = new SplittableRandom(2);
    agree(parse("-tanh(1.5 * mt + 0.25)"), 40, 3, random, cache);
    agree(parse("-tanh(-3.25 * mt + 7)"), 40, 3, random, cache);
  }

  @Test
  void theInterpreterHandsOverInTheMiddleOfARun() {
    agree(
        parse("-tanh(ema(mt, 0.8) + 0.5 * lag(gt, 3)) * mom5"),
        45,
        40,
        new SplittableRandom(3),
        new LoopCache(45L * 12, 4));
  }

  /** Beyond 65,536 angles are taken apart in double precision, in the middle of a step. */
  @Test
  void largeAnglesGiveTheSameBits() {
    String text = "tan(1e6 * ema(sin(1e5 * g) + cos(1e7 * gt), 0.9)) * sin(t) + cos(2)";
    agree(parse(text), 2100, 6, new SplittableRandom(4));
  }

  private static void agree(Expression formula, int n, int steps, SplittableRandom random) {
    agree(formula, n, steps, random, new LoopCache(0, 4));
  }

  private static void agree(
      Expression formula, int n, int steps, SplittableRandom random, LoopCache cache) {
    SymbolicColumns columns = SymbolicColumns.of(formula, FEATURES, WINDOW);
    double[] constants = Program.of(formula, SIGNALS).constants();
    LoopCache never = new LoopCache(Long.MAX_VALUE, 1);
    try (var interpreted = new SymbolicState(columns, constants, -0.01, n, never);
        var looped = new SymbolicState(columns, constants, -0.01, n, cache)) {
      float[] expected = new float[n];
      float[] update = new float[n];
      float[] gradient = new float[n];
      for (int step = 1; step <= steps; step++) {
        gradient(random, gradient, step);
        interpreted.update(gradient, step, expected);
        looped.update(gradient, step, update);
        assertThat(update)
            .as("%s, %d, step %d", ExpressionText.print(formula, List.of()), n, step)
            .isEqualTo(expected);
      }
      assertThat(looped.isCompiled()).isTrue();
      assertThat(interpreted.isCompiled()).isFalse();
    }
  }

  private static void gradient(SplittableRandom random, float[] gradient, int step) {
    for (int i = 0; i < gradient.length; i++) {
      boolean special = step % 4 == 3 && random.nextInt(10) == 0;
      gradient[i] =
          special
              ? SPECIAL[random.nextInt(SPECIAL.length)]
              : (float) ((random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8) - 5));
    }
  }

  private static Expression formula(SplittableRandom random, int depth, boolean averages) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return random.nextInt(3) == 0
          ? new Constant(constant(random))
          : new Variable(random.nextInt(FEATURES.size() * WINDOW));
    }
    if (averages && random.nextInt(8) == 0) {
      // Over the newest steps: other columns are no signals there.
      Expression argument = averaged(random, depth - 1);
      Operator average = random.nextBoolean() ? Operator.EMA : Operator.EMA_HAT;
      return new Binary(average, argument, new Constant(0.05 + 0.9 * random.nextDouble()));
    }
    if (random.nextBoolean()) {
      Operator operator = UNARY.get(random.nextInt(UNARY.size()));
      return new Unary(operator, formula(random, depth - 1, averages));
    }
    Operator operator = BINARY.get(random.nextInt(BINARY.size()));
    return new Binary(
        operator, formula(random, depth - 1, averages), formula(random, depth - 1, averages));
  }

  private static Expression averaged(SplittableRandom random, int depth) {
    if (depth <= 0) {
      return new Variable(random.nextInt(FEATURES.size()));
    }
    Operator operator = UNARY.get(random.nextInt(UNARY.size()));
    return new Unary(operator, averaged(random, depth - 1));
  }

  private static double constant(SplittableRandom random) {
    return random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 4 * (random.nextDouble() - 0.5);
  }

  private static Expression parse(String text) {
    return ExpressionText.parse(text, SampleNames.of(FEATURES, WINDOW), SIGNALS);
  }
}
