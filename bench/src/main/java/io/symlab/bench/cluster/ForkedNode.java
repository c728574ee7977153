package io.symlab.bench.cluster;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A verb of the command line in a process of its own, with this one's JVM flags. */
final class ForkedNode {
  private final List<String> command;
  private final Path output;
  private Process process;

  /**
   * @param output to which what it prints is appended
   * @param words e.g. {@code worker --home DIR}
   */
  ForkedNode(Path output, String... words) {
    this.output = output;
    this.command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(command::add);
    command.add("-Dsymlab.slots=1");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.symlab.cli.Main"));
    command.addAll(List.of(words));
  }

  /** Anew, as often as wanted. */
  ForkedNode start(String... more) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(List.of(more));
    process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return this;
  }

  /** As power loss does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** As a partition does it: alive, and not heard. */
  void freeze(boolean frozen) throws IOException, InterruptedException {
    new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid()))
        .start()
        .waitFor();
  }
}
