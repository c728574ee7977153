package io.symlab.cli.display;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.cli.terminal.Amounts;
import io.symlab.proto.KeeperView;
import java.util.Optional;

/** A lab's watchdog in words: who it is, what it does next, and why. */
public final class KeeperText {
  private KeeperText() {}

  /**
   * One line.
   *
   * @param unit of systemd that has the watchdog's place; empty: none
   */
  public static String line(Optional<KeeperView> keeper, String unit) {
    return keeper.isEmpty() && !unit.isEmpty()
        ? "systemd starts the lab again after a crash (" + unit + ")"
        : line(keeper);
  }

  /** One line. */
  public static String line(Optional<KeeperView> keeper) {
    if (keeper.isEmpty()) {
      return "no watchdog: nobody starts this lab again after a crash";
    }
    KeeperView view = keeper.get();
    String who = who(view);
    if (!view.getWaits().isEmpty()) {
      return who + " waits: " + waits(view);
    }
    return switch (view.getState()) {
      case "pausing" ->
          who
              + " starts the lab again in "
              + Amounts.seconds(view.getSecondsLeft())
              + ": "
              + crashes(view);
      case "leaving", "left" -> who + " is ending the lab";
      default ->
          who
              + " starts the lab again after a crash"
              + (view.getCrashes() == 0 ? "" : "; before this one " + crashes(view));
    };
  }

  /** What its lab waits for before it begins, and what there is to do. */
  public static String waits(KeeperView view) {
    return view.getWaits() + "; it starts once that is mended, and 'lab down' ends the wait";
  }

  /** What it does about a lab that does not answer. */
  public static String next(KeeperView view) {
    return view.getState().equals("running") && view.getWaits().isEmpty()
        ? who(view) + " starts it again"
        : line(Optional.of(view));
  }

  private static String who(KeeperView view) {
    return "watchdog (pid " + view.getPid() + ")";
  }

  /** The same for programs; null when there is none. */
  public static void put(ObjectNode node, Optional<KeeperView> keeper) {
    if (keeper.isEmpty()) {
      node.putNull("watchdog");
      return;
    }
    KeeperView view = keeper.get();
    node.putObject("watchdog")
        .put("pid", view.getPid())
        .put("state", view.getState())
        .put("seconds", view.getSeconds())
        .put("seconds_left", view.getSecondsLeft())
        .put("crashes", view.getCrashes())
        .put("why", view.getWhy())
        .put("waits", view.getWaits());
  }

  private static String crashes(KeeperView view) {
    return view.getWhy() + (view.getCrashes() > 1 ? ", " + view.getCrashes() + " in a row" : "");
  }
}
