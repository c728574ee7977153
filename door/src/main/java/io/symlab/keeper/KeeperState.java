package io.symlab.keeper;

import io.symlab.experiment.Version;
import io.symlab.proto.KeeperView;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a watchdog does at the moment; told by its main thread, asked and changed by others. */
final class KeeperState {
  /** What an orderly end takes at most: 10 s for checkpoints, and what a slow disk needs. */
  private static final Duration ORDERLY = Duration.ofSeconds(20);

  private String name = "running";
  private String why = "";
  private String waits = "";
  private long since = System.nanoTime();
  private long until = since;
  private int crashes;
  private boolean leaving;
  private boolean startNow;
  private KeptLab lab;

  /** Returns the lab's exit code once it has ended. */
  int watch(KeptLab started) throws InterruptedException {
    synchronized (this) {
      lab = started;
      if (!leaving) {
        enter("running");
      } else {
        end(started);
      }
    }
    try {
      return started.await();
    } finally {
      synchronized (this) {
        lab = null;
        waits = "";
      }
    }
  }

  /** Returns false at once when the lab must not be started again. */
  synchronized boolean pause(Duration pause, int crashesInRow, String cause)
      throws InterruptedException {
    crashes = crashesInRow;
    why = cause;
    if (!leaving) {
      enter("pausing");
    }
    until = System.nanoTime() + pause.toNanos();
    startNow = false;
    while (!leaving && !startNow && System.nanoTime() < until) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, until - System.nanoTime()));
    }
    return !leaving;
  }

  synchronized void startNow() {
    startNow = true;
    notifyAll();
  }

  synchronized void waits(String reason) {
    waits = lab == null ? "" : reason;
  }

  synchronized void leave() {
    if (!leaving) {
      leaving = true;
      enter("leaving");
      if (lab != null) {
        end(lab);
      }
      notifyAll();
    }
  }

  synchronized boolean isLeaving() {
    return leaving;
  }

  synchronized void left() {
    leaving = true;
    enter("left");
    notifyAll();
  }

  synchronized boolean awaitLeft(Duration patience) throws InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    while (!name.equals("left") && System.nanoTime() < end) {
      TimeUnit.NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
    return name.equals("left");
  }

  synchronized KeeperView view() {
    long now = System.nanoTime();
    return KeeperView.newBuilder()
        .setPid(ProcessHandle.current().pid())
        .setVersion(Version.text())
        .setState(name)
        .setSeconds((now - since) * 1e-9)
        .setSecondsLeft(name.equals("pausing") ? Math.max(0, (until - now) * 1e-9) : 0)
        .setCrashes(crashes)
        .setWhy(why)
        .setWaits(waits)
        .build();
  }

  private void enter(String state) {
    name = state;
    since = System.nanoTime();
  }

  /** In order, and if that takes too long, at once: nothing acknowledged is lost by that. */
  private void end(KeptLab one) {
    one.askToEnd();
    var limit =
        new Thread(
            () -> {
              try {
                if (!awaitLeft(ORDERLY)) {
                  synchronized (this) {
                    why = "it did not end within " + ORDERLY.toSeconds() + " s, and was killed";
                  }
                  one.kill();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "keeper-limit");
    limit.setDaemon(true);
    limit.start();
  }
}
