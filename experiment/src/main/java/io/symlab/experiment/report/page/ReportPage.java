package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.ChartDrawing;
import io.symlab.experiment.report.chart.ChartFile;
import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.ProvenanceFile;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page: everything in one file, no script, nothing from outside, so that it opens in ten years
 * on a machine without a network.
 */
public final class ReportPage {
  private final TrialRecord record;
  private final KeyResults findings;
  private final List<Chart> charts = new ArrayList<>();

  public ReportPage(TrialRecord record) {
    this.record = record;
    this.findings = new KeyResults(record);
  }

  /**
   * Writes the page.
   *
   * @param tables files that lie beside the page, after its plots
   */
  public String html(Collection<String> tables) {
    charts.clear();
    String name = record.recipe().name();
    var body = new StringBuilder();
    body.append(head(name));
    body.append(Markup.section("findings", "Findings", findings()));
    findings
        .chosen()
        .ifPresent(
            row -> body.append(Markup.section("rule", "The rule", FrontSection.chosen(record))));
    body.append(Markup.section("evaluation", "Evaluation", evaluation()));
    record
        .front()
        .ifPresent(front -> body.append(Markup.section("front", "The front", front(front))));
    record
        .metrics()
        .ifPresent(known -> body.append(Markup.section("measures", "Measures", measures(known))));
    record
        .metaLoss()
        .filter(curve -> !curve.rows().isEmpty())
        .ifPresent(curve -> body.append(Markup.section("training", "Meta-training", training())));
    record
        .evolveLoss()
        .filter(curve -> !curve.rows().isEmpty())
        .ifPresent(
            curve -> body.append(Markup.section("search", "Search by meta-loss", evolution())));
    record
        .tuneLoss()
        .filter(curve -> !curve.rows().isEmpty())
        .ifPresent(curve -> body.append(Markup.section("tuning", "Meta-tuning", tuning())));
    body.append(Markup.section("origins", "What was run", Origins.section(record)));
    body.append(foot(tables));
    return Markup.page(name, body.toString());
  }

  /** The plots of the page, once it is written. */
  public List<Chart> charts() {
    return List.copyOf(charts);
  }

  private String head(String name) {
    String origin =
        record
            .provenance()
            .map(
                known ->
                    "Experiment "
                        + known.experiment()
                        + (known.label().isEmpty() ? "" : ", " + known.label())
                        + " · "
                        + Origins.moment(known.ended()))
            .orElse("");
    return "<header>\n<p class=\"kicker\">Symlab report</p>\n<h1>"
        + Xml.escape(name)
        + "</h1>\n<p class=\"lead\">"
        + Xml.escape(Origins.line(record.recipe()))
        + "</p>\n<p class=\"soft\">"
        + Xml.escape(origin)
        + "</p>\n</header>\n";
  }

  private String findings() {
    var out = new StringBuilder("<dl class=\"tiles\">\n");
    for (KeyResults.Tile tile : findings.tiles()) {
      out.append("<div><dt>")
          .append(Xml.escape(tile.label()))
          .append("</dt><dd>")
          .append(Xml.escape(tile.value()))
          .append("</dd><dd class=\"soft\">")
          .append(Xml.escape(tile.note()))
          .append("</dd></div>\n");
    }
    out.append("</dl>\n");
    new KeySentences(record, findings)
        .all()
        .forEach(sentence -> out.append(Markup.paragraph(sentence)));
    return out.toString();
  }

  private String evaluation() {
    var file = record.evaluation();
    var out = new StringBuilder();
    out.append(
        figure(
            Charts.evaluation(file),
            "Loss before each update on "
                + file.runs()
                + " problems of the held-out half, the same for every rule; mean, and tenth to"
                + " ninetieth percentile. Baselines at the best of their swept learning rates."));
    out.append(RuleTables.rules(record, findings));
    out.append(
        Markup.paragraph(
            "<span class=\"soft\">Ratios are medians over pairs of runs on the same problem; below"
                + " 1 is better. The interval covers the median with 95 %, or is the whole range"
                + " where there are fewer than 6 runs.</span>"));
    if (!file.baselines().isEmpty()) {
      out.append("<h3>Baselines, swept</h3>\n");
      out.append(
          figure(
              Charts.sweeps(file),
              "How each hand-made rule ends, over its learning rates. A rate that diverged in any"
                  + " run is left out."));
      out.append(RuleTables.sweeps(file));
    }
    return out.toString();
  }

