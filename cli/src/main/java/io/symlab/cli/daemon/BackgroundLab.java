package io.symlab.cli.daemon;

import io.symlab.actors.home.DiskTrouble;
import io.symlab.actors.home.HomeModes;
import io.symlab.actors.home.HomeTroubleException;
import io.symlab.cli.client.KeeperNote;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.display.KeeperText;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.keeper.Keeper;
import io.symlab.keeper.KeeperClient;
import io.symlab.proto.KeeperView;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** A lab that goes on when the command that started it has ended. */
public final class BackgroundLab {
  /** Set for a lab that has a watchdog. */
  static final String KEPT = "SYMLAB_KEPT";

  private static final long PATIENCE_NANOS = 90_000_000_000L;
  private static final long POLL_MILLIS = 50;
  private static final int TAIL_LINES = 12;

  /** By its name, since it knows all verbs and no verb knows it. */
  private static final String MAIN = "io.symlab.cli.Main";

  private BackgroundLab() {}

  /**
   * Has a watchdog start it, in a session of its own, and returns once it answers; has one that
   * pauses after a crash start it now.
   *
   * @throws LabException when it does not come up, with the end of what it wrote
   */
  static void start(Path home, PrintWriter err) throws LabException, InterruptedException {
    HomeModes.shut(home).ifPresent(done -> err.println("lab: " + done));
    try {
      Path log = makeLog(home);
      Files.deleteIfExists(KeeperNote.path(home));
      long before = Files.size(log);
      Process keeper = KeeperClient.startNow(home).isPresent() ? null : startKeeper(home);
      long deadline = System.nanoTime() + PATIENCE_NANOS;
      while (!LabClient.isRunning(home)) {
        if (keeper != null && !keeper.isAlive() && keeper.exitValue() != Keeper.HELD) {
          throw new LabException(
              keeper.exitValue() == ExitCode.BAD_INPUT ? ExitCode.BAD_INPUT : ExitCode.FAILED,
              "the lab did not come up: " + tail(log, before));
        }
        boolean others = keeper == null || !keeper.isAlive();
        Optional<KeeperView> kept = KeeperClient.look(home);
        if (others && kept.isEmpty() && !LabClient.isRunning(home)) {
          throw new LabException(ExitCode.FAILED, "the lab did not come up: " + tail(log, before));
        }
        if (kept.isPresent() && !kept.get().getWaits().isEmpty()) {
          throw new LabException(ExitCode.NO_LAB, KeeperText.waits(kept.get()));
        }
        if (System.nanoTime() > deadline) {
          throw new LabException(
              ExitCode.FAILED,
              "the lab does not come up; what it wrote is in "
                  + log
                  + "; its watchdog goes on trying, 'lab down' ends that");
        }
        Thread.sleep(POLL_MILLIS);
      }
    } catch (IOException e) {
      if (DiskTrouble.isFull(e)) {
        throw new LabException(
            ExitCode.NO_LAB, HomeTroubleException.words(home, DiskTrouble.words(e).orElse("")), e);
      }
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

  /** Starts a watchdog in a session of its own; it ends at once where there is one already. */
  public static Process startKeeper(Path home) throws IOException {
    return command(home, "keep")
        .redirectInput(Redirect.from(new File("/dev/null")))
        .redirectOutput(Redirect.appendTo(makeLog(home).toFile()))
        .redirectErrorStream(true)
        .start();
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

  /** This launcher with a hidden verb; without a launcher, this Java. */
  static ProcessBuilder command(Path home, String verb) {
    var words = new ArrayList<String>();
    if (verb.equals("keep") && Files.isExecutable(Path.of("/usr/bin/setsid"))) {
      words.add("/usr/bin/setsid"); // a closed terminal takes its session with it
    }
    String launcher = System.getProperty("symlab.launcher");
    if (launcher != null) {
      words.addAll(List.of(launcher, verb, "--home", home.toString()));
    } else {
      words.addAll(java(home, verb));
    }
    var builder = new ProcessBuilder(words);
    String build = System.getProperty("symlab.build");
    if (build != null) {
      builder.environment().put("SYMLAB_PINNED_BUILD", build);
    }
    builder.environment().put(KEPT, "1");
    return builder;
  }

  private static List<String> java(Path home, String verb) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "--add-exports",
        "java.base/jdk.internal.module=ALL-UNNAMED", // for the vector module
        "-XX:+UseSerialGC",
        "-cp",
        System.getProperty("java.class.path"),
        MAIN,
        verb,
        "--home",
        home.toString());
  }

  private static String tail(Path log, long from) throws IOException {
    try (var file = new RandomAccessFile(log.toFile(), "r")) {
      long begin = Math.min(from, file.length()); // it may have begun anew
      file.seek(begin);
      byte[] bytes = new byte[(int) Math.min(64 * 1024, file.length() - begin)];
      file.readFully(bytes);
      List<String> lines =
          new String(bytes, StandardCharsets.UTF_8)
              .strip()
              .lines()
              .filter(line -> !line.startsWith("WARNING: Using incubator modules"))
              .toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - TAIL_LINES))
          .map(line -> line.replaceFirst("^lab: ", ""))
          .collect(Collectors.joining(System.lineSeparator()));
    }
  }
}
