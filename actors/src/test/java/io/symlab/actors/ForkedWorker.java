package io.symlab.actors;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.trust.ClusterFolder;
import io.symlab.actors.trust.Joining;
import io.symlab.actors.trust.Token;
import io.symlab.actors.worker.WorkerProcess;
import io.symlab.experiment.LabException;
import io.symlab.proto.InvitationView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A worker in a process of its own, to be killed. */
final class ForkedWorker {
  private final Process process;
  private final Path output;

  private ForkedWorker(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** What the forked process runs. */
  public static void main(String[] arguments) throws Exception {
    try {
      var worker =
          new WorkerProcess(Path.of(arguments[0]), ConfigFactory.empty(), System.out::println);
      worker.run();
    } catch (LabException e) {
      System.out.println(e.getMessage());
      System.exit(e.exitCode());
    }
    System.exit(0);
  }

  /** Uses an invitation. */
  static void enrol(Path home, InvitationView invited) throws LabException {
    var folder = ClusterFolder.of(WorkerProcess.folder(home));
    new Joining(folder, invited.getJoin(), Token.parse(invited.getToken())).enrol("w", "", 0);
  }

  /** Starts one that was let in, and returns at once. */
  static ForkedWorker start(Path home, Path output, String... properties) throws IOException {
    return start(ForkedWorker.class, home, output, properties);
  }

  /** The same, of another kind. */
  static ForkedWorker start(Class<?> main, Path home, Path output, String... properties)
      throws IOException {
    Process process =
        ForkedLab.java(main, home, properties)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    return new ForkedWorker(process, output);
  }

  String output() throws IOException {
    return Files.readString(output);
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
  int await() throws Exception {
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
}
