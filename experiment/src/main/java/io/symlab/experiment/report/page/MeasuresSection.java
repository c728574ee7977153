package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.MetricsFile;
import io.symlab.experiment.results.MetricsFile.RuleMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The part of the page about how much of the learned optimizer its formulas catch, and how. */
final class MeasuresSection {
  private final MetricsFile metrics;
  private final double scale;

  /**
   * @param scale the learned optimizer's base rate
   */
  MeasuresSection(MetricsFile metrics, double scale) {
    this.metrics = metrics;
    this.scale = scale;
  }

  /**
   * The whole part.
   *
   * @param figure shows a plot with a caption, which is markup
   */
  String html(BiFunction<Chart, String, String> figure) {
    var out = new StringBuilder(explained()).append(fields());
    if (!metrics.maps().isEmpty()) {
      out.append("<h3>Input maps</h3>\n<div class=\"pair\">\n");
      for (MetricsFile.InputMap map : metrics.maps()) {
        String caption =
            "The newest " + map.feature() + " varies; all else, and all before, is at its mean.";
        out.append(figure.apply(MeasureCharts.map(map), Xml.escape(caption)));
      }
      out.append("</div>\n");
    }
    if (!metrics.trajectories().isEmpty()) {
      out.append("<h3>Trajectories</h3>\n<div class=\"pair\">\n");
      int number = 0;
      for (MetricsFile.Trajectory one : metrics.trajectories()) {
        String caption = one.group() + ", coordinate " + one.coordinate() + ".";
        out.append(
            figure.apply(MeasureCharts.trajectory(one, scale, ++number), Xml.escape(caption)));
      }
      out.append("</div>\n");
      out.append(
          Markup.paragraph(
              "<span class=\"soft\">What each rule makes of one and the same sequence of gradients,"
                  + " those of the learned optimizer’s own run on a held-out rollout.</span>"));
    }
    return out.toString();
  }

  /** R2 beside what a network reaches on the same rows. */
  private String explained() {
    var ceiling = metrics.ceiling();
    var rows = new StringBuilder();
    for (RuleMetrics rule : metrics.rules()) {
      if (!rule.role().equals("learned")) {
        rows.append(
            Markup.row(
                List.of(
                    Xml.escape(rule.role()),
                    Digits.share(rule.r2Validation()),
                    Digits.share(rule.r2Test()),
                    ratio(rule.r2Test(), ceiling.r2Test()))));
      }
    }
    rows.append(
        Markup.row(
            List.of(
                "ceiling: a small network",
                Digits.share(ceiling.r2Validation()),
                Digits.share(ceiling.r2Test()),
                "–")));
    String table =
        Markup.table(
            "figures",
            List.of("", "R² validation", "R² test", "test, of the ceiling"),
            rows.toString());
    return table + Markup.paragraph(soft(ofCeiling() + " " + ofMapping()));
  }

  private String ofCeiling() {
    var ceiling = metrics.ceiling();
    return ceiling.rows() == 0
        ? "No network was fitted: the samples that the islands saw are no longer there."
        : "The ceiling is what two layers of 64 units explain after learning from the "
            + Digits.whole(ceiling.rows())
            + " rows that the islands saw (R² "
            + Digits.share(ceiling.r2Train())
            + " there); what the window of the samples does not tell, no formula can explain.";
  }

  private String ofMapping() {
    var mapping = metrics.mapping();
    return mapping.complexity() < 0
        ? ""
        : "Mapping complexity: <strong>"
            + mapping.complexity()
            + "</strong> nodes, the simplest formula of the front whose validation R² ("
            + Digits.share(mapping.r2Validation())
            + ") is within 0.01 of the best ("
            + Digits.share(mapping.best())
            + ").";
  }

  /** How far back each rule looks. */
  private String fields() {
    var rows = new StringBuilder();
    for (RuleMetrics rule : metrics.rules()) {
      if (rule.field().isEmpty()) {
        continue;
      }
      List<String> cells = new ArrayList<>();
      cells.add(Xml.escape(rule.role()));
      rule.field().forEach(steps -> cells.add(Digits.of(steps)));
      cells.add(Integer.toString(rule.sensitivity().get(0).size()));
      rows.append(Markup.row(cells));
    }
    if (rows.isEmpty()) {
      return "";
    }
    List<String> heads = new ArrayList<>(List.of("temporal perception field, steps"));
    heads.addAll(metrics.features());
    heads.add("lags looked at");
    return Markup.table("figures", heads, rows.toString())
        + Markup.paragraph(
            soft(
                "How far back a rule looks, per feature: the mean of lag + 1 weighted by mean"
                    + " |∂y/∂x| · std(x) at that lag. 1 is the newest value alone; – means that"
                    + " nothing depends on the feature. The learned optimizer is unrolled along a"
                    + " rollout, a formula differentiated over its window."));
  }

  private static String ratio(double r2, double ceiling) {
    return ceiling > 0 && Double.isFinite(r2) ? Digits.percent(r2 / ceiling) : "–";
  }

  private static String soft(String markup) {
    return "<span class=\"soft\">" + markup + "</span>";
  }
}
