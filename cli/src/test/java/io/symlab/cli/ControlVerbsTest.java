package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.cli.exit.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs that put experiments in order, find them again and remove them, on a lab that runs. */
class ControlVerbsTest {
  @TempDir private static Path home;

  private static LabProcess lab;

  private String out;
  private String err;

  @BeforeAll
  static void start() throws Exception {
    lab = LabProcess.start(home, ConfigFactory.parseString("symlab.slots = 1"));
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  void aSubmissionHasANameTagsAPriorityAndAnOrder() throws Exception {
    String first = submit("--paused");
    String second = submit("--paused", "--name", "a wide net", "--tag", "night", "--tag", "wide");
    String third = submit("--after", first, "--priority", "-5");
    JsonNode view = json("status", second, "--json");
    assertThat(view.path("name").asText()).isEqualTo("a wide net");
    assertThat(view.path("state").asText()).isEqualTo("paused");
    assertThat(view.path("tags").path(0).asText()).isEqualTo("night");
    JsonNode waits = json("status", third, "--json");
    assertThat(waits.path("after").path(0).asText()).isEqualTo(first);
    assertThat(waits.path("priority").asInt()).isEqualTo(-5);
    assertThat(run("priority", third, "9")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("priority 9");
    assertThat(run("priority", third, "-7")).isEqualTo(ExitCode.DONE);
    assertThat(run("priority", third, "101")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("-100 to 100");

    assertThat(run("list", "--tag", "night", "--tag", "wide", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(new ObjectMapper().readTree(out)).hasSize(1);
    assertThat(run("list", "--name", "WIDE")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains(second + " ", "night wide").doesNotContain(third + " ");
    assertThat(run("list", "--state", "waiting")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains(third).doesNotContain("a wide net");
    assertThat(run("list", "--sort", "-id", "--limit", "1")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("page 1 of ");
    assertThat(run("status", "--tag", "wide")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("#night").doesNotContain("after " + first);
    for (String id : new String[] {first, second, third}) {
      assertThat(run("cancel", id)).isEqualTo(ExitCode.DONE);
    }
  }

  @Test
  void whatCanNotBeSaidOfASubmissionIsRefused() {
    refused("'e4711'", "submit", "quadratic", "--after", "e4711");
    refused("'four seven'", "submit", "quadratic", "--after", "four seven");
    refused("no tag", "submit", "quadratic", "--tag", "two words");
    refused("-100 to 100", "submit", "quadratic", "--priority", "1000");
    refused("--name is empty", "submit", "quadratic", "--name", "  ");
  }

  @Test
  void whatCanNotBeShownIsRefused() {
    refused("there is no state 'asleep'", "list", "--state", "asleep");
    refused("can't sort by 'size'", "list", "--sort", "size");
    refused("--page wants --limit", "list", "--page", "2");
    refused("numbers from 1", "list", "--limit", "0");
    refused("there is no page 99", "list", "--limit", "5", "--page", "99");
    refused("names no trial", "status", "e1/x");
  }

  @Test
  void whatIsRemovedIsSaidFirstAndOnlyWhatHasEndedIs() throws Exception {
    String id = submit("--paused");
    refused("is paused; 'lab cancel " + id + "'", "rm", id, "--yes");
    assertThat(run("cancel", id)).isEqualTo(ExitCode.DONE);
    Files.writeString(Files.createDirectories(home.resolve("experiments/" + id)).resolve("a"), "x");
    assertThat(run("rm", id, "--dry-run")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains(id, "in all");
    refused("say --yes", "rm", id);
    assertThat(home.resolve("experiments/" + id)).exists();
    JsonNode gone = json("rm", id, "--yes", "--json");
    assertThat(gone.path("removed").asBoolean()).isTrue();
    assertThat(gone.path("bytes").asLong()).isPositive();
    assertThat(home.resolve("experiments/" + id)).doesNotExist();
    refused(id, "status", id);
    String next = submit("--paused");
    assertThat(next).isNotEqualTo(id);
    assertThat(run("cancel", next)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void cleaningLeavesWhatATrialMayGoOnFromAndWhatRuns() throws Exception {
    String ended = submit("--paused", "--name", "old");
    String open = submit("--paused", "--name", "open");
    assertThat(run("cancel", ended)).isEqualTo(ExitCode.DONE);
    Path checkpoint = file(ended + "/1/checkpoints/s1");
    Path kept = file(open + "/1/checkpoints/s1");
    Path result = file(ended + "/1/learned.bin");
    Path orphan = file("e99999/1/trial.log");
    assertThat(run("clean", "--dry-run")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains(ended + "  checkpoints", "e99999").doesNotContain(open + " ");
    assertThat(checkpoint).exists();
    assertThat(run("clean", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(checkpoint).doesNotExist();
    assertThat(orphan).doesNotExist();
    assertThat(kept).exists();
    assertThat(result).exists();
    assertThat(run("clean", "--state", "cancelled", "--older-than", "1d", "--yes"))
        .isEqualTo(ExitCode.DONE);
    assertThat(result).exists();
    assertThat(run("clean", "--state", "cancelled", "--yes")).isEqualTo(ExitCode.DONE);
    assertThat(result).doesNotExist();
    refused("how experiments end", "clean", "--state", "running");
    refused("such as 90m", "clean", "--older-than", "soon");
    assertThat(run("cancel", open)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void onlyWhatFailedIsRetried() throws Exception {
    String id = submit("--paused");
    refused("no trial of " + id + " has failed", "retry", id);
    refused("only trials that failed", "retry", id + "/1");
    assertThat(run("cancel", id)).isEqualTo(ExitCode.DONE);
    refused("no trial of " + id + " has failed", "retry", id);
  }

  @Test
  void whatHasEndedIsNotCancelled() throws Exception {
    String id = submit("--paused");
    assertThat(run("cancel", id)).isEqualTo(ExitCode.DONE);
    refused(id + " has ended (cancelled)", "cancel", id);
  }

  @Test
  void watchingEverythingEndsWhenNothingIsOpenAndSaysHow() throws Exception {
    String first = submit("--paused");
    String second = submit("--paused");
    var watcher = new ControlVerbsTest();
    var watching = new Thread(() -> watcher.run("watch"));
    watching.start();
    for (String id : new String[] {first, second}) {
      assertThat(run("cancel", id)).isEqualTo(ExitCode.DONE);
    }
    watching.join(60_000);
    assertThat(watching.isAlive()).isFalse();
  }

  private static Path file(String path) throws Exception {
    Path file = home.resolve("experiments").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "x");
  }

  private void refused(String words, String verb, String... rest) {
    assertThat(run(verb, rest)).as(verb + " " + String.join(" ", rest)).isEqualTo(2);
    assertThat(err).contains(words);
  }

  private String submit(String... options) {
    var words = new String[options.length + 1];
    words[0] = "quadratic";
    System.arraycopy(options, 0, words, 1, options.length);
    assertThat(run("submit", words)).as(err).isEqualTo(ExitCode.DONE);
    return out.strip();
  }

  private JsonNode json(String verb, String... words) throws Exception {
    assertThat(run(verb, words)).as(err).isEqualTo(ExitCode.DONE);
    return new ObjectMapper().readTree(out);
  }

  private int run(String verb, String... words) {
    var outText = new StringWriter();
    var errText = new StringWriter();
    var line = new String[words.length + 3];
    line[0] = "--home";
    line[1] = home.toString();
    line[2] = verb;
    System.arraycopy(words, 0, line, 3, words.length);
    int code = Main.run(new PrintWriter(outText, true), new PrintWriter(errText, true), line);
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
