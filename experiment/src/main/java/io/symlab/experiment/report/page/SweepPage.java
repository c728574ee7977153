package io.symlab.experiment.report.page;

import io.symlab.experiment.RunState;
import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.ChartDrawing;
import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.ParallelPlot;
import io.symlab.experiment.report.chart.SvgChart;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.report.page.SweepRecord.Point;
import io.symlab.experiment.sweep.EarlyStopping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The page of a sweep: like a trial's, one file, no script, nothing from outside. */
public final class SweepPage {
  private static final int MOST_ROWS = 20;

  private final SweepRecord sweep;
  private final SweepCharts plots;
  private final List<Chart> charts = new ArrayList<>();

  public SweepPage(SweepRecord sweep) {
    this.sweep = sweep;
    this.plots = new SweepCharts(sweep);
  }

  /**
   * Writes the page.
   *
   * @param files that lie beside the page
   */
  public String html(List<String> files) {
    charts.clear();
    var body = new StringBuilder();
    body.append("<header>\n<p class=\"kicker\">Symlab sweep</p>\n<h1>")
        .append(Xml.escape(sweep.name()))
        .append("</h1>\n<p class=\"lead\">")
        .append(Xml.escape(lead()))
        .append("</p>\n</header>\n");
    body.append(Markup.section("findings", "Findings", tiles()));
    body.append(Markup.section("best", "The best trials", best()));
    body.append(Markup.section("keys", "Over each key", keys()));
    if (sweep.points().stream().anyMatch(point -> !point.curve().isEmpty())) {
      body.append(Markup.section("curves", "As they went", curves()));
    }
    sweep
        .plan()
        .earlyStopping()
        .ifPresent(early -> body.append(Markup.section("rungs", "Early stopping", rungs(early))));
    body.append(foot(files));
    return Markup.page(sweep.name(), body.toString());
  }

  /** The plots of the page, once it is written. */
  public List<Chart> charts() {
    return List.copyOf(charts);
  }

  private String lead() {
    return "Experiment "
        + sweep.id()
        + ", "
        + sweep.state()
        + ": "
        + sweep.points().size()
        + " trials over "
        + String.join(", ", sweep.plan().keys());
  }

  private String tiles() {
    var out = new StringBuilder("<dl class=\"tiles\">\n");
    sweep
        .best()
        .ifPresent(
            best -> {
              tile(out, sweep.figure(), Digits.of(best.value(), 4), "best, of " + sweep.stage());
              tile(out, "trial", sweep.id() + "/" + best.outcome().trial(), best.outcome().label());
            });
    Map<String, Integer> states = new TreeMap<>();
    sweep.points().forEach(point -> states.merge(point.outcome().state(), 1, Integer::sum));
    states.forEach((state, count) -> tile(out, state, String.valueOf(count), "trials"));
    return out.append("</dl>\n").toString();
  }

  private static void tile(StringBuilder out, String label, String value, String note) {
    out.append("<div><dt>")
        .append(Xml.escape(label))
        .append("</dt><dd>")
        .append(Xml.escape(value))
        .append("</dd><dd class=\"soft\">")
        .append(Xml.escape(note))
        .append("</dd></div>\n");
  }

  private String best() {
    List<String> heads = new ArrayList<>(List.of("trial", sweep.figure()));
    heads.addAll(sweep.plan().keys());
    heads.add("state");
    var rows = new StringBuilder();
    List<Point> ranked = sweep.ranked();
    for (Point point : ranked.subList(0, Math.min(MOST_ROWS, ranked.size()))) {
      List<String> cells = new ArrayList<>();
      cells.add(Xml.escape(sweep.id() + "/" + point.outcome().trial()));
      cells.add(Digits.of(point.value(), 4));
      sweep.plan().keys().forEach(key -> cells.add(Xml.escape(value(point, key))));
      cells.add(Xml.escape(point.outcome().state()));
      rows.append(rows.length() == 0 ? Markup.markedRow(cells) : Markup.row(cells));
    }
    if (rows.length() == 0) {
      return Markup.paragraph("No trial has a figure yet.");
    }
    String more =
        ranked.size() > MOST_ROWS
            ? " The other " + (ranked.size() - MOST_ROWS) + " are in trials.csv."
            : "";
    return Markup.table("figures", heads, rows.toString())
        + Markup.paragraph(
            "<span class=\"soft\">"
                + (sweep.moreIsBetter() ? "More is better." : "Less is better.")
                + (ranked.stream().anyMatch(point -> point.outcome().state().equals("pruned"))
                    ? " Trials that were pruned come last: their figure is of where they were"
                        + " stopped."
                    : "")
                + more
                + "</span>");
  }

