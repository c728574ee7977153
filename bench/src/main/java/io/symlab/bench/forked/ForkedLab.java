package io.symlab.bench.forked;

import io.symlab.cli.client.LabClient;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Submit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A lab in a process of its own, as {@code lab daemon} is one, with this one's JVM flags: to be
 * measured, killed or starved.
 */
public final class ForkedLab implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Path home;
  private final Path output;
  private final Process process;

  private ForkedLab(Path home, Path output, Process process) {
    this.home = home;
    this.output = output;
    this.process = process;
  }

  /**
   * Starts one, and returns at once.
   *
   * @param output the file that its words are appended to
   * @param flags of its JVM beside this one's
   */
  public static ForkedLab begin(Path home, Path output, String... flags) throws IOException {
    List<String> command = ForkedJava.command("io.symlab.cli.Main", flags);
    command.addAll(List.of("daemon", "--home", home.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new ForkedLab(home, output, process);
  }

  /** Starts one and returns once it answers; its words stand beside its home. */
  public static ForkedLab start(Path home, String... flags)
      throws IOException, LabException, InterruptedException {
    ForkedLab lab = begin(home, home.resolveSibling(home.getFileName() + ".out"), flags);
    lab.connect().close();
    return lab;
  }

  /** A line to it, once it answers; to be closed. */
  public LabClient connect() throws IOException, LabException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end) {
      var client = LabClient.tryConnect(home);
      if (client.isPresent()) {
        return client.get();
      }
      if (!process.isAlive()) {
        throw new IOException(
            "the lab has ended with code " + process.exitValue() + ": " + Files.readString(output));
      }
      Thread.sleep(20);
    }
    throw new IOException("the lab does not answer");
  }

  /** Returns the id. */
  public String submit(String recipe) throws IOException, LabException, InterruptedException {
    try (LabClient client = connect()) {
      var submit =
          Submit.newBuilder()
              .setRecipe(recipe)
              .setOrigin("bench")
              .setDirectory(home.toString())
              .setAlwaysNew(true);
      return client.ask(ClientRequest.newBuilder().setSubmit(submit)).getSubmitted().getId();
    }
  }

  /** What the kernel and its JVM know of it. */
  public ProcessFigures figures() {
    return new ProcessFigures(process.pid());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As a power cut does it. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** In order, as SIGTERM does it; returns the seconds that it took. */
  public double stop() throws InterruptedException {
    long begin = System.nanoTime();
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      System.out.println("  the lab did not leave within 60 s: killed");
      kill();
    }
    return (System.nanoTime() - begin) * 1e-9;
  }

  /** Stops it in order. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
