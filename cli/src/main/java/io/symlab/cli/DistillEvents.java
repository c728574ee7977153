package io.symlab.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.distill.DistillDisplay;
import io.symlab.experiment.distill.DistillProgress;
import io.symlab.experiment.distill.DistillRun;
import io.symlab.experiment.distill.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.ExpressionSyntaxException;
import io.symlab.symbolic.export.ExportException;
import io.symlab.symbolic.export.ExportFormat;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.regression.Search;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Tells of a search in lines of JSON, one object a line, for the program that started it:
 *
 * <pre>
 * {"event":"begin","protocol":1,"folder":...,"names":[...]}
 * {"event":"note","text":...}
 * {"event":"progress","seconds":...,"seconds_left":...,"share":...,"round":...,"evaluations":...,
 *     "evaluations_per_second":...,"front":{...}}
 * {"event":"end","reason":"time","folder":...,"seconds":...,"chosen":...,"front":{...}}
 * </pre>
 *
 * <p>A front stands only where it is another than before; its fields are those of {@code --json}.
 * The rows of the last have {@code code}, too: the formula in each format, by its name in {@code
 * lab export}; one that cannot carry it is left out. What is unknown or infinite is null.
 */
final class DistillEvents implements DistillDisplay {
  private static final int PROTOCOL = 1;

  /** Plain ASCII, whatever the terminal's encoding. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** What of {@link ExportFormat} can be taken along from any table. */
  private static final List<ExportFormat> CODE =
      List.of(
          ExportFormat.LATEX,
          ExportFormat.SYMPY,
          ExportFormat.NUMPY,
          ExportFormat.TORCH_MODULE,
          ExportFormat.MATHML);

  private final PrintWriter out;
  private FrontFile told;

  DistillEvents(PrintWriter out) {
    this.out = out;
  }

  /** The first line. */
  void begin(DistillRun run) {
    ObjectNode node =
        event("begin")
            .put("protocol", PROTOCOL)
            .put("folder", run.folder().toAbsolutePath().toString());
    run.names().names().forEach(node.putArray("names")::add);
    tell(node);
  }

  @Override
  public void note(String text) {
    tell(event("note").put("text", text));
  }

  @Override
  public void show(DistillProgress progress) {
    ObjectNode node = event("progress");
    DistillJson.number(node, "seconds", progress.seconds());
    DistillJson.number(node, "seconds_left", progress.secondsLeft());
    node.put("share", progress.share());
    node.put("round", progress.round()).put("evaluations", progress.evaluations());
    DistillJson.number(node, "evaluations_per_second", progress.evaluationsPerSecond());
    if (progress.front() != told) {
      told = progress.front();
      node.set("front", DistillJson.of(told));
    }
    tell(node);
  }

  @Override
  public void end(DistillProgress progress) {
    // The last line says all of it, once everything is in the folder.
  }

  /** The last line. */
  void ended(DistillRun run, Search.End end) {
    ObjectNode node =
        event("end")
            .put("reason", end.name().toLowerCase(Locale.ROOT))
            .put("folder", run.folder().toAbsolutePath().toString());
    DistillJson.number(node, "seconds", run.seconds());
    int chosen = run.front().chosen();
    if (chosen >= 0) {
      node.put("chosen", run.front().rows().get(chosen).complexity());
    }
    ObjectNode front = DistillJson.of(run.front());
    for (int i = 0; i < run.front().rows().size(); i++) {
      ObjectNode row = (ObjectNode) front.get("rows").get(i);
      row.set("code", code(run.front().rows().get(i), run.names()));
    }
    node.set("front", front);
    tell(node);
  }

  /** Whether nobody reads any more. */
  boolean unheard() {
    return out.checkError();
  }

  private static ObjectNode code(FrontFile.Row row, FormulaNames names) {
    ObjectNode code = JsonNodeFactory.instance.objectNode();
    for (ExportFormat format : CODE) {
      try {
        Formula formula = Formula.of(names.parse(row.expression()), names.names(), names.signals());
        code.put(format.id(), format.export(formula));
      } catch (ExpressionSyntaxException | ExportException e) {
        // Left out: the others are as good as they were.
        code.remove(format.id());
      }
    }
    return code;
  }

  private static ObjectNode event(String name) {
    return JsonNodeFactory.instance.objectNode().put("event", name);
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
