package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills and interrupts real processes that distill a table: what was found is kept. */
class DistillKillTest {
  @TempDir private Path folder;
  private Path csv;

  @BeforeEach
  void makeData() throws IOException {
    var random = new SplittableRandom(3);
    var text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 300; i++) {
      double a = 4 * random.nextDouble() - 2;
      double b = 4 * random.nextDouble() - 2;
      text.append(a).append(',').append(b).append(',').append(Math.sin(3 * a) * b).append('\n');
    }
    csv = Files.writeString(folder.resolve("data.csv"), text);
  }

  @Test
  void aKilledRunGoesOnToTheSameFront() throws Exception {
    Process process = start("killed", "100000");
    awaitLog(process, "killed", "saved in round [2-9]");
    process.destroyForcibly().waitFor();
    int round = savedRound("killed");
    String rounds = Integer.toString(round + 5);
    assertThat(run("--resume", at("killed"), "--rounds", rounds, "--threads", "1"))
        .isEqualTo(ExitCode.DONE);
    assertThat(run(line("whole", rounds))).isEqualTo(ExitCode.DONE);
    assertThat(folder.resolve("killed/front.csv"))
        .hasSameBinaryContentAs(folder.resolve("whole/front.csv"));
  }

  @Test
  void aTerminatedRunKeepsWhatItFoundAndSaysSoByItsExitCode() throws Exception {
    Process process = start("terminated", "100000");
    awaitLog(process, "terminated", "saved in round");
    process.destroy();
    assertThat(process.waitFor()).isEqualTo(143);
    assertThat(folder.resolve("terminated/distill.log")).content().contains("stopped after");
    int round = savedRound("terminated");
    assertThat(run("--resume", at("terminated"), "--rounds", Integer.toString(round + 1)))
        .isEqualTo(ExitCode.DONE);
  }

  @Test
  void anInterruptedRunKeepsWhatItFoundAndSaysSoByItsExitCode() throws Exception {
    org.junit.jupiter.api.Assumptions.assumeTrue(
        interruptsAreHeard(), "interrupts are ignored here, as under nohup or in the background");
    Process process = start("interrupted", "100000");
    awaitLog(process, "interrupted", "saved in round");
    new ProcessBuilder("kill", "-INT", Long.toString(process.pid())).start().waitFor();
    assertThat(process.waitFor()).isEqualTo(ExitCode.INTERRUPTED);
    assertThat(folder.resolve("interrupted/front.csv")).content().startsWith("Complexity");
    assertThat(Files.readString(folder.resolve("output")))
        .contains("ending with this round", "Interrupted after", "--resume");
  }

  @Test
  void twoProcessesDoNotWriteToOneFolder() throws Exception {
    Process process = start("busy", "100000");
    awaitLog(process, "busy", "saved in round");
    try {
      assertThat(run("--resume", at("busy"))).isEqualTo(ExitCode.BAD_INPUT);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private Process start(String out, String rounds) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.add("distill");
    command.addAll(List.of(line(out, rounds)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.to(folder.resolve("output").toFile()))
        .start();
  }

  private String[] line(String out, String rounds) {
    return new String[] {
      csv.toString(),
      "--out",
      at(out),
      "--rounds",
      rounds,
      "--save-every",
      "0.001",
      "--islands",
      "2",
      "--population",
      "50",
      "--max-complexity",
      "12",
      "--threads",
      "2"
    };
  }

  /** A process inherits it when its parent ignores a signal; a JVM then does so, too. */
  private static boolean interruptsAreHeard() throws IOException {
    Path status = Path.of("/proc/self/status");
    return !Files.exists(status)
        || Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .allMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) == 0);
  }

  private void awaitLog(Process process, String run, String pattern) throws Exception {
    Path log = folder.resolve(run).resolve("distill.log");
    while (!Files.exists(log) || !Files.readString(log).matches("(?s).*" + pattern + ".*")) {
      assertThat(process.isAlive()).as(this::output).isTrue();
      Thread.sleep(10);
    }
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("output"));
    } catch (IOException e) {
      return e.toString();
    }
  }

  private int savedRound(String run) throws IOException {
    return Files.readAllLines(folder.resolve(run).resolve("distill.log")).stream()
        .filter(line -> line.contains("saved in round "))
        .mapToInt(line -> Integer.parseInt(line.replaceAll(".*saved in round (\\d+),.*", "$1")))
        .max()
        .orElseThrow();
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private static int run(String... words) {
    var sink = new PrintWriter(new StringWriter());
    List<String> all = new ArrayList<>(List.of("distill"));
    all.addAll(List.of(words));
    return Main.run(sink, sink, all.toArray(String[]::new));
  }
}
