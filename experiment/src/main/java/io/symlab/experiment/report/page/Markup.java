package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.ChartDrawing;
import io.symlab.experiment.report.chart.SvgChart;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.FormulaText;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionSyntaxException;
import io.symlab.symbolic.formula.Latex;
import io.symlab.symbolic.formula.MathMl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Pieces of the page: escaped text, tables, formulas. All of it is well-formed XML, too. */
public final class Markup {
  /** Letters of a formula that fit across a printed page. */
  static final int LONG = 90;

  private Markup() {}

  /**
   * A formula, set.
   *
   * @param digits of its constants, see {@link io.symlab.symbolic.expression.Rounding#to}
   */
  static String formula(Expression formula, List<String> names, int digits) {
    return signs(MathMl.print(formula, names, digits));
  }

  /** The same in LaTeX. */
  static String latex(Expression formula, List<String> names, int digits) {
    return Latex.print(formula, names, digits);
  }

  /** A formula as text and as LaTeX, to unfold; open where it is too long to be seen whole. */
  static String texts(String text, String latex) {
    return "<details"
        + (text.length() > LONG ? " open=\"open\"" : "")
        + "><summary>as text and LaTeX</summary>\n<pre>"
        + Xml.escape(text)
        + "</pre>\n<pre>"
        + Xml.escape(latex)
        + "</pre></details>\n";
  }

  private static String signs(String set) {
    return set.replace("<mo>-</mo>", "<mo>−</mo>").replace("<mn>-", "<mn>−");
  }

  /** A formula, set; its text where it does not read back. */
  static String formula(String text, List<String> names) {
    try {
      return signs(MathMl.print(FormulaText.parse(text, names), names)) + forPaper(text, names);
    } catch (ExpressionSyntaxException e) {
      return "<code>" + Xml.escape(text) + "</code>";
    }
  }

  /** The same where there is little room: a long one as text, which browsers break into lines. */
  static String shown(String text, List<String> names) {
    try {
      String rounded = FormulaText.rounded(text, names);
      return rounded.length() <= LONG
          ? formula(text, names)
          : "<code>" + Xml.escape(rounded) + "</code>";
    } catch (ExpressionSyntaxException e) {
      return "<code>" + Xml.escape(text) + "</code>";
    }
  }

  /** Browsers do not break formulas into lines; on paper a long one stands as text. */
  private static String forPaper(String text, List<String> names) {
    String rounded = FormulaText.rounded(text, names);
    return rounded.length() <= LONG
        ? ""
        : "<code class=\"on-paper\">" + Xml.escape(rounded) + "</code>";
  }

  static String latex(String text, List<String> names) {
    try {
      return Latex.print(FormulaText.parse(text, names), names);
    } catch (ExpressionSyntaxException e) {
      return text;
    }
  }

  /** A whole page, with its style in it. */
  static String page(String title, String body) {
    return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
        + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
        + "<title>"
        + Xml.escape(title)
        + " · Symlab</title>\n<style>\n"
        + style()
        + "</style>\n</head>\n<body>\n<main>\n"
        + body
        + "</main>\n</body>\n</html>\n";
  }

  private static String style() {
    try (InputStream in = Markup.class.getResourceAsStream("/report.css")) {
      if (in == null) {
        throw new IllegalStateException("this build lacks report.css");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A row of cells that are markup already. */
  static String row(List<String> cells) {
    return "<tr>" + cells(cells, "td") + "</tr>\n";
  }

  /** The same, marked as the one to look at. */
  static String markedRow(List<String> cells) {
    return "<tr class=\"marked\">" + cells(cells, "td") + "</tr>\n";
  }

  /**
   * A table that scrolls when it is wider than the page.
   *
   * @param kind the style's class
   * @param heads plain text
   */
  static String table(String kind, List<String> heads, String rows) {
    return "<div class=\"scroll\"><table class=\""
        + kind
        + "\"><thead><tr>"
        + cells(heads.stream().map(Xml::escape).toList(), "th")
        + "</tr></thead>\n<tbody>\n"
        + rows
        + "</tbody></table></div>\n";
  }

  static String section(String id, String title, String body) {
    return "<section id=\""
        + id
        + "\">\n<h2>"
        + Xml.escape(title)
        + "</h2>\n"
        + body
        + "</section>\n";
  }

  static String paragraph(String markup) {
    return "<p>" + markup + "</p>\n";
  }

  static String figure(Chart chart, ChartDrawing.Size size, String caption) {
    String svg = SvgChart.draw(chart, size);
    return size == ChartDrawing.Size.WIDE ? wideFigure(svg, caption) : figure("", svg, caption);
  }

  /** One that scrolls where there is less room than its letters need. */
  static String wideFigure(String svg, String caption) {
    return figure(" class=\"wide\"", svg, caption);
  }

  private static String figure(String attribute, String svg, String caption) {
    return "<figure"
        + attribute
        + ">\n"
        + svg
        + (caption.isEmpty() ? "" : "<figcaption>" + caption + "</figcaption>\n")
        + "</figure>\n";
  }

  private static String cells(List<String> cells, String tag) {
    var out = new StringBuilder();
    for (String cell : cells) {
      out.append('<').append(tag).append('>').append(cell).append("</").append(tag).append('>');
    }
    return out.toString();
  }
}