  private static String value(Point point, String key) {
    String value = point.values().getOrDefault(key, "");
    return value.matches("-?[0-9.]+([eE][-+]?[0-9]+)?") && value.length() > 7
        ? Digits.of(Double.parseDouble(value))
        : value;
  }

  /** Seeds are no settings, unless nothing else differs. */
  private List<String> shownKeys() {
    List<String> keys = sweep.plan().keys();
    return keys.size() == 1 ? keys : keys.stream().filter(key -> !key.equals("seed")).toList();
  }

  private String keys() {
    var out = new StringBuilder();
    parallel()
        .ifPresent(
            plot ->
                out.append(
                    Markup.wideFigure(
                        SvgChart.draw(plot, ChartDrawing.Size.WIDE),
                        "A line is a trial: its settings, and what came of them. The better, the"
                            + " stronger; grey ones were pruned.")));
    out.append("<div class=\"pair\">\n");
    for (String key : shownKeys()) {
      Chart chart = plots.scatter(key);
      charts.add(chart);
      out.append(
          Markup.figure(
              chart,
              ChartDrawing.Size.HALF,
              Xml.escape(sweep.figure() + " of every trial over " + key + ".")));
    }
    return out.append("</div>\n").toString();
  }

  /** All keys at once, where there are several and trials have figures. */
  public Optional<ParallelPlot> parallel() {
    List<String> keys = shownKeys();
    return keys.size() > 1 && !sweep.ranked().isEmpty()
        ? Optional.of(plots.parallel(keys))
        : Optional.empty();
  }

  private String curves() {
    boolean seeds = sweep.variants().values().stream().anyMatch(one -> one.size() > 1);
    Chart best = plots.curves();
    Chart all = plots.all();
    charts.add(best);
    charts.add(all);
    return Markup.figure(
            best,
            ChartDrawing.Size.WIDE,
            "Held-out loss of the best variants"
                + (seeds ? ": median over their seeds, and the range." : "."))
        + Markup.figure(
            all, ChartDrawing.Size.WIDE, "Every trial; grey ones were pruned where they end.");
  }

  private String rungs(EarlyStopping early) {
    var rows = new StringBuilder();
    for (int rung = 0; rung < early.rungs().size(); rung++) {
      int at = rung;
      List<Double> here =
          sweep.points().stream()
              .filter(point -> point.outcome().rungs().size() > at)
              .map(point -> point.outcome().rungs().get(at))
              .sorted()
              .toList();
      long stopped =
          sweep.points().stream()
              .filter(p -> p.is(RunState.PRUNED) && p.outcome().rungs().size() == at + 1)
              .count();
      rows.append(
          Markup.row(
              List.of(
                  String.valueOf(rung + 1),
                  early.rungs().get(rung) + " " + early.unit(),
                  String.valueOf(here.size()),
                  String.valueOf(stopped),
                  here.isEmpty()
                      ? ""
                      : Digits.of(here.get(early.moreIsBetter() ? here.size() - 1 : 0), 4),
                  here.isEmpty() ? "" : Digits.of(SweepCharts.median(here), 4))));
    }
    return Markup.table(
            "figures", List.of("rung", "at", "came", "pruned", "best", "median"), rows.toString())
        + Markup.paragraph(
            "<span class=\"soft\">One trial in "
                + early.factor()
                + " goes on at each rung of "
                + early.stage()
                + ", by "
                + Xml.escape(early.figure())
                + ".</span>");
  }

  private static String foot(List<String> files) {
    var out = new StringBuilder("<footer>\n");
    List<String> links = new ArrayList<>();
    for (String file : files) {
      links.add("<a href=\"" + Xml.escape(file) + "\">" + Xml.escape(file) + "</a>");
    }
    return out.append("<p>Files beside this page: ")
        .append(String.join(", ", links))
        .append(".</p>\n</footer>\n")
        .toString();
  }
}
