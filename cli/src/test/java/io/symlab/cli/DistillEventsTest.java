package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab distill --progress json}, as a program reads it. */
class DistillEventsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path csv;
  private String out;
  private String err;

  @BeforeEach
  void makeData() throws IOException {
    var text = new StringBuilder("a,größe,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i).append(',').append(i % 7).append(',').append(3 * i * (i % 7)).append('\n');
    }
    csv = Files.writeString(folder.resolve("data.csv"), text);
  }

  private int run(String... more) {
    List<String> words = new ArrayList<>(List.of("distill", csv.toString(), "--rounds", "2"));
    words.addAll(List.of("--islands", "1", "--population", "32", "--threads", "1"));
    words.addAll(List.of(more));
    var printed = new StringWriter();
    var complained = new StringWriter();
    int code =
        Main.run(
            new PrintWriter(printed), new PrintWriter(complained), words.toArray(String[]::new));
    out = printed.toString();
    err = complained.toString();
    return code;
  }

  private List<JsonNode> events() throws IOException {
    List<JsonNode> events = new ArrayList<>();
    for (String line : out.lines().toList()) {
      events.add(JSON.readTree(line));
    }
    return events;
  }

  @Test
  void everyLineIsAnEventFromTheBeginningToTheEnd() throws IOException {
    Path run = folder.resolve("run");
    assertThat(run("--progress", "json", "--out", run.toString())).isEqualTo(ExitCode.DONE);
    List<JsonNode> events = events();
    assertThat(events.get(0).path("event").asText()).isEqualTo("begin");
    assertThat(events.get(0).path("protocol").asInt()).isEqualTo(1);
    assertThat(events.subList(1, events.size() - 1))
        .extracting(event -> event.path("event").asText())
        .isSubsetOf("note", "progress")
        .contains("progress");
    JsonNode end = events.get(events.size() - 1);
    assertThat(end.path("event").asText()).isEqualTo("end");
    assertThat(end.path("reason").asText()).isEqualTo("rounds");
    assertThat(end.path("folder").asText()).isEqualTo(run.toString());
    assertThat(end.path("warnings").isArray()).isTrue();
    assertThat(end.path("front").path("rows").findValues("complexity"))
        .extracting(JsonNode::asInt)
        .contains(end.path("chosen").asInt());
  }

  /** y is the same but in one row in twelve: nothing is better than a constant. */
  @Test
  void whatIsToBeKnownOfTheChosenRowStandsBesideIt() throws IOException {
    var text = new StringBuilder("a,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i % 5).append(',').append(i % 12 == 0 ? 1 : 0).append('\n');
    }
    Files.writeString(csv, text);
    run("--max-complexity", "1", "--progress", "json", "--out", folder.resolve("run").toString());
    List<JsonNode> events = events();
    assertThat(events.get(events.size() - 1).at("/warnings/0").asText()).contains("a constant");
    run("--max-complexity", "1", "--json", "--out", folder.resolve("other").toString());
    assertThat(JSON.readTree(out).at("/warnings/0").asText()).contains("a constant");
  }

  @Test
  void theLastRowsBringTheirCode() throws IOException {
    assertThat(run("--progress", "json", "--out", folder.resolve("run").toString()))
        .isEqualTo(ExitCode.DONE);
    List<JsonNode> events = events();
    JsonNode rows = events.get(events.size() - 1).path("front").path("rows");
    assertThat(rows).isNotEmpty();
    for (JsonNode row : rows) {
      assertThat(row.path("code").path("numpy").asText()).contains("def f(X):");
      assertThat(row.path("code").path("sympy").asText()).contains("formula = ");
      assertThat(row.path("code").path("torch-module").asText()).contains("class Formula");
      assertThat(row.path("code").path("latex").asText()).isNotBlank();
    }
  }

  @Test
  void linesAreAsciiWhateverTheNames() {
    assertThat(run("--progress", "json", "--out", folder.resolve("run").toString()))
        .isEqualTo(ExitCode.DONE);
    assertThat(out).matches("\\A\\p{ASCII}*\\z").contains("\\u00F6");
  }

  @Test
  void formsThatAreNoneAreBadUsage() {
    assertThat(run("--progress", "xml")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("auto or json, not \"xml\"");
    assertThat(run("--progress", "json", "--json")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("leave --json away");
    assertThat(out).isEmpty();
  }
}
