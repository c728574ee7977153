package io.symlab.symbolic.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
  private static final List<String> NAMES = List.of("x0", "x1", "x2", "x3");

  private static Expression parse(String text) {
    return ExpressionText.parse(text, NAMES);
  }

  @Test
  void holesAreFilledAndReadFromLeftToRight() {
    Template form = Template.parse("p1 * tanh(?) + ? / (p1 + 2)", NAMES, Signals.NONE);
    Expression whole = form.fill(List.of(parse("x0 + 3"), parse("x1")));
    assertThat(whole).isEqualTo(parse("1 * tanh(x0 + 3) + x1 / (1 + 2)"));
    assertThat(form.contents(whole)).containsExactly(parse("x0 + 3"), parse("x1"));
    assertThat(form.ties(whole)).containsExactly(0, -1, 0, -1);
    Expression fitted = parse("5 * tanh(x0 + 3) + x1 / (5 + 2)");
    assertThat(form.refill(fitted, List.of(parse("x2"), parse("x3"))))
        .isEqualTo(parse("5 * tanh(x2) + x3 / (5 + 2)"));
    assertThat(form.ownComplexity()).isEqualTo(8);
  }

  @Test
  void aFormulaHasTheFormOrNot() {
    Template form = Template.parse("p1 * tanh(?) + x0", NAMES, Signals.NONE);
    assertThat(form.fits(parse("5 * tanh(x1 / x2) + x0"))).isTrue();
    assertThat(form.fits(parse("x1 * tanh(x1) + x0"))).isFalse();
    assertThat(form.fits(parse("5 * tanh(x1) + x1"))).isFalse();
    assertThat(form.fits(parse("5 * exp(x1) + x0"))).isFalse();
    assertThat(form.fits(parse("x0"))).isFalse();
  }

  @Test
  void formsOfOneTextAreEqual() {
    Template form = Template.parse("p1 * tanh(?) + p1", NAMES, Signals.NONE);
    Template same = Template.parse("p2*tanh( ? ) + p2", NAMES, Signals.NONE);
    assertThat(same).isEqualTo(form).hasSameHashCodeAs(form);
    assertThat(Template.parse("p1 * tanh(?) + p2", NAMES, Signals.NONE)).isNotEqualTo(form);
    assertThat(Template.parse("p1 * tanh(?) + ?", NAMES, Signals.NONE)).isNotEqualTo(form);
  }

  @Test
  void aTemplateWithoutAHoleIsAGuess() {
    assertThatThrownBy(() -> Template.parse("tanh(x0)", NAMES, Signals.NONE))
        .hasMessageContaining("hole");
  }

  @Test
  void aHoleMayNameItsColumns() {
    Template form = Template.parse("p1 * ?(x1, x3) + ?(x0)", NAMES, Signals.NONE);
    Expression whole = parse("5 * (x3 / x1) + exp(x0)");
    assertThat(form.fits(whole)).isTrue();
    assertThat(form.contents(whole)).containsExactly(parse("x1 / x0"), parse("exp(x0)"));
    assertThat(form.fill(form.contents(whole))).isEqualTo(parse("1 * (x3 / x1) + exp(x0)"));
    assertThat(form.fits(parse("5 * (x3 / x2) + exp(x0)"))).isFalse();
    assertThat(form.fits(parse("5 * (x3 / x1) + exp(x1)"))).isFalse();
  }

  @Test
  void aFunctionIsTheSameWhereverItStands() {
    Template form = Template.parse("?f(x0, x1) - p1 * ?f(x2, x0) + ?(x3)", NAMES, Signals.NONE);
    Expression whole = parse("(x1 + 2) / x0 - 3 * ((x0 + 2) / x2) + 4 * x3");
    assertThat(form.bodies()).hasSize(2);
    assertThat(form.fits(whole)).isTrue();
    assertThat(form.contents(whole)).containsExactly(parse("(x1 + 2) / x0"), parse("4 * x0"));
    assertThat(form.ties(whole)).containsExactly(1, 0, 1, -1);
    assertThat(form.refill(whole, List.of(parse("5 * x1 + 7 * x0"), parse("x0"))))
        .isEqualTo(parse("(5 * x1 + 7 * x0) - 3 * (5 * x0 + 7 * x2) + x3"));
    assertThat(form.fits(parse("(x1 + 2) / x0 - 3 * ((x0 + 9) / x2) + x3"))).isFalse();
    assertThat(form.fits(parse("(x1 + 2) / x0 - 3 * ((x1 + 2) / x2) + x3"))).isFalse();
    assertThat(form)
        .isEqualTo(Template.parse("?f(x0,x1) - p*?f(x2,x0) + ?(x3)", NAMES, Signals.NONE));
    assertThat(form)
        .isNotEqualTo(Template.parse("?f(x0,x1) - p*?g(x2,x0) + ?(x3)", NAMES, Signals.NONE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?f + x0 | written with its columns: ?f(a, b)",
        "?f() + x0 | reads columns and nothing else",
        "?(p1) + x0 | reads columns and nothing else",
        "?(x0 + x1) | expected ')'",
        "?(3) | reads columns and nothing else",
        "?(x9) | no variable is called",
        "?(x0, x0) | names a column twice",
        "?f(x0) + ?f(x1, x2) | of as many columns wherever it stands",
        "?(x0 | expected ')'",
      })
  void whatIsNoHoleIsRefused(String text, String why) {
    assertThatThrownBy(() -> Template.parse(text, NAMES, Signals.NONE))
        .isInstanceOf(ExpressionSyntaxException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aSearchFindsAFunctionThatStandsTwice() {
    Samples other = RandomFormulas.saturating(400, 2);
    float[][] columns = new float[4][];
    float[] y = new float[400];
    for (int f = 0; f < 4; f++) {
      columns[f] = other.column(f);
    }
    for (int i = 0; i < 400; i++) {
      double a = columns[0][i];
      double b = columns[2][i];
      y[i] = (float) ((1.7 * a * a + a) - (1.7 * b * b + b) + 2 * columns[3][i]);
    }
    Template form = Template.parse("?f(x0) - ?f(x2) + ?(x3)", NAMES, Signals.NONE);
    SearchSettings settings =
        SearchSettings.builder()
            .islands(2)
            .population(200)
            .maxComplexity(24)
            .template(form)
            .build();
    Samples rows = Samples.of(columns, y);
    LocalArchipelago islands = LocalArchipelago.create(settings, rows);
    // How many rounds it takes depends on the processor's vectors, whose sums differ by rounding.
    double least = Double.POSITIVE_INFINITY;
    for (int leg = 0; leg < 12 && !(least < 1e-6 * rows.targetVariance()); leg++) {
      islands.evolve(25 * (leg + 1), 2);
      least = islands.front().last().orElseThrow().loss();
    }
    for (Front.Member member : islands.front().members()) {
      assertThat(form.fits(member.expression())).as("%s", member.expression()).isTrue();
    }
    assertThat(least).isLessThan(1e-6 * rows.targetVariance());
  }

  @Test
  void everyFormulaOfASearchHasTheForm() {
    float[][] columns = new float[4][];
    Samples other = RandomFormulas.saturating(600, 1);
    float[] y = new float[600];
    for (int f = 0; f < 4; f++) {
      columns[f] = other.column(f);
    }
    for (int i = 0; i < 600; i++) {
      y[i] = (float) (3 * Math.exp(columns[0][i] * columns[1][i]) - 0.5 * columns[2][i]);
    }
    Template form = Template.parse("p1 * exp(?) + ?", NAMES, Signals.NONE);
    SearchSettings settings =
        SearchSettings.builder().islands(2).population(60).maxComplexity(16).template(form).build();
    LocalArchipelago islands = LocalArchipelago.create(settings, Samples.of(columns, y));
    islands.evolve(25, 1);
    Front front = islands.front();
    for (Front.Member member : front.members()) {
      assertThat(member.expression()).isInstanceOf(Expression.Binary.class);
      Expression left = ((Expression.Binary) member.expression()).left();
      assertThat(Trees.operator(member.expression())).isEqualTo(Operator.ADD);
      assertThat(Trees.operator(Trees.arguments(left).get(1))).isEqualTo(Operator.EXP);
    }
    double variance = Samples.of(columns, y).targetVariance();
    assertThat(front.last().orElseThrow().loss()).isLessThan(1e-3 * variance);
  }
}
