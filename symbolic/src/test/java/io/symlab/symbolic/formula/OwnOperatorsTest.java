package io.symlab.symbolic.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Simplifier;
import io.symlab.symbolic.island.RandomDefinitions;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnOperatorsTest {
  @Property(tries = 200)
  void formulasReadBackBehindTheirDefinitions(@ForAll long seed) {
    List<Operator> own = RandomDefinitions.definitions(seed, Operator.PLAIN);
    Expression formula = RandomDefinitions.formula(seed, own);
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
  void simplifyingKeepsTheValue(@ForAll long seed) {
    List<Operator> own = RandomDefinitions.definitions(seed, RandomDefinitions.SMOOTH);
    Expression formula = RandomDefinitions.formula(seed, own);
    Expression simple = Simplifier.simplify(formula);
    double[] row = RandomFormulas.row(new SplittableRandom(seed));
    double value = formula.evaluate(row);
    if (Math.abs(value) < 1e6) {
      assertThat(simple.evaluate(row)).isCloseTo(value, within(1e-6 * (1 + Math.abs(value))));
    }
    assertThat(simple.complexity()).isLessThanOrEqualTo(formula.complexity());
  }

  /** greater has a value where an argument has none, so that g's own value tells nothing. */
  @Test
  void whatHasNoValueWithinAnotherOwnOperatorIsRefusedToo() {
    List<String> definitions = List.of("f(x) = greater(1, asin(x))", "g(x) = x + f(1.5)");
    assertThatThrownBy(() -> OwnOperators.parse(definitions))
        .isInstanceOf(ExpressionSyntaxException.class)
        .hasMessageContainingAll("g is never finite", "asin(1.5) is NaN");
  }

  @Test
  void whatWouldGrowWithoutBoundIsRefusedAtOnce() {
    String product = "x" + " * x".repeat(30);
    List<String> definitions =
        List.of("f(x) = " + product, "g(x) = " + "f(".repeat(30) + "x" + ")".repeat(30));
    assertThatThrownBy(() -> OwnOperators.parse(definitions))
        .isInstanceOf(ExpressionSyntaxException.class)
        .hasMessageContainingAll("g is too large", "over a million nodes and 901 levels");
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
}
