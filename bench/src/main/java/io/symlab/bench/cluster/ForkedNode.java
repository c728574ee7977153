package io.symlab.bench.cluster;

import io.symlab.bench.forked.ForkedJava;
import java.io.IOException;
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
   * @param before the words before it, that say where it runs; usually none
   * @param words e.g. {@code worker --home DIR}
   */
  ForkedNode(Path output, List<String> before, String... words) {
    this.output = output;
    this.command = new ArrayList<>(before);
    command.addAll(ForkedJava.command("io.symlab.cli.Main", "-Dsymlab.slots=1"));
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
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return this;
  }

  /** As power loss does it. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  /** Alive, and not heard. */
  void freeze(boolean frozen) throws IOException, InterruptedException {
    new ProcessBuilder("kill", frozen ? "-STOP" : "-CONT", Long.toString(process.pid()))
        .start()
        .waitFor();
  }
}
