package io.symlab.bench.nights;

import io.symlab.cli.client.LabClient;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A lab in a process of its own, with this one's JVM flags, to be killed or starved. */
final class ForkedLab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path home;
  private final Process process;

  private ForkedLab(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /** Starts one, and returns at once. */
  static ForkedLab start(Path home, Path output) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "io.symlab.cli.Main",
            "daemon",
            "--home",
            home.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new ForkedLab(home, process);
  }

  /** A line to it, once it answers. */
  LabClient connect() throws LabException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var client = LabClient.tryConnect(home);
      if (client.isPresent()) {
        return client.get();
      }
      if (!process.isAlive()) {
        throw new IllegalStateException("the lab has ended with code " + process.exitValue());
      }
      Thread.sleep(20);
    }
    throw new IllegalStateException("the lab does not answer");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As power loss does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As SIGTERM does it. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
