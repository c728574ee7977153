package io.symlab.actors.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.home.AtomicFiles;
import io.symlab.proto.FrozenTrial;
import io.symlab.proto.TrialState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a trial's results come from: recipe, seed, data, code, machine and times, as {@code
 * provenance.json} beside them.
 */
final class Provenance {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectWriter PRETTY = JSON.writerWithDefaultPrettyPrinter();

  private Provenance() {}

  static void write(
      Path folder, TrialPlan plan, TrialState state, String codeVersion) throws IOException {
    Files.createDirectories(folder);
    byte[] text =
        (PRETTY.writeValueAsString(describe(plan, state, codeVersion)) + "\n")
            .getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(folder.resolve("provenance.json"), text);
  }

  private static ObjectNode describe(TrialPlan plan, TrialState state, String codeVersion)
      throws JsonProcessingException {
    FrozenTrial frozen = plan.frozen();
    var recipe = JSON.readTree(frozen.getRecipe());
    ObjectNode node = JSON.createObjectNode();
    node.put("experiment", plan.experiment());
    node.put("trial", frozen.getIndex());
    node.put("label", frozen.getLabel());
    node.set("seed", recipe.path("seed"));
    node.put("data", frozen.getData());
    node.put("submitted-with", plan.codeVersion());
    node.put("code", codeVersion);
    node.put("attempts", state.getAttempt());
    node.put("started", instant(state.getStartedMillis()));
    node.put("ended", instant(state.getEndedMillis()));
    var seconds = node.putObject("stage-seconds");
    state.getEndedStagesList().forEach(s -> seconds.put(s.getStage(), s.getSeconds()));
    var machine = node.putObject("machine");
    machine.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    machine.put(
        "os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put("arch", System.getProperty("os.arch"));
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    processor().ifPresent(name -> machine.put("processor", name));
    node.set("recipe", recipe);
    return node;
  }

  private static String instant(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
  }

  /** The processor's own name, where the system tells it. */
  private static Optional<String> processor() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return Optional.empty();
    }
    try (var lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
