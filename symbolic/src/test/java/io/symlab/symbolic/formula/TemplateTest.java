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
