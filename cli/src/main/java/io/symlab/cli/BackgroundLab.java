package io.symlab.cli;

import io.symlab.experiment.LabException;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A lab that goes on when the command that started it has ended. */
final class BackgroundLab {
  private static final long PATIENCE_NANOS = 90_000_000_000L;
  private static final long POLL_MILLIS = 50;
  private static final int TAIL_LINES = 12;

  private BackgroundLab() {}

  /**
   * Starts it under the watchdog, in a session of its own, and returns once it says where it
   * listens.
   *
   * @throws LabException when it does not come up, with the end of what it wrote
   */
  static void start(Path home) throws LabException, InterruptedException {
    try {
      Path log = makeLog(home);
      Files.deleteIfExists(KeeperNote.path(home));
      long before = Files.size(log);
      Process keeper =
          command(home)
              .redirectInput(Redirect.from(new File("/dev/null")))
              .redirectOutput(Redirect.appendTo(log.toFile()))
              .redirectErrorStream(true)
              .start();
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (!LabClient.isRunning(home)) {
        if (!keeper.isAlive()) {
          throw new LabException(
              keeper.exitValue() == ExitCode.BAD_INPUT ? ExitCode.BAD_INPUT : ExitCode.FAILED,
              "the lab did not come up: " + tail(log, before));
        }
        if (System.nanoTime() > deadline) {
          keeper.destroy();
          throw new LabException(
              ExitCode.FAILED, "the lab does not come up; what it wrote is in " + log);
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (IOException e) {
      throw new LabException(
          ExitCode.FAILED,
          "can't start a lab in "
              + home
              + ": "
              + e.getMessage()
              + "; make the folder writable, or choose another with --home",
          e);
    }
  }

  private static Path makeLog(Path home) throws IOException {
    if (!Files.exists(home)) {
      boolean posix = home.getFileSystem().supportedFileAttributeViews().contains("posix");
      if (home.getParent() != null) {
        Files.createDirectories(home.getParent());
      }
      if (posix) {
        var owner = PosixFilePermissions.fromString("rwx------");
        Files.createDirectory(home, PosixFilePermissions.asFileAttribute(owner));
      } else {
        Files.createDirectory(home);
      }
    }
    Path logs = Files.createDirectories(home.resolve("logs"));
    Path log = logs.resolve("daemon.log");
    if (!Files.exists(log)) {
      Files.createFile(log);
    }
    return log;
  }

  /** The launcher's watchdog; without a launcher the daemon itself. */
  private static ProcessBuilder command(Path home) {
    var words = new ArrayList<String>();
    if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      words.add("/usr/bin/setsid"); // a closed terminal takes its session with it
    }
    String launcher = System.getProperty("symlab.launcher");
    if (launcher != null) {
      words.addAll(List.of(launcher, "keep", "--home", home.toString()));
    } else {
      String java = ProcessHandle.current().info().command().orElse("java");
      words.addAll(List.of(java, "--add-modules", "jdk.incubator.vector"));
      words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
      words.addAll(List.of("daemon", "--home", home.toString()));
    }
    var builder = new ProcessBuilder(words);
    String build = System.getProperty("symlab.build");
    if (build != null) {
      builder.environment().put("SYMLAB_PINNED_BUILD", build);
    }
    return builder;
  }

  private static String tail(Path log, long from) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      file.seek(from);
      byte[] bytes = new byte[(int) Math.min(64 * 1024, file.length() - from)];
      file.readFully(bytes);
      List<String> lines = new String(bytes, StandardCharsets.UTF_8).strip().lines().toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - TAIL_LINES))
          .map(line -> line.replaceFirst("^lab: ", ""))
          .collect(Collectors.joining(System.lineSeparator()));
    }
  }
}
