package io.symlab.actors;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Another Java with the classes of the tests: a lab or a worker, to be killed. */
class ForkedProcess implements AutoCloseable {
  /** The compiler that starts fast: results must not depend on it. */
  private static final List<String> FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private final Process process;
  private final Path output;

  /**
   * Starts one and returns at once. What it prints stands beside its home, in {@code home.txt}.
   *
   * @param main whose main method is given the home
   * @param flags of its Java
   */
  ForkedProcess(Class<?> main, Path home, String... flags) throws IOException {
    this.output = home.resolveSibling(home.getFileName() + ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(FAST);
    command.addAll(List.of(flags));
    command.add("-cp");
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add(main.getName());
    command.add(home.toString());
    this.process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** All that it and those before it in its home have printed. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** A question with an answer, or trouble. */
  interface Look {
    boolean isSo() throws Exception;
  }

  /** Returns once something is so; fails when this ends before. */
  void await(Look look) throws Exception {
    while (!look.isSo()) {
      if (!process.isAlive()) {
        throw new AssertionError("it has ended: " + output());
      }
      Thread.sleep(2);
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

  /** Returns the exit code, once it has ended by itself. */
  int awaitExit() throws Exception {
    if (!process.waitFor(4, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end: " + output());
    }
    return process.exitValue();
  }

  /** As a partition does it: alive, and not heard. */
  void freeze(boolean frozen) throws IOException, InterruptedException {
    new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid()))
        .start()
        .waitFor();
  }

  @Override
  public void close() {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