  private String front(FrontFile front) {
    var out = new StringBuilder();
    if (front.rows().isEmpty()) {
      return Markup.paragraph("The islands found no formula that fits the samples.");
    }
    if (front.evolved()) {
      return evolved(front);
    }
    out.append("<div class=\"pair\">\n");
    out.append(
        halfFigure(
            Charts.front(front, record.chosen(), record.recipe().search().loss()),
            "Error on the training samples of the best formula of each complexity."));
    out.append(
        halfFigure(
            Charts.r2(front),
            "Explained variance on training rollouts, on those that formulas are chosen by, and on"
                + " those that nothing saw before this table."));
    out.append("</div>\n");
    out.append(FrontSection.table(record));
    out.append(
        Markup.paragraph(
            "<span class=\"soft\">"
                + Digits.whole(front.rounds())
                + " rounds on each of "
                + record.recipe().search().islands()
                + " islands"
                + (front.evaluations() > 0
                    ? ", " + Digits.whole(front.evaluations()) + " evaluations"
                    : "")
                + ". score = −Δ log(loss) / Δ nodes; <em>best</em> has the highest score among"
                + " losses within 1.5 times the least. Long formulas stand as text, constants rounded.</span>"));
    return out.toString();
  }

  private String evolved(FrontFile front) {
    var settings = record.recipe().evolution();
    return figure(
            Charts.front(front, record.chosen(), record.recipe().search().loss()),
            "Mean of the last ten losses of the best formula of each complexity, over the "
                + settings.problems()
                + " problems that formulas were judged on, and over as many others.")
        + FrontSection.table(record)
        + Markup.paragraph(
            "<span class=\"soft\">"
                + Digits.whole(front.rounds())
                + " rounds on each of "
                + settings.islands()
                + " islands, "
                + Digits.whole(front.evaluations())
                + " formulas run, most not far. <em>elsewhere</em>: on problems that nothing was"
                + " chosen by; what does not stand there is left out. Long formulas scroll"
                + " sideways.</span>");
  }

  private String evolution() {
    var settings = record.recipe().evolution();
    return figure(
        Charts.curve(record.evolveLoss().orElseThrow(), "evolve-loss", "Search by meta-loss"),
        "The least meta-loss of all formulas so far, over steps of the optimizee; the search ends"
            + " after "
            + Digits.whole(settings.budget())
            + ".");
  }

  private String measures(MetricsFile metrics) {
    return new MeasuresSection(metrics, record.recipe().rule().scale()).html(this::halfFigure);
  }

  private String training() {
    var settings = record.recipe().metaTraining();
    return figure(
        Charts.curve(record.metaLoss().orElseThrow(), "meta-loss", "Meta-training"),
        Digits.whole(settings.epochs())
            + " epochs of "
            + Digits.whole(settings.steps())
            + " steps, each on a fresh problem; phi moves every "
            + settings.unroll()
            + " steps. The phi with the lowest held-out loss is kept.");
  }

  private String tuning() {
    return figure(
        Charts.curve(record.tuneLoss().orElseThrow(), "tune-loss", "Meta-tuning"),
        "The chosen formula’s constants as meta-parameters. The constants with the lowest held-out"
            + " loss are kept.");
  }

  private String foot(Collection<String> tables) {
    var out = new StringBuilder("<footer>\n");
    out.append("<p>Files beside this page: ");
    out.append(
        Stream.concat(charts.stream().map(ChartFile.svg::name), tables.stream())
            .map(file -> "<a href=\"" + Xml.escape(file) + "\">" + Xml.escape(file) + "</a>")
            .collect(Collectors.joining(", ")));
    out.append("; <code>lab plot</code> draws the plots as PNG or PDF, too.</p>\n");
    out.append("<p>Written by Symlab")
        .append(
            Xml.escape(
                record.provenance().map(ProvenanceFile::version).map(v -> " " + v).orElse("")))
        .append(".</p>\n</footer>\n");
    return out.toString();
  }

  private String figure(Chart chart, String caption) {
    charts.add(chart);
    return Markup.figure(chart, ChartDrawing.Size.WIDE, caption);
  }

  private String halfFigure(Chart chart, String caption) {
    charts.add(chart);
    return Markup.figure(chart, ChartDrawing.Size.HALF, caption);
  }
}
