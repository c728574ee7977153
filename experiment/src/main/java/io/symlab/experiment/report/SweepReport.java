package io.symlab.experiment.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.files.AtomicFiles;
import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.ChartDrawing;
import io.symlab.experiment.report.chart.SvgChart;
import io.symlab.experiment.report.page.SweepPage;
import io.symlab.experiment.report.page.SweepRecord;
import io.symlab.experiment.report.page.SweepRecord.Point;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a sweep's report into its experiment's folder: a page, its plots and tables. It only reads
 * what trials have left, so it can be written while they run, and again at any time.
 */
public final class SweepReport {
  /** The page, relative to an experiment's folder. */
  public static final String PAGE = "report/sweep.html";

  private static final ObjectMapper JSON = new ObjectMapper();

  private SweepReport() {}

  /**
   * Writes {@code report/} in an experiment's folder, the page last.
   *
   * @return the page
   */
  public static Path write(Path experiment, SweepRecord sweep) throws IOException {
    var page = new SweepPage(sweep);
    page.html(List.of());
    Map<String, String> files = new LinkedHashMap<>();
    for (Chart chart : page.charts()) {
      files.put(chart.name() + ".svg", SvgChart.draw(chart, ChartDrawing.Size.WIDE));
    }
    page.parallel()
        .ifPresent(
            plot -> files.put(plot.name() + ".svg", SvgChart.draw(plot, ChartDrawing.Size.WIDE)));
    files.put("sweep.json", json(sweep));
    files.put("trials.csv", csv(sweep));
    Path target = experiment.resolve(PAGE);
    Files.createDirectories(target.getParent());
    for (var file : files.entrySet()) {
      write(target.resolveSibling(file.getKey()), file.getValue());
    }
    write(target, page.html(List.copyOf(files.keySet())));
    return target;
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFiles.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String json(SweepRecord sweep) {
    ObjectNode root = JSON.createObjectNode();
    root.put("schema", "symlab.sweep/1");
    root.put("experiment", sweep.id());
    root.put("name", sweep.name());
    root.put("state", sweep.state());
    root.put("stage", sweep.stage().word());
    root.put("figure", sweep.figure());
    ArrayNode keys = root.putArray("keys");
    sweep.plan().keys().forEach(keys::add);
    sweep
        .plan()
        .earlyStopping()
        .ifPresent(
            early -> {
              ObjectNode node = root.putObject("early-stopping");
              node.put("factor", early.factor());
              node.put("unit", early.unit());
              early.rungs().forEach(node.putArray("rungs")::add);
            });
    ArrayNode trials = root.putArray("trials");
    for (Point point : sweep.points()) {
      ObjectNode node = trials.addObject();
      node.put("trial", point.outcome().trial());
      node.put("label", point.outcome().label());
      node.put("state", point.outcome().state());
      node.put("cause", point.outcome().cause());
      number(node, "value", point.value());
      node.put("reached", point.reached());
      ObjectNode values = node.putObject("values");
      point.values().forEach(values::put);
      ArrayNode rungs = node.putArray("rungs");
      point.outcome().rungs().forEach(x -> rungs.add(Double.isFinite(x) ? x : null));
    }
    ArrayNode ranking = root.putArray("ranking");
    sweep.ranked().forEach(point -> ranking.add(point.outcome().trial()));
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
    }
  }

  /** JSON has no NaN and no infinity. */
  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.putNull(name);
    }
  }

  private static String csv(SweepRecord sweep) {
    var out = new StringBuilder();
    List<String> heads = new ArrayList<>(List.of("trial", "state", sweep.figure()));
    heads.addAll(sweep.plan().keys());
    row(out, heads);
    for (Point point : sweep.points()) {
      List<String> cells = new ArrayList<>();
      cells.add(String.valueOf(point.outcome().trial()));
      cells.add(point.outcome().state());
      cells.add(Double.isNaN(point.value()) ? "" : String.valueOf(point.value()));
      sweep.plan().keys().forEach(key -> cells.add(point.values().getOrDefault(key, "")));
      row(out, cells);
    }
    return out.toString();
  }

  private static void row(StringBuilder out, List<String> cells) {
    List<String> quoted = new ArrayList<>();
    for (String cell : cells) {
      quoted.add(cell.matches("[^\",\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"");
    }
    out.append(String.join(",", quoted)).append("\n");
  }
}
