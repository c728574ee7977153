package io.symlab.cli.display;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.experiment.distill.DistillDisplay;
import io.symlab.experiment.distill.DistillProgress;
import io.symlab.experiment.distill.DistillRun;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.symbolic.export.ExportException;
import io.symlab.symbolic.export.ExportFormat;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.export.FrontJson;
import io.symlab.symbolic.regression.Search;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Tells of a search in lines of JSON, one object a line, for the program that started it:
 *
 * <pre>
 * {"event":"begin","protocol":1,"folder":...}
 * {"event":"note","text":...}
 * {"event":"progress","seconds":...,"seconds_left":...,"share":...,"round":...,"evaluations":...,
 *     "evaluations_per_second":...,"front":{...}}
 * {"event":"end","reason":"time","folder":...,"seconds":...,"chosen":...,"warnings":[...],
 *     "front":{...}}
 * </pre>
 *
 * <p>A front stands only where it is another than before; its fields are those of {@code --json}.
 * The rows of the last have {@code code}, too: the formula in each format, by its name in {@code
 * lab export}; one that cannot carry it is left out. What is unknown or infinite is null.
 */
public final class DistillEvents implements DistillDisplay {
  private static final int PROTOCOL = 1;

  /** What formulas over any table can be taken along as. */
  private static final List<ExportFormat> CODE =
      List.of(
          ExportFormat.LATEX,
          ExportFormat.SYMPY,
          ExportFormat.NUMPY,
          ExportFormat.TORCH_MODULE,
          ExportFormat.MATHML);

  /** Plain ASCII, whatever the terminal's encoding. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private final PrintWriter out;
  private FrontFile told;

  public DistillEvents(PrintWriter out) {
    this.out = out;
  }

  /**
   * The first line.
   *
   * @param folder of the run
   */
  public void begin(Path folder) {
    tell(event("begin").put("protocol", PROTOCOL).put("folder", text(folder)));
  }

  @Override
  public void note(String text) {
    tell(event("note").put("text", text));
  }

  @Override
  public void show(DistillProgress progress) {
    ObjectNode node = event("progress");
    JsonViews.number(node, "seconds", progress.seconds());
    JsonViews.number(node, "seconds_left", progress.secondsLeft());
    node.put("share", progress.share());
    node.put("round", progress.round()).put("evaluations", progress.evaluations());
    JsonViews.number(node, "evaluations_per_second", progress.evaluationsPerSecond());
    if (!progress.front().equals(told)) {
      told = progress.front();
      node.set("front", front(told));
    }
    tell(node);
  }

  @Override
  public void end(DistillProgress progress) {
    // The last line says all of it, once everything is in the folder.
  }

  /** The last line. */
  public void ended(DistillRun run, Search.End end) {
    FrontFile front = run.front();
    ObjectNode node =
        event("end")
            .put("reason", end.name().toLowerCase(Locale.ROOT))
            .put("folder", text(run.folder()));
    JsonViews.number(node, "seconds", run.seconds());
    if (front.chosen() >= 0) {
      node.put("chosen", front.chosenRow().complexity());
    }
    run.warnings().forEach(node.putArray("warnings")::add);
    ObjectNode rows = front(front);
    for (int i = 0; i < front.rows().size(); i++) {
      ((ObjectNode) rows.path("rows").path(i))
          .set("code", code(front.formula(front.rows().get(i))));
    }
    node.set("front", rows);
    tell(node);
  }

  /** Whether nobody reads any more. */
  public boolean unheard() {
    return out.checkError();
  }

  private static ObjectNode front(FrontFile front) {
    try {
      return (ObjectNode) JSON.readTree(JsonViews.front(new FrontJson(), front, Ranking.NONE));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a front's JSON is JSON", e);
    }
  }

  private static ObjectNode code(Formula formula) {
    ObjectNode code = JSON.createObjectNode();
    for (ExportFormat format : CODE) {
      try {
        code.put(format.id(), format.export(formula));
      } catch (ExportException e) {
        // The others are as good without it.
        code.remove(format.id());
      }
    }
    return code;
  }

  private static ObjectNode event(String name) {
    return JSON.createObjectNode().put("event", name);
  }

  private static String text(Path folder) {
    return folder.toAbsolutePath().toString();
  }

  private void tell(ObjectNode node) {
    try {
      out.println(JSON.writeValueAsString(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
    }
    out.flush();
  }
}
