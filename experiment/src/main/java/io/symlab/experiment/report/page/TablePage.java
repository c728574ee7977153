package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.ChartDrawing.Size;
import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.PlotsFile;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The page of a search in a table of one's own: one file, no script, nothing from outside. */
public final class TablePage {
  private static final Map<String, String> CHOICES =
      Map.of(
          "simplest", "the simplest that the rows set apart cannot tell from the best",
          "best", "the steepest fall of the validated loss per node near the least",
          "accuracy", "the least validated loss",
          "knee", "the bend of the front");

  private final String name;
  private final FrontFile front;
  private final PlotsFile plots;
  private final TableCharts charts;

  /**
   * @param name of the table
   * @param front with at least one row
   */
  public TablePage(String name, FrontFile front, PlotsFile plots) {
    this.name = name;
    this.front = front;
    this.plots = plots;
    this.charts = new TableCharts(front, plots);
  }

  /**
   * Writes the page.
   *
   * @param notes what a reader should know of the data and of the formula
   */
  public String html(List<String> notes) {
    var body = new StringBuilder();
    body.append("<header>\n<p class=\"kicker\">Symlab, formulas for a table</p>\n<h1>")
        .append(Xml.escape(name.substring(name.lastIndexOf('/') + 1)))
        .append("</h1>\n<p class=\"lead\">")
        .append(Xml.escape(lead()))
        .append("</p>\n</header>\n");
    body.append(Markup.section("formula", "The formula", formula(notes)));
    body.append(Markup.section("front", "The front", front()));
    body.append(Markup.section("rows", "On the rows", rows()));
    if (!plots.responses().isEmpty()) {
      body.append(Markup.section("responses", "What each variable does", responses()));
    }
    if (plots.progress().size() > 1) {
      body.append(Markup.section("search", "The search", search()));
    }
    body.append(Markup.section("origins", "What was run", TableOrigins.of(front)));
    body.append(
            "<footer>\n<p>Beside this page: front.json and front.csv (the front), candidates.csv")
        .append(
            " (all formulas that were held at the end), plots.json (the numbers of the pictures;")
        .append(
            " <code>lab plot</code> draws them as SVG, PNG or PDF), distill.log.</p>\n</footer>\n");
    return Markup.page(name, body.toString());
  }

  private String lead() {
    var parts = new ArrayList<String>();
    for (PlotsFile.Points points : plots.points()) {
      parts.add(
          Digits.whole(points.all())
              + switch (points.rows()) {
                case "train" -> " rows to learn from";
                case "validation" -> " to choose by";
                default -> " to report on";
              });
    }
    String y = front.table().map(table -> table.layout().target()).orElse("y");
    return y
        + " by "
        + front.names().columns().size()
        + (front.names().columns().size() == 1 ? " column, " : " columns, ")
        + String.join(", ", parts);
  }

  private String formula(List<String> notes) {
    ScoredFront.Row row = front.chosenRow();
    var out = new StringBuilder("<dl class=\"tiles\">\n");
    tile(out, "R² train", Digits.share(row.r2Train()), "");
    row.r2Validation()
        .ifPresent(r2 -> tile(out, "R² validation", Digits.share(r2), "rows it was chosen by"));
    row.r2Test()
        .ifPresent(r2 -> tile(out, "R² test", Digits.share(r2), "rows that nothing saw before"));
    tile(out, "complexity", Integer.toString(row.complexity()), "nodes");
    out.append("</dl>\n");
    out.append(
        Markup.paragraph(
            "Chosen as <em>"
                + Xml.escape(front.choice())
                + "</em>"
                + (CHOICES.containsKey(front.choice()) ? ": " + CHOICES.get(front.choice()) : "")
                + "."));
    out.append("<div class=\"display\">").append(set(row)).append("</div>\n");
    List<String> own = FormulaNames.definitions(row.expression());
    if (!own.isEmpty()) {
      out.append(Markup.paragraph("where " + codes(own)));
    }
    out.append(Markup.texts(front.readable(row), latex(row)));
    for (String note : notes) {
      out.append("<p class=\"note\">").append(Xml.escape(note)).append("</p>\n");
    }
    return out.toString();
  }

  private static String codes(List<String> texts) {
    return texts.stream()
        .map(text -> "<code>" + Xml.escape(text) + "</code>")
        .collect(Collectors.joining(", "));
  }

