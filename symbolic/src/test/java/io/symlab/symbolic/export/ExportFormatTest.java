package io.symlab.symbolic.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.program.MemoryFormulas;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of formats, and those that are text. */
class ExportFormatTest {
  private static final Formula MOMENTUM =
      Cases.formula("-0.123456789 * ema_hat(g - lag(h, 3), 0.99999)");

  @ParameterizedTest
  @EnumSource(
      value = ExportFormat.class,
      names = {"TORCH", "OPTAX"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyFormatCarriesAnyFormula(ExportFormat format) {
    String exported = format.export(MOMENTUM);
    assertThat(exported).endsWith("\n").doesNotEndWith("\n\n");
    assertThat(format.export(MOMENTUM)).isEqualTo(exported);
    assertThat(ExportFormat.named(format.id())).contains(format);
  }

  @Test
  void everyLanguageWritesEveryOperator() {
    for (Dialect dialect :
        List.of(
            PythonDialects.NUMPY,
            PythonDialects.JAX,
            PythonDialects.TORCH,
            PythonDialects.SYMPY,
            JavaDialect.JAVA)) {
      for (Operator operator : Operator.PLAIN) {
        if (!List.of("+", "-", "*", "/", "inv").contains(operator.symbol())) {
          assertThat(dialect.call(operator).template()).contains("#1");
        }
      }
      assertThatThrownBy(() -> dialect.call(Operator.EMA)).hasMessageContaining(dialect.name());
    }
  }

  /** A float that was widened to a double would print as 0.30000001192092896. */
  @ParameterizedTest
  @EnumSource(ExportFormat.class)
  void floatsAreWrittenAsShortAsTheyAre(ExportFormat format) {
    double wide = 0.3f;
    Expression momentum =
        Expression.of(
            Operator.MUL,
            Expression.constant(wide),
            Expression.of(Operator.EMA, Expression.variable(0), Expression.constant(0.7f)));
    List<String> columns = List.of("g_0", "g_1", "g_2");
    Signals signals = new Signals(List.of(new Signals.Signal("g", 0, 1, 3)));
    String exported = format.export(Formula.of(momentum, columns, signals).withRate(0.1f));
    assertThat(exported).contains("0.3", "0.7").doesNotContain("000000", "9999999", "6999");
  }

  @Test
  void whatRoundingLeavesOfConstantsInTheProgramIsNotWritten() {
    Formula formula = Cases.plain("a * (0.1 * 3) + tanh(0.0)", "a");
    for (ExportFormat format : List.of(ExportFormat.NUMPY, ExportFormat.SYMPY, ExportFormat.JAVA)) {
      assertThat(format.export(formula)).contains("0.3").doesNotContain("0000000");
    }
  }

  @Test
  void textReadsBack() {
    String text = ExportFormat.TEXT.export(MOMENTUM).strip();
    assertThat(text).isEqualTo("-0.123456789 * ema_hat(g - lag(h, 3), 0.99999)");
    assertThat(ExpressionText.parse(text, MemoryFormulas.NAMES, MemoryFormulas.SIGNALS))
        .isEqualTo(MOMENTUM.expression());
  }

  @Test
  void latexShowsDecaysAndLagsAsIndices() {
    assertThat(ExportFormat.LATEX.export(MOMENTUM).strip())
        .isEqualTo(
            "-0.1235 \\cdot \\widehat{\\operatorname{ema}}_{0.99999}\\left(g - h_{t-3}\\right)");
    Formula odd = Cases.plain("a", "a");
    assertThat(
            ExportFormat.LATEX.export(
                Formula.of(odd.expression(), List.of("50%_a_b"), Signals.NONE)))
        .isEqualTo("\\mathrm{50\\%}_{a\\_b}\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"exp(x * 1)", "1 * exp(x)", "exp(x) / 1", "0 + exp(x + 0)", "exp(x - 0)"})
  void latexOfAPersonsOwnOperatorsIsTidy(String body) {
    Operator own = OwnOperators.parse("tidied(x) = " + body, List.of());
    Expression formula = Expression.of(own, Expression.variable(0));
    assertThat(ExportFormat.LATEX.export(Formula.of(formula, List.of("a"), Signals.NONE)).strip())
        .isEqualTo(
            "\\operatorname{tidied}\\left(a\\right), \\quad"
                + " \\operatorname{tidied}\\left(x\\right) = \\exp\\left(x\\right)");
  }

  @Test
  void mathMlShowsDecaysAndLagsAsIndices() {
    assertThat(ExportFormat.MATHML.export(MOMENTUM))
        .contains("<msub><mover><mi>ema</mi><mo>^</mo></mover><mn>0.99999</mn></msub>")
        .contains("<msub><mi>h</mi><mrow><mi>t</mi><mo>-</mo><mn>3</mn></mrow></msub>");
  }

  @Test
  void jsonHasWhatIsKnown() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("loss", 1e-5);
    figures.put("r2_test", Double.NaN);
    assertThat(ExportFormat.JSON.export(Cases.plain("a * 2", "a").withFigures(figures)))
        .isEqualTo(
            """
            {
              "complexity" : 3,
              "loss" : 1.0E-5,
              "r2_test" : null,
              "expression" : "a * 2.0",
              "columns" : [ "a" ],
              "signals" : [ ]
            }
            """);
  }

  @Test
  void sympyRefusesWhatGrowsTooLarge() {
    Signals signals = new Signals(List.of(new Signals.Signal("g", 0, 1, 40)));
    List<String> names =
        java.util.stream.IntStream.range(0, 40).mapToObj(lag -> "g" + lag).toList();
    Formula nested =
        Formula.of(
            ExpressionText.parse("ema(ema(ema(ema(g, 0.9), 0.9), 0.9), 0.9)", names, signals),
            names,
            signals);
    assertThatThrownBy(() -> ExportFormat.SYMPY.export(nested))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("numpy carries it");
  }

  @Test
  void filesOfAllFormatsHaveNamesOfTheirOwn() {
    assertThat(Arrays.stream(ExportFormat.values()).map(format -> format.fileName("rule")))
        .doesNotHaveDuplicates()
        .contains("rule.txt", "rule_torch_module.py", "FoundFormula.java");
  }

  @Test
  void aFrontHasPySRsColumns() {
    ScoredFront front =
        new ScoredFront(List.of(row(1, 2.5, "x0"), row(4, 1e-7, "pow(x1, 2.5) * x0")));
    assertThat(FrontFormat.CSV.export(front, List.of("x0", "x1"), Signals.NONE))
        .isEqualTo(
            """
            Complexity,Loss,Equation,score,r2_train,r2_validation,r2_test,validated_loss
            1,2.5,"x0",1.0,-1.5,,,
            4,1.0E-7,"pow(x1, 2.5) * x0",1.0,0.9999999,,,
            """);
    assertThat(FrontFormat.FRONT_JSON.export(front, List.of("x0", "x1"), Signals.NONE))
        .contains("\"accuracy\" : 4", "\"r2_test\" : null", "\"names\" : [ \"x0\", \"x1\" ]");
    assertThat(FrontFormat.FRONT_JSON.export(new ScoredFront(List.of()), List.of(), Signals.NONE))
        .contains("\"best\" : null");
  }

  private static ScoredFront.Row row(int complexity, double loss, String text) {
    return new ScoredFront.Row(
        complexity,
        loss,
        1,
        1 - loss,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        ExpressionText.parse(text, List.of("x0", "x1")));
  }
}
