package io.symlab.symbolic.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.Template;
import io.symlab.symbolic.settings.SearchPart.Problem;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormulaReaderTest {
  private static final List<String> NAMES = List.of("a", "b", "g0", "g1");
  private static final Signals SIGNALS = new Signals(List.of(new Signals.Signal("g", 2, 1, 2)));

  private static FormulaReader read(FormulaTexts texts, Signals signals, int maxComplexity) {
    return new FormulaReader(texts, part -> "my." + part.key())
        .columns(NAMES, signals, maxComplexity);
  }

  @Test
  void whatIsLeftUnsaidIsUsual() {
    SearchSettings settings =
        read(FormulaTexts.NONE, Signals.NONE, 40).over(SearchSettings.builder()).build();
    assertThat(settings).isEqualTo(SearchSettings.defaults());
    assertThat(read(FormulaTexts.NONE, SIGNALS, 40).over(SearchSettings.builder()).build())
        .extracting(SearchSettings::operators)
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .containsAll(Operator.USUAL)
        .contains(Operator.EMA, Operator.EMA_HAT);
  }

  @Test
  void allPartsAreRead() {
    FormulaReader reader =
        read(
            new FormulaTexts(
                List.of("+", "tanh", "ema"),
                "huber(0.5)",
                List.of("depth <= 6", "forbid(tanh, b)"),
                List.of("p1 * ema(g, p2) + a"),
                " p1 * ? + ? "),
            SIGNALS,
            20);
    assertThat(reader.problems()).isEmpty();
    SearchSettings settings = reader.over(SearchSettings.builder()).build();
    assertThat(settings.operators()).containsExactly(Operator.ADD, Operator.TANH, Operator.EMA);
    assertThat(settings.loss()).isEqualTo(Loss.parse("huber(0.5)"));
    assertThat(settings.constraints().maxDepth()).isEqualTo(6);
    assertThat(settings.guesses()).hasSize(1);
    assertThat(settings.template()).isEqualTo(Template.parse("p1 * ? + ?", NAMES, SIGNALS));
    assertThat(settings.maxComplexity()).isEqualTo(20);
  }

  @Test
  void everythingThatIsWrongIsToldAtOnceWithItsPartAndEntry() {
    FormulaReader reader =
        read(
            new FormulaTexts(
                List.of("+", "plsu"),
                "mist",
                List.of("depth <= 6", "dept <= 6"),
                List.of("a", "zz", "tanh(?)"),
                "tanh(a)"),
            Signals.NONE,
            20);
    assertThat(reader.problems())
        .extracting(problem -> problem.part() + " " + problem.entry())
        .containsExactly(
            "LOSS 0", "OPERATORS 1", "CONSTRAINTS 1", "TEMPLATE 0", "GUESSES 1", "GUESSES 2");
    // A harmless value stands in for each.
    assertThat(reader.over(SearchSettings.builder()).build().template()).isNull();
  }

  @Test
  void theCallersWordsStandInTheSentences() {
    assertThat(read(template("p1 * tanh(?)"), Signals.NONE, 3).problems())
        .extracting(Problem::message)
        .containsExactly(
            "a formula of this form has a complexity of 4 or more, above my.max-complexity (3)");
    FormulaTexts nested =
        new FormulaTexts(
            List.of(), "", List.of("nest(tanh, tanh) <= 0"), List.of(), "tanh(tanh(?))");
    assertThat(read(nested, Signals.NONE, 20).problems())
        .extracting(Problem::message)
        .containsExactly(
            "no formula of this form keeps to my.constraints, whatever is in its holes");
    FormulaTexts other = new FormulaTexts(List.of(), "", List.of(), List.of("a"), "tanh(?)");
    assertThat(read(other, Signals.NONE, 20).problems())
        .extracting(Problem::message)
        .containsExactly("formula \"a\" has not the form of my.template");
  }

  @Test
  void aTemplateIsJudgedByTheCostsOfItsSimplestFormula() {
    FormulaTexts costly =
        new FormulaTexts(
            List.of(), "", List.of("cost(tanh) = 3", "cost(constant) = 5"), List.of(), "tanh(?)");
    assertThat(read(costly, Signals.NONE, 4).problems()).isEmpty();
    assertThat(read(costly, Signals.NONE, 3).problems()).hasSize(1);
  }

  @Test
  void noSearchIsForFormsAboveItsComplexity() {
    Template form = Template.parse("p1 * tanh(?)", NAMES, Signals.NONE);
    SearchSettings.Builder settings = SearchSettings.builder().template(form);
    assertThat(settings.maxComplexity(4).build().template()).isEqualTo(form);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> settings.maxComplexity(3).build())
        .withMessageContaining("template");
  }

  private static FormulaTexts template(String text) {
    return new FormulaTexts(List.of(), "", List.of(), List.of(), text);
  }
}
