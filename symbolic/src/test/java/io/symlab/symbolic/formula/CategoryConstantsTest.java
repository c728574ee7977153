package io.symlab.symbolic.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.settings.FormulaReader;
import io.symlab.symbolic.settings.FormulaTexts;
import io.symlab.symbolic.settings.SearchPart;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class CategoryConstantsTest {
  private static final List<String> NAMES = List.of("x", "city_Paris", "city_Rome", "p", "size");

  @Test
  void aConstantForEachValueStandsBesideItsIndicator() {
    assertThat(CategoryConstants.writtenOut("p1[city] * ?", NAMES))
        .isEqualTo("(p9999 * city_Paris + p9998 * city_Rome) * ?");
    assertThat(CategoryConstants.writtenOut("p1[ city ] + ? * p1[city] + p2[city]", NAMES))
        .isEqualTo(
            "(p9999 * city_Paris + p9998 * city_Rome) + ? * (p9999 * city_Paris + p9998 *"
                + " city_Rome) + (p9997 * city_Paris + p9996 * city_Rome)");
    assertThat(CategoryConstants.writtenOut("p9999 * p1[city]", NAMES))
        .isEqualTo("p9999 * (p9998 * city_Paris + p9997 * city_Rome)");
    assertThat(CategoryConstants.writtenOut("p1 * ? + size", NAMES)).isEqualTo("p1 * ? + size");
  }

  @Test
  void whatIsNoCategoryIsTold() {
    for (String text : List.of("p1[town] * ?", "p1[x] * ?", "p1[] * ?", "p1[size]")) {
      assertThatThrownBy(() -> CategoryConstants.writtenOut(text, NAMES))
          .isInstanceOf(ExpressionSyntaxException.class)
          .hasMessageContaining("there is no category");
    }
  }

  @Test
  void templatesAndGuessesMayHaveThem() {
    FormulaTexts texts =
        new FormulaTexts(List.of("+", "*"), "", List.of(), List.of("p1[city] * x"), "p1[city] * ?");
    FormulaReader reader =
        new FormulaReader(texts, SearchPart::key).columns(NAMES, Signals.NONE, 40);
    assertThat(reader.problems()).isEmpty();
    SearchSettings settings = reader.over(SearchSettings.builder()).build();
    assertThat(settings.template().fits(settings.guesses().get(0).expression())).isTrue();
    FormulaTexts wrong = new FormulaTexts(List.of("+"), "", List.of(), List.of(), "p1[town] * ?");
    assertThat(
            new FormulaReader(wrong, SearchPart::key).columns(NAMES, Signals.NONE, 40).problems())
        .anyMatch(
            problem ->
                problem.part() == SearchPart.TEMPLATE
                    && problem.message().contains("no category \"town\""));
  }
}
