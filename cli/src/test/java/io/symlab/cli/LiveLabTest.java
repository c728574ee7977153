package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.Version;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Client verbs against a lab in this process, over its socket as from anywhere. */
class LiveLabTest {
  @TempDir private static Path home;

  private static LabProcess lab;

  private String out;
  private String err;

  @BeforeAll
  static void start() throws Exception {
    lab = LabProcess.start(home, ConfigFactory.empty());
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  void statusNamesPidHomeAndVersion() throws Exception {
    assertThat(run("status", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode status = new ObjectMapper().readTree(out);
    assertThat(status.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(status.path("home").asText()).isEqualTo(home.toString());
    assertThat(status.path("version").asText()).isEqualTo(Version.text());
    assertThat(run("status")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains(home.toString(), "slots");
  }

  @Test
  void upSaysThatTheLabIsUpAlready() {
    assertThat(run("up")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("is up already", Long.toString(ProcessHandle.current().pid()));
  }

  @Test
  void anUnknownIdIsBadInput() {
    for (String verb :
        new String[] {"status", "front", "logs", "wait", "cancel", "pause", "resume", "report"}) {
      assertThat(run(verb, "e4711")).as(verb).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err).as(verb).contains("e4711");
    }
  }

  @Test
  void aRecipeWithAnUnknownKeyIsRefusedAndNothingIsStarted() throws Exception {
    Path recipe =
        Files.writeString(Files.createTempFile("bad", ".conf"), "optimisee { kind = mlp }\n");
    assertThat(run("submit", recipe.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("optimisee", "optimizee");
    Files.delete(recipe);
  }

  @Test
  void anExperimentIsSubmittedListedAndCancelled() throws Exception {
    assertThat(run("submit", "demo", "--set", "seed=77", "--json")).isEqualTo(ExitCode.DONE);
    String id = new ObjectMapper().readTree(out).path("id").asText();
    assertThat(id).matches("e\\d+");
    assertThat(run("list", "--json")).isEqualTo(ExitCode.DONE);
    assertThat(new ObjectMapper().readTree(out).findValuesAsText("id")).contains(id);
    assertThat(run("cancel", id, "--json")).isEqualTo(ExitCode.DONE);
    assertThat(new ObjectMapper().readTree(out).path("state").asText()).isEqualTo("cancelled");
    assertThat(run("wait", id)).isEqualTo(ExitCode.CANCELLED);
    assertThat(run("watch", id)).isEqualTo(ExitCode.CANCELLED);
    assertThat(run("report", id)).isEqualTo(ExitCode.FAILED);
    assertThat(run("logs", id)).isEqualTo(ExitCode.DONE);
  }

  @Test
  void anExperimentAndTheLabArePausedAndGoOn() throws Exception {
    assertThat(run("submit", "demo", "--set", "seed=78")).isEqualTo(ExitCode.DONE);
    String id = out.strip();
    assertThat(run("resume", id)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(id + " is not paused");
    assertThat(run("pause", id + "/1", "--json")).isEqualTo(ExitCode.DONE);
    JsonNode trial = new ObjectMapper().readTree(out).path("trials").path(0);
    assertThat(trial.path("state").asText()).isEqualTo("paused");
    assertThat(run("resume", id)).isEqualTo(ExitCode.DONE);
    assertThat(run("pause", "--all")).isEqualTo(ExitCode.DONE);
    assertThat(run("status")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("paused as a whole", id + "  demo  paused");
    assertThat(run("resume", "--all")).isEqualTo(ExitCode.DONE);
    assertThat(run("cancel", id)).isEqualTo(ExitCode.DONE);
    assertThat(run("pause", id)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(id + " has ended (cancelled)");
  }

  @Test
  void whatTakesWholeExperimentsTakesNoTrial() {
    assertThat(run("rm", "e1/2")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("e1/2 names a trial", "lab rm e1");
    for (String verb : List.of("wait", "watch", "edit")) {
      assertThat(run(verb, "e1/2")).as(verb).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err).contains("e1/2 names a trial", "lab " + verb + " e1");
    }
    assertThat(run("top", "e1/2", "--by", "best")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("lab top e1");
    assertThat(run("priority", "e1/2", "5")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("lab priority e1");
  }

  @Test
  void aTrialIsCancelledWithItsExperimentOrNotAtAll() throws Exception {
    assertThat(run("submit", "demo", "--set", "seed=80", "--set", "sweep.seeds=2", "--paused"))
        .isZero();
    String sweep = out.strip();
    assertThat(run("cancel", sweep + "/3")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(sweep + " has no trial 3; it has 2");
    assertThat(run("cancel", sweep + "/2")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("all 2 trials of " + sweep, "lab pause " + sweep + "/2");
    Files.createDirectories(home.resolve("experiments").resolve(sweep).resolve("2"));
    assertThat(run("plot", sweep, "--format", "png")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(sweep + " has several trials", "lab report " + sweep);
    assertThat(run("cancel", sweep)).isZero();
    assertThat(run("submit", "demo", "--set", "seed=80", "--paused")).isZero();
    String single = out.strip();
    assertThat(run("cancel", single + "/1")).isZero();
    assertThat(out).contains(single, "cancelled");
  }

  @Test
  void anEmptyNameIsNone() {
    assertThat(run("submit", "demo", "--name", "")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("--name is empty");
  }

  @Test
  void whatRunsIsToldFromWhatHasNotEnded() throws Exception {
    assertThat(run("submit", "demo", "--set", "seed=79", "--paused", "--json")).isZero();
    String id = new ObjectMapper().readTree(out).path("id").asText();
    assertThat(run("status", "--json")).isZero();
    JsonNode status = new ObjectMapper().readTree(out);
    assertThat(status.path("not_ended").asInt()).isGreaterThan(status.path("running").asInt());
    assertThat(run("cancel", id)).isZero();
  }

  @Test
  void whatIsToBePausedMustBeSaidOnce() {
    for (String[] words :
        new String[][] {{}, {"e1", "--all"}, {"e1/2", "--trial", "3"}, {"e1/0"}}) {
      assertThat(run("pause", words)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err).isNotBlank();
    }
  }

  /** They would double what a verb costs. */
  @Test
  void aClientLoadsNeitherAkkaNorALogger() throws Exception {
    Path classes = Files.createTempFile("classes", ".txt");
    Process client =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes,
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Main.class.getName(),
                "--home",
                home.toString(),
                "status")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(client.waitFor()).isEqualTo(ExitCode.DONE);
    assertThat(Files.readAllLines(classes))
        .anyMatch(line -> line.contains("] io.symlab.cli.client.LabClient "))
        .noneMatch(line -> line.contains("] akka."))
        .noneMatch(line -> line.contains("] ch.qos.logback."));
    Files.delete(classes);
  }

  @Test
  void doctorFindsTheLab() throws Exception {
    run("doctor", "--json");
    JsonNode doctor = new ObjectMapper().readTree(out);
    assertThat(doctor.path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
    assertThat(doctor.path("checks").findValuesAsText("what"))
        .contains("java", "memory", "cores", "libtorch", "leveldb", "home", "disk", "lab");
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
