package io.symlab.symbolic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.kernels.KernelSet;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnOperatorsTest {
  private static final int ROWS = Evaluator.BLOCK + 77;

  private static final Operator SWISH =
      OwnOperators.parse("swish(x) = x / (1 + exp(-x))", List.of());

  private static final List<Operator> SMOOTH =
      List.of(
          Operator.ADD,
          Operator.SUB,
          Operator.MUL,
          Operator.TANH,
          Operator.SIN,
          Operator.NEG,
          Operator.ASINH);

  /** Random definitions of one and two arguments, later ones made of earlier ones. */
  static List<Operator> definitions(long seed, List<Operator> parts) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Operator> own = new ArrayList<>();
    while (own.size() < 3) {
      int arity = 1 + random.nextInt(2);
      List<Operator> made = new ArrayList<>(parts);
      made.addAll(own);
      Variation variation = new Variation(made, MutationWeights.defaults(), arity);
      Expression body = variation.fresh(2 + random.nextInt(8), random);
      String text =
          "f%d(%s) = %s"
              .formatted(
                  own.size(),
                  arity == 1 ? "a" : "a, b",
                  ExpressionText.print(body, List.of("a", "b")));
      try {
        own.add(OwnOperators.parse(text, own));
      } catch (ExpressionSyntaxException unfit) {
        assertThat(unfit).hasMessageMatching("(?s).*(does not use|itself|too large).*");
      }
    }
    return own;
  }

  /** An own operator of an own operator, a column and a constant. */
  static Expression formula(long seed, List<Operator> own) {
    SplittableRandom random = new SplittableRandom(seed);
    Expression inner = of(own.get(random.nextInt(own.size())), Expression.variable(0), random);
    Expression outer = of(own.get(random.nextInt(own.size())), inner, random);
    return Expression.of(Operator.SUB, outer, Expression.variable(2));
  }

  private static Expression of(Operator own, Expression argument, SplittableRandom random) {
    Expression other =
        random.nextBoolean() ? Expression.variable(1) : Expression.constant(random.nextDouble());
    return own.arity() == 1
        ? Expression.of(own, argument)
        : random.nextBoolean()
            ? Expression.of(own, argument, other)
            : Expression.of(own, other, argument);
  }

  @Property(tries = 300)
  void haveTheBitsOfWhatTheyStandFor(@ForAll long seed) {
    List<Operator> own = definitions(seed, Operator.PLAIN);
    Expression formula = formula(seed, own);
    Expression whole = OwnOperators.writtenOut(formula);
    assertThat(OwnOperators.of(whole)).isEmpty();
    float[][] columns = RandomFormulas.columns(ROWS, seed);
    for (KernelSet kernels : List.of(KernelSet.plain(), KernelSet.best())) {
      float[] values = new float[ROWS];
      float[] expected = new float[ROWS];
      Evaluator evaluator = new Evaluator(kernels);
      evaluator.evaluate(Program.of(formula), columns, ROWS, values);
      evaluator.evaluate(Program.of(whole), columns, ROWS, expected);
      assertThat(values).isEqualTo(expected);
    }
    double[] row = RandomFormulas.row(columns, 5);
    assertThat(Double.valueOf(formula.evaluate(row)))
        .isEqualTo(Double.valueOf(whole.evaluate(row)));
  }

  @Property(tries = 200)
  void slopesByColumnsAndConstantsAreThoseOfWhatTheyStandFor(@ForAll long seed) {
    List<Operator> own = definitions(seed, SMOOTH);
    Expression formula = formula(seed, own);
    Expression whole = OwnOperators.writtenOut(formula);
    int rows = 60;
    float[][] columns = RandomFormulas.columns(rows, seed);
    float[] adjoint = columns[1];
    float[][] slopes = new float[columns.length][rows];
    float[][] expected = new float[columns.length][rows];
    Evaluator evaluator = new Evaluator();
    Program program = Program.of(formula);
    Program out = Program.of(whole);
    evaluator.backward(
        program, columns, rows, adjoint, new double[program.constantCount()], slopes);
    evaluator.backward(out, columns, rows, adjoint, new double[out.constantCount()], expected);
    for (int f = 0; f < columns.length; f++) {
      for (int i = 0; i < rows; i++) {
        // Sums of slopes may cancel, in another order there and here.
        float size = Math.abs(expected[f][i]);
        if (size < 1e3 && Math.abs(formula.evaluate(RandomFormulas.row(columns, i))) < 1e3) {
          assertThat(slopes[f][i]).isCloseTo(expected[f][i], within(1e-3f * (1 + size)));
        }
      }
    }
    double[] constants = new double[program.constantCount()];
    evaluator.backward(program, columns, rows, adjoint, constants);
    for (int k = 0; k < constants.length; k++) {
      double by = 1e-5;
      double up = weighted(moved(program, k, by), columns, adjoint, rows);
      double down = weighted(moved(program, k, -by), columns, adjoint, rows);
      double slope = (up - down) / (2 * by);
      if (Math.abs(up) < 1e4 && Math.abs(slope) < 1e4) {
        assertThat(constants[k]).isCloseTo(slope, within(3e-3 * (1 + Math.abs(slope))));
      }
    }
  }

  private static Expression moved(Program program, int k, double by) {
    double[] constants = program.constants();
    constants[k] += by;
    return program.withConstants(constants).expression();
  }

  private static double weighted(Expression f, float[][] columns, float[] weights, int rows) {
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      sum += weights[i] * f.evaluate(RandomFormulas.row(columns, i));
    }
    return sum;
  }

  @Property(tries = 200)
  void formulasReadBackBehindTheirDefinitions(@ForAll long seed) {
    List<Operator> own = definitions(seed, Operator.PLAIN);
    Expression formula = formula(seed, own);
    List<String> names = RandomFormulas.NAMES;
    assertThat(ExpressionText.parse(ExpressionText.whole(formula, names), names))
        .isEqualTo(formula);
    assertThat(
            Codec.read(
                Codec.write(out -> Codec.writeExpression(out, formula)),
                "it",
                Codec::readExpression))
        .isEqualTo(formula);
    Program program = Program.of(formula);
    assertThat(program.expression()).isEqualTo(formula);
    assertThat(program.length()).isEqualTo(formula.complexity());
  }

  @Property(tries = 200)
  void boundsHoldThoseOfWhatTheyStandFor(@ForAll long seed) {
    List<Operator> defined = definitions(seed, Operator.PLAIN);
    Expression formula = formula(seed, defined);
    Samples rows = Samples.of(RandomFormulas.columns(50, seed), new float[50]);
    Bounds bounds = Bounds.of(rows, rows, Signals.NONE, new Evaluator());
    // Written out, two equal arguments show as one; else they are the same.
    Interval own = bounds.of(formula);
    Interval whole = bounds.of(OwnOperators.writtenOut(formula));
    assertThat(own.isUndefined() || own.equals(whole.with(own))).isTrue();
    assertThat(bounds.of(Expression.of(SWISH, Expression.variable(0))).isBounded()).isTrue();
  }

  @Property(tries = 200)
  void simplifyingKeepsTheValue(@ForAll long seed) {
    List<Operator> own = definitions(seed, SMOOTH);
    Expression formula = formula(seed, own);
    Expression simple = Simplifier.simplify(formula);
    double[] row = RandomFormulas.row(new SplittableRandom(seed));
    double value = formula.evaluate(row);
    if (Math.abs(value) < 1e6) {
      assertThat(simple.evaluate(row)).isCloseTo(value, within(1e-6 * (1 + Math.abs(value))));
    }
    assertThat(simple.complexity()).isLessThanOrEqualTo(formula.complexity());
  }

  @Test
  void equalDefinitionsAreOneOperatorWhateverTheirArgumentsAreCalled() {
    Operator one = OwnOperators.parse("swish(x) = x / (1 + exp(-x))", List.of());
    Operator other = OwnOperators.parse("swish(u)=u/(1+exp(-u))", List.of());
    assertThat(other).isSameAs(one);
    assertThat(one.arity()).isEqualTo(1);
    assertThat(one.apply(2, 0)).isEqualTo(2 / (1 + Math.exp(-2)));
    assertThat(OwnOperators.text(one)).isEqualTo("swish(x) = x / (1.0 + exp(-x))");
    assertThat(Latex.print(Expression.of(one, Expression.variable(0)), List.of("a")))
        .isEqualTo("\\operatorname{swish}\\left(a\\right)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "swish; 6; expected '('",
        "2 * x; 1; a definition is written",
        "swish(x); 9; expected '='",
        "swish() = 1; 7; the name of an argument",
        "swish(x, x) = x; 10; two arguments are called x",
        "swish(x, y, z) = x; 1; one or two arguments",
        "swish(x) = 2; 12; swish does not use x",
        "swish(x, y) = exp(x); 15; swish does not use y",
        "swish(x) = x; 12; swish is x itself",
        "swish(x) = x * swish(x - 1); 16; swish is made of itself",
        "swish(x) = x * swoosh(x); 16; no operator is called \"swoosh\"",
        "swish(x) = x * z; 16; no variable is called \"z\"",
        "swish(x) = x * p1; 16; no variable is called \"p1\"",
        "swish(x) = pow(x); 17; pow takes two arguments",
        "swish(x) = tanh(x, x); 18; tanh takes one argument",
        "swish(x) = max(x, x, x); 20; max takes two arguments",
        "tanh(x) = exp(x); 1; there is an operator tanh already",
        "EXP(x) = tanh(x); 1; there is an operator EXP already",
        "lag(x) = tanh(x); 1; there is an operator lag already",
        "größe(x) = tanh(x); 1; a name of one's own",
        "swish(x) = ema(x, 0.9); 12; ema averages an expression over signals",
        "swish(x) = tanh(x) x; 20; expected an operator or the end",
        "known(x) = exp(x); 1; known is defined twice",
        "swish(x) = known(x, x); 19; known takes one argument"
      })
  void badDefinitionsAreRefusedWithTheirPlace(String text, int position, String reason) {
    List<Operator> before = List.of(OwnOperators.parse("known(x) = tanh(x) * x", List.of()));
    assertThatThrownBy(() -> OwnOperators.parse(text, before))
        .isInstanceOf(ExpressionSyntaxException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining("position " + position);
  }

  @Test
  void definitionsThatGrowWithoutEndAreRefused() {
    List<Operator> own = new ArrayList<>();
    own.add(OwnOperators.parse("f0(x) = x * x", own));
    assertThatThrownBy(
            () -> {
              for (int i = 1; i < 100; i++) {
                own.add(OwnOperators.parse("f%d(x) = f%d(f%d(x))".formatted(i, i - 1, i - 1), own));
              }
            })
        .hasMessageContaining("too large")
        .hasMessageContaining("200");
  }

  @Test
  void constraintsSpeakOfThem() {
    Operator swish = OwnOperators.parse("swish(x) = x / (1 + exp(-x))", List.of());
    List<String> names = List.of("a", "b");
    Constraints constraints =
        Constraints.parse(
            List.of("cost(swish) = 4", "nest(swish, swish) <= 0"), names, List.of(swish));
    Expression once = Expression.of(swish, Expression.variable(0));
    assertThat(constraints.complexity(once)).isEqualTo(5);
    assertThat(constraints.allow(once)).isTrue();
    assertThat(constraints.allow(Expression.of(swish, once))).isFalse();
  }

  @Test
  void aSearchFindsThemAndGoesOnFromItsSave() {
    Operator swish = OwnOperators.parse("swish(x) = x / (1 + exp(-x))", List.of());
    SplittableRandom random = new SplittableRandom(1);
    float[][] columns = new float[2][200];
    float[] y = new float[200];
    for (int i = 0; i < 200; i++) {
      columns[0][i] = (float) (6 * random.nextDouble() - 3);
      columns[1][i] = (float) (6 * random.nextDouble() - 3);
      y[i] = (float) (2.5 * swish.apply(3 * columns[0][i], 0) + columns[1][i]);
    }
    Samples samples = Samples.of(columns, y);
    SearchSettings settings =
        SearchSettings.builder()
            .operators(List.of(Operator.ADD, Operator.MUL, swish))
            .islands(2)
            .population(64)
            .maxComplexity(15)
            .build();
    LocalArchipelago all = LocalArchipelago.create(settings, samples);
    all.evolve(16, 2);
    LocalArchipelago half = LocalArchipelago.create(settings, samples);
    half.evolve(8, 1);
    LocalArchipelago again = LocalArchipelago.decode(settings, samples, half.encode());
    again.evolve(16, 1);
    assertThat(again.front()).isEqualTo(all.front());
    Front.Member best = all.front().last().orElseThrow();
    assertThat(best.loss()).isLessThan(1e-8);
    assertThat(OwnOperators.of(best.expression())).containsExactly(swish);
  }
}
