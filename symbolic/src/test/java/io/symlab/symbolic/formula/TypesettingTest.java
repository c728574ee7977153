package io.symlab.symbolic.formula;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.island.RandomFormulas;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class TypesettingTest {
  private static final List<String> NAMES = List.of("mt_0", "gt_0", "t");

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "-0.7771234 * mt_0; -0.7771 \\cdot \\mathrm{mt}_{0}",
        "mt_0 / (gt_0 + 1); \\frac{\\mathrm{mt}_{0}}{\\mathrm{gt}_{0} + 1}",
        "(t + 1) * t; \\left(t + 1\\right) \\cdot t",
        "t - (mt_0 - 1); t - \\mathrm{mt}_{0} + 1",
        "t / (t * (t - 1)); \\frac{t}{t \\cdot \\left(t - 1\\right)}",
        "tanh(2 * t); \\tanh\\left(2 \\cdot t\\right)",
        "square(t + 1); {\\left(t + 1\\right)}^{2}",
        "cube(t); {t}^{3}",
        "-(t + 1); -\\left(t + 1\\right)",
        "t * -2; t \\cdot \\left(-2\\right)",
        "1.5E-7 * t; 1.5 \\times 10^{-7} \\cdot t",
        "123456789 * t; 1.235 \\times 10^{8} \\cdot t",
        "123456789 + t; 1.234568 \\times 10^{8} + t",
        "0.083333 * (101325 - t); 0.08333 \\cdot \\left(101325 - t\\right)"
      })
  void latexIsWhatAPaperWouldPrint(String text, String latex) {
    assertThat(Latex.print(ExpressionText.parse(text, NAMES), NAMES)).isEqualTo(latex);
  }

  @ParameterizedTest
  @CsvSource({
    "x1, x_{1}, <msub><mi>x</mi><mn>1</mn></msub>",
    "theta12, \\mathrm{theta}_{12}, <msub><mi>theta</mi><mn>12</mn></msub>",
    "x2b, \\mathrm{x2b}, <mi>x2b</mi>",
    "v, v, <mi>v</mi>",
    "x1_3, \\mathrm{x1}_{3}, <msub><mi>x1</mi><mn>3</mn></msub>",
    "norm_g_0, \\mathrm{norm\\_g}_{0}, <msub><mi>norm_g</mi><mn>0</mn></msub>",
    "v_max, v_{max}, <msub><mi>v</mi><mi>max</mi></msub>"
  })
  void digitsAtTheEndOfANameAreItsIndex(String name, String latex, String mathMl) {
    assertThat(Latex.print(Expression.variable(0), List.of(name))).isEqualTo(latex);
    assertThat(MathMl.print(Expression.variable(0), List.of(name))).contains(mathMl);
  }

  @Property(tries = 200)
  void latexBracesAndParenthesesAreBalanced(@ForAll long seed) {
    String latex = Latex.print(RandomFormulas.any(seed), RandomFormulas.NAMES);
    assertThat(count(latex, "{")).isEqualTo(count(latex, "}"));
    assertThat(count(latex, "\\left")).isEqualTo(count(latex, "\\right"));
    assertThat(latex).doesNotContain("#").doesNotContain("@");
  }

  @Property(tries = 200)
  void mathMlIsWellFormed(@ForAll long seed) throws Exception {
    String mathMl = MathMl.print(RandomFormulas.any(seed), RandomFormulas.NAMES);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(mathMl)));
    assertThat(document.getDocumentElement().getTagName()).isEqualTo("math");
  }

  @Test
  void mathMlSetsFractionsPowersAndIndices() {
    String mathMl = MathMl.print(ExpressionText.parse("square(mt_0) / (t + 1)", NAMES), NAMES);
    assertThat(mathMl)
        .contains("<mfrac>")
        .contains("<msup><mrow><msub><mi>mt</mi><mn>0</mn></msub></mrow><mn>2</mn></msup>");
  }

  @Test
  void mathMlEscapesNames() {
    assertThat(MathMl.print(Expression.variable(0), List.of("a<b&c"))).contains("a&lt;b&amp;c");
  }

  private static int count(String text, String part) {
    return (text.length() - text.replace(part, "").length()) / part.length();
  }
}
