package io.symlab.actors;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A lab in a process of its own, to be killed. */
final class ForkedLab {
  private final Process process;
  private final Path output;

  private ForkedLab(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** What the forked process runs. */
  public static void main(String[] arguments) throws Exception {
    LabProcess lab;
    do {
      lab = LabProcess.start(Path.of(arguments[0]), ConfigFactory.empty());
      lab.awaitTermination();
    } while (lab.isToBeginAnew());
  }

  /** Starts one and returns at once. */
  static ForkedLab start(Path home, Path output, String... properties) throws Exception {
    Process process =
        java(ForkedLab.class, home, properties)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new ForkedLab(process, output);
  }

  /** This Java with the flags of this process, and a class of the tests to run in it. */
  static ProcessBuilder java(Class<?> main, Path home, String... properties) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(List.of(properties));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.add(home.toString());
    return new ProcessBuilder(command);
  }

  /** Returns once it listens. */
  void awaitUp(Path home) throws Exception {
    while (!RemoteClient.isAnswered(home)) {
      Thread.sleep(20);
      assertAlive();
    }
  }

  long pid() {
    return process.pid();
  }

  void assertAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException("the lab has ended: " + Files.readString(output));
    }
  }

  /** As power loss does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As SIGTERM does it; returns the exit code. */
  int terminate() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }
}
