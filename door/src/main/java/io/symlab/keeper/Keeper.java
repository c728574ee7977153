package io.symlab.keeper;

import io.symlab.experiment.LabException;
import io.symlab.proto.KeeperView;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * Starts the lab of a home, and again after a crash: later each time, and no more after five in a
 * row. An orderly end, and a home or setting that can't work, end the watch.
 */
public final class Keeper {
  /** The exit code of a watchdog whose home has one already. */
  public static final int HELD = 75;

  private static final String LOCK = "keeper.lock";
  private static final int MOST_CRASHES = 5;

  /** What it and its lab may have written, in bytes; as much again is kept of before. */
  private static final long LONGEST_LOG = 2 << 20;

  private static final long LOOK_MILLIS = 10_000;
  private static final Duration CALM = Duration.ofMinutes(10);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

  /** How a lab is started, and where one that runs already is found. */
  public interface Labs {
    KeptLab start() throws IOException;

    /** One whose watchdog was killed. */
    Optional<KeptLab> running() throws IOException, InterruptedException;
  }

  private final Path home;
  private final Labs labs;
  private final Duration firstPause;
  private final PrintWriter err;
  private final KeeperState state = new KeeperState();

  /**
   * @param firstPause after the first crash; doubles with each
   * @param err where it says what happens
   */
  public Keeper(Path home, Labs labs, Duration firstPause, PrintWriter err) {
    this.home = home;
    this.labs = labs;
    this.firstPause = firstPause;
    this.err = err;
  }

  /**
   * Watches until there is no lab to watch any more.
   *
   * @return the exit code: 0 after an orderly end, {@link #HELD} when another one watches this
   *     home, 2 when the lab can't work there, 1 when it was given up
   * @throws LabException when the home can't be used
   */
  public int run() throws LabException, InterruptedException {
    try (FileChannel channel =
        FileChannel.open(home.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        return HELD;
      }
      Path logs = home.resolve("logs");
      new BoundedLog(logs.resolve("daemon.log"), logs.resolve("daemon.1.log"), LONGEST_LOG)
          .watch(LOOK_MILLIS);
      try (var socket = KeeperSocket.open(home, this)) {
        int code = watch();
        state.left();
        socket.drain(); // who asked it to leave is told before the lock goes
        return code;
      }
    } catch (IOException e) {
      throw new LabException(1, "can't watch over " + home + ": " + e.getMessage(), e);
    } finally {
      state.left(); // also without ever having watched: nobody is to wait for it
    }
  }

  /** Ends the lab and the watch; returns at once. */
  public void leave() {
    state.leave();
  }

  /** Ends a pause. */
  void startNow() {
    state.startNow();
  }

  /** The lab that was started can't begin yet, for a reason; empty: it can. */
  void waits(String reason) {
    state.waits(reason);
  }

  /** Returns when the lab has gone and will not come again, or after so long. */
  public boolean awaitLeft(Duration patience) throws InterruptedException {
    return state.awaitLeft(patience);
  }

  KeeperView view() {
    return state.view();
  }

  private int watch() throws InterruptedException {
    int crashes = 0;
    while (true) {
      if (!Files.exists(home.resolve(LOCK))) {
        say("the home " + home + " has been deleted: nothing is left to watch");
        return LabException.BAD_INPUT;
      }
      long begun = System.nanoTime();
      int code = live(crashes);
      if (state.isLeaving() || code == 0 || code == 130 || code == 143) {
        return 0;
      }
      if (code == LabException.BAD_INPUT) {
        return code;
      }
      if (System.nanoTime() - begun > CALM.toNanos()) {
        crashes = 0;
      }
      crashes++;
      if (crashes >= MOST_CRASHES) {
        giveUp(crashes, code);
        return 1;
      }
      Duration pause = firstPause.multipliedBy(1L << (crashes - 1));
      say("the daemon died (" + exit(code) + "); starting it again in " + seconds(pause) + " s");
      if (!state.pause(pause, crashes, "it died (" + exit(code) + ")")) {
        return 0;
      }
    }
  }

  /** One life of the lab; its exit code. */
  private int live(int crashes) throws InterruptedException {
    try {
      Optional<KeptLab> found = crashes == 0 ? labs.running() : Optional.empty();
      KeptLab lab = found.isPresent() ? found.get() : labs.start();
      return state.watch(lab);
    } catch (IOException e) {
      say("the daemon can't be started: " + e.getMessage());
      return 1;
    }
  }

  private void giveUp(int crashes, int code) {
    String what = "died " + crashes + " times in a row (" + exit(code) + " at last)";
    say("the daemon " + what + ": giving up");
    try {
      Files.writeString(
          home.resolve("logs/gave-up"),
          "the last one "
              + what
              + " and was given up at "
              + now()
              + "; "
              + home.resolve("logs")
              + " says why\n");
    } catch (IOException e) {
      say("can't leave a note of it: " + e.getMessage());
    }
  }

  private static String exit(int code) {
    return "exit code " + code;
  }

  private static String seconds(Duration pause) {
    return Long.toString(Math.round(pause.toMillis() * 1e-3));
  }

  private void say(String what) {
    err.println("symlab: " + now() + " " + what);
    err.flush();
  }

  private static String now() {
    return STAMP.format(LocalDateTime.now(ZoneId.systemDefault()));
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // held within this very process
    }
  }
}
