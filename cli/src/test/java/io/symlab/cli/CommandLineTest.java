package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.cli.client.KeeperNote;
import io.symlab.cli.doctor.CheckResult;
import io.symlab.cli.doctor.HomeCheck;
import io.symlab.cli.exit.ExitCode;
import io.symlab.door.DoorClient;
import io.symlab.door.SocketPlace;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.proto.ClientReply;
import io.symlab.proto.Hello;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @TempDir private Path home;

  private String out;
  private String err;

  static List<String> verbs() {
    return new ArrayList<>(LabCommand.verbs().keySet());
  }

  @Test
  void labAlonePrintsHelpAndIsNoError() {
    assertThat(run()).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("Usage: lab").contains(verbs()).doesNotContain("daemon", "rehearse");
  }

  @ParameterizedTest
  @MethodSource("verbs")
  void everyVerbExplainsItselfWithExamples(String verb) {
    assertThat(run(verb, "--help")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("Usage: lab " + verb, "--home", "Examples:", "lab " + verb);
  }

  @Test
  void anUnknownVerbIsBadUsageAndTheNearestOneIsNamed() {
    for (String more : new String[] {"--json", "--help"}) {
      assertThat(run("statis", more)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err).contains("statis").contains("status");
      assertThat(out).isEmpty();
    }
  }

  @Test
  void anUnknownOptionIsBadUsage() {
    assertThat(run("list", "--jsn")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("--jsn").contains("--json");
  }

  @Test
  void aMissingWordIsBadUsageAndHelpIsPointedTo() {
    assertThat(run("cancel")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("ID", "lab cancel --help");
  }

  @Test
  void theHomeMayBeNamedBeforeTheVerbOrAfterIt() {
    assertThat(run("--home", home.toString(), "list")).isEqualTo(ExitCode.NO_LAB);
    assertThat(err).contains(home.toString());
    assertThat(run("list", "--home", home.toString())).isEqualTo(ExitCode.NO_LAB);
    assertThat(err).contains(home.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"list", "status", "watch", "down", "front", "report", "export", "logs"})
  void withoutALabEveryClientVerbSaysHowToStartOne(String verb) {
    assertThat(run(verb, "--home", home.toString())).isEqualTo(ExitCode.NO_LAB);
    assertThat(err).contains("no lab is running in " + home, "lab up").hasLineCount(1);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void aSocketLeftByAKilledLabIsNoLab() throws Exception {
    Path socket = home.resolve(SocketPlace.LAB);
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    assertThat(run("list", "--home", home.toString())).isEqualTo(ExitCode.NO_LAB);
  }

  @Test
  void aLabOfAnotherProtocolIsSaidToBeOne() throws Exception {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(home.resolve(SocketPlace.LAB)));
      var later = Hello.newBuilder().setProtocol(99).setVersion("9.9.9").setPid(4711);
      var greeter =
          new Thread(
              () -> {
                try (var guest = DoorClient.over(server.accept())) {
                  guest.send(
                      ClientReply.newBuilder().setHello(later).build(), Duration.ofSeconds(5));
                } catch (IOException | InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      greeter.start();
      assertThat(run("list", "--home", home.toString())).isEqualTo(ExitCode.FAILED);
      greeter.join();
    }
    assertThat(err).contains("9.9.9", "4711", "does not understand");
  }

  @Test
  void aDaemonThatWasGivenUpIsSpokenOf() throws Exception {
    Files.createDirectories(home.resolve("logs"));
    Files.writeString(KeeperNote.path(home), "the last one died 5 times in a row\n");
    assertThat(run("list", "--home", home.toString())).isEqualTo(ExitCode.NO_LAB);
    assertThat(err).contains("died 5 times");
  }

  @Test
  void runRefusesARecipeThatIsNotThereBeforeItStartsALab() {
    assertThat(run("run", "no/such.conf", "--home", home.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("no/such.conf", "quadratic");
    assertThat(run("run", "nosuch", "--home", home.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(home).isEmptyDirectory();
  }

  @Test
  void anOverrideWithoutAValueIsBadInput() {
    assertThat(run("run", "quadratic", "--set", "seed", "--home", home.toString()))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("key=value", "seed");
  }

  @Test
  void shippedRecipesAreListedAndPrinted() {
    assertThat(run("recipes")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("demo", "mnist-rnnprop", "quadratic");
    assertThat(run("recipes", "quadratic")).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("optimizee");
    assertThat(run("recipes", "nosuch")).isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void aNewRecipeIsWrittenOnceAndRuns() throws Exception {
    String name = "new-" + home.getFileName();
    Path file = Path.of(name + ".conf").toAbsolutePath();
    try {
      assertThat(run("new", name)).isEqualTo(ExitCode.DONE);
      String text = Files.readString(file);
      assertThat(text).contains("name = \"" + name + "\"", "# Fixes everything random");
      assertThat(
              RecipeParser.of(ConfigFactory.empty())
                  .parse(text, name, List.of(), home)
                  .get(0)
                  .recipe()
                  .name())
          .isEqualTo(name);
      assertThat(run("new", name, "--from", "quadratic")).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err).contains("is there already");
      assertThat(file).hasContent(text);
      Files.delete(file);
      assertThat(run("new", name, "--from", "quadratic")).isEqualTo(ExitCode.DONE);
      assertThat(file).content().contains("quadratic", "name = \"" + name + "\"");
    } finally {
      Files.deleteIfExists(file);
    }
    assertThat(run("new", "../elsewhere")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run("new", name, "--from", "nosuch")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(file).doesNotExist();
  }

  @Test
  void theBestOfASweepAreFoundByAFigure() throws Exception {
    for (int trial = 1; trial <= 3; trial++) {
      Path folder = Files.createDirectories(home.resolve("experiments/e1/" + trial + "/report"));
      Files.writeString(
          folder.resolve("report.json"),
          "{\"schema\": \"symlab.report/1\", \"label\": \"rate="
              + trial
              + "\", \"last10\": {\"tuned\": "
              + (trial == 2 ? 0.25 : trial)
              + "}, \"formula\": {\"r2-test\": 0."
              + trial
              + "}}");
      Files.writeString(
          folder.resolveSibling("meta-loss.csv"),
          "epoch,meta-loss,held-out\n1,5," + (10 - trial) + "\n2,5," + (10 + trial) + "\n3,5,\n");
    }
    String[] at = {"--home", home.toString(), "top", "e1", "--by"};
    assertThat(run(at[0], at[1], at[2], at[3], at[4], "tuned", "--limit", "2")).isZero();
    assertThat(out.lines().toList().get(1)).startsWith("e1/2").contains("0.2500", "rate=2");
    assertThat(out).contains("3 trials have it").doesNotContain("e1/3");
    assertThat(run(at[0], at[1], at[2], at[3], at[4], "r2", "--json")).isZero();
    assertThat(out.indexOf("rate=3")).isBetween(0, out.indexOf("rate=2"));
    assertThat(run(at[0], at[1], at[2], at[3], at[4], "best")).isZero();
    assertThat(out.lines().toList().get(1)).startsWith("e1/3").contains("7.000");
    assertThat(run(at[0], at[1], at[2], at[3], at[4], "held-out")).isZero();
    assertThat(out.lines().toList().get(1)).startsWith("e1/1").contains("11.00");
    assertThat(run(at[0], at[1], at[2], at[3], at[4], "nosuch")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("nosuch");
  }

  @Test
  void completionKnowsAllVerbs() {
    assertThat(run("completion")).isEqualTo(ExitCode.DONE);
    assertThat(out).startsWith("#!/usr/bin/env bash").contains(verbs());
  }

  @Test
  void doctorLooksAtTheHomeItIsGiven() throws Exception {
    Path file = Files.writeString(home.resolve("file"), "x");
    assertThat(HomeCheck.all(file).get(0).good()).isFalse();
    assertThat(HomeCheck.all(home.resolve("new/one"))).allMatch(CheckResult::good);
    assertThat(home.resolve("new")).doesNotExist();
  }

  private int run(String... words) {
    var outText = new StringWriter();
    var errText = new StringWriter();
    int code = Main.run(new PrintWriter(outText, true), new PrintWriter(errText, true), words);
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
