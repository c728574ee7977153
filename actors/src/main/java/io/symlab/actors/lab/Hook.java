package io.symlab.actors.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that a recipe wants to be run beside its trials, with bounds: so much time, so many
 * bytes of output. What becomes of it is told in words and changes nothing.
 */
final class Hook {
  private static final int MOST_OUTPUT = 64 * 1024;

  private final Process process;
  private final Path log;

  private Hook(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /**
   * Starts it, in the folder that its output goes to.
   *
   * @param command program, absolute, and arguments
   * @param environment beside the lab's own
   * @param log where its output is kept
   * @throws IOException when it cannot be started
   */
  static Hook start(List<String> command, Map<String, String> environment, Path log)
      throws IOException {
    Files.createDirectories(log.getParent());
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).directory(log.getParent().toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    return new Hook(process, log);
  }

  /**
   * Waits until it has ended; one that takes longer is ended with all that it started.
   *
   * @return how it ended, a sentence
   */
  String await(Duration most) throws InterruptedException {
    var reader = new Thread(this::keep, "hook-output");
    reader.setDaemon(true);
    reader.start();
    boolean ended = process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      kill();
    }
    reader.join(Duration.ofSeconds(1).toMillis()); // something it started may hold its output
    if (!ended) {
      return "was ended after " + most.toSeconds() + " s";
    }
    int code = process.exitValue();
    return code == 0 ? "ended in order" : "failed with exit code " + code + ", see " + log;
  }

  /** Ends it at once. */
  void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Keeps the beginning of its output, and takes the rest, so that it does not get stuck. */
  private void keep() {
    byte[] buffer = new byte[8192];
    int kept = 0;
    try (InputStream in = process.getInputStream();
        OutputStream out = Files.newOutputStream(log)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        int more = Math.min(n, MOST_OUTPUT - kept);
        out.write(buffer, 0, more);
        kept += more;
      }
    } catch (IOException e) {
      // Its output is a courtesy; how it ended is told all the same.
    }
  }
}