  private static void tile(StringBuilder out, String label, String value, String note) {
    out.append("<div><dt>")
        .append(label)
        .append("</dt><dd>")
        .append(value)
        .append("</dd><dd class=\"soft\">")
        .append(Xml.escape(note))
        .append("</dd></div>\n");
  }

  private String set(ScoredFront.Row row) {
    return Markup.formula(row.expression(), front.names().columns(), front.digits(row));
  }

  private String latex(ScoredFront.Row row) {
    return Markup.latex(row.expression(), front.names().columns(), front.digits(row));
  }

  private String front() {
    var out = new StringBuilder();
    out.append(
        pair(
            charts.front(),
            "Loss of the best formula of each complexity, on rows to learn from, and on rows that it"
                + " was not fitted to.",
            charts.r2(),
            "Explained variance."));
    boolean test = front.rows().stream().anyMatch(row -> row.r2Test().isPresent());
    var rows = new StringBuilder();
    for (int i = 0; i < front.rows().size(); i++) {
      ScoredFront.Row row = front.rows().get(i);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Integer.toString(row.complexity()),
                  Digits.of(row.loss()),
                  Digits.of(row.validated()),
                  Digits.of(row.score(), 2),
                  Digits.share(row.r2Train()),
                  Digits.share(row.r2Validation())));
      if (test) {
        cells.add(Digits.share(row.r2Test()));
      }
      cells.add(marks(i));
      cells.add("<div class=\"equation\">" + shown(row) + "</div>");
      rows.append(i == front.chosen() ? Markup.markedRow(cells) : Markup.row(cells));
    }
    List<String> heads =
        new ArrayList<>(List.of("nodes", "loss", "validated", "score", "R² train", "R² val."));
    if (test) {
      heads.add("R² test");
    }
    heads.addAll(List.of("", "formula"));
    return out.append(Markup.table("front", heads, rows.toString()))
        .append(meanings())
        .append(
            Markup.paragraph(
                "<span class=\"soft\">"
                    + Digits.whole(front.rounds())
                    + (front.rounds() == 1 ? " round, " : " rounds, ")
                    + Digits.whole(front.evaluations())
                    + " evaluations. <em>validated</em>: the loss on rows that constants were not"
                    + " fitted to. score = −Δ log(validated) / Δ nodes.</span>"))
        .toString();
  }

  /** What the operators of one's own on the front stand for. */
  private String meanings() {
    List<String> own =
        front.rows().stream()
            .flatMap(row -> FormulaNames.definitions(row.expression()).stream())
            .distinct()
            .toList();
    return own.isEmpty() ? "" : Markup.paragraph("<span class=\"soft\">" + codes(own) + "</span>");
  }

  /** Browsers do not break formulas into lines: a long one stands as text, which they do break. */
  private String shown(ScoredFront.Row row) {
    String text = front.readable(row);
    return text.length() <= Markup.LONG ? set(row) : "<code>" + Xml.escape(text) + "</code>";
  }

  private String marks(int row) {
    List<String> marks = front.front().marks(row).stream().map(FrontChoice::id).toList();
    return marks.isEmpty() ? "" : "<span class=\"mark\">" + String.join(" · ", marks) + "</span>";
  }

  private String rows() {
    boolean some = plots.points().stream().anyMatch(one -> one.all() > one.observed().size());
    return pair(
        charts.predicted(),
        "A point per row; a formula that told all would have them on the line."
            + (some ? " Some rows of many, evenly chosen." : ""),
        charts.residuals(),
        "What is left over. A bend or a funnel here is something that the formula does not know.");
  }

  private String responses() {
    var out = new StringBuilder("<div class=\"pair\">\n");
    for (Chart chart : charts.responses()) {
      out.append(Markup.figure(chart, Size.HALF, ""));
    }
    return out.append("</div>\n")
        .append(
            Markup.paragraph(
                "<span class=\"soft\">The formula’s values where one variable goes over its range"
                    + " (first to ninety-ninth percentile) and the others stay as they are in 64 rows:"
                    + " their mean, and the tenth to ninetieth percentile. The strongest variable is"
                    + " first.</span>"))
        .toString();
  }

  private String search() {
    return Markup.figure(
        charts.progress(),
        Size.WIDE,
        "The least loss on the front, on rows to learn from and on rows that constants were not"
            + " fitted to, over the time that was searched.");
  }

  private String pair(Chart left, String leftCaption, Chart right, String rightCaption) {
    return "<div class=\"pair\">\n"
        + Markup.figure(left, Size.HALF, leftCaption)
        + Markup.figure(right, Size.HALF, rightCaption)
        + "</div>\n";
  }
}
