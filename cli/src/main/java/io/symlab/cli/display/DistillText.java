package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.experiment.distill.DistillProgress;
import io.symlab.experiment.distill.DistillRun;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.regression.Search;

/** A search on a table in words: how far it is, how fast, and its front. */
public final class DistillText {
  private DistillText() {}

  /** E.g. {@code round 120 12.3 s 48 s left}. */
  public static String time(DistillProgress progress) {
    double left = progress.secondsLeft();
    String rounds =
        progress.limits().rounds() < Integer.MAX_VALUE ? " of " + progress.limits().rounds() : "";
    return "round "
        + progress.round()
        + rounds
        + "  "
        + Amounts.seconds(progress.seconds())
        + (Double.isInfinite(left) ? "" : "  " + Amounts.seconds(left) + " left");
  }

  /** E.g. {@code 81230 evaluations/s 3.210e+09 node-rows/s best R2 0.9812, valid. 0.9790}. */
  public static String rates(DistillProgress progress) {
    FrontFile front = progress.front();
    String best =
        front.rows().isEmpty()
            ? ""
            : "  best R2 "
                + Amounts.r2(front.front().accuracy().r2Train())
                + ", valid. "
                + Amounts.r2(front.front().accuracy().r2Validation());
    if (progress.evaluationsPerSecond() == 0) {
      return best.stripLeading(); // a glance at the first formulas, before the search counts
    }
    return Amounts.figure(progress.evaluationsPerSecond())
        + " evaluations/s  "
        + Amounts.figure(progress.nodeRowsPerSecond())
        + " node-rows/s"
        + best;
  }

  /** How it ended and where it lies. */
  public static String ended(Search.End end, DistillRun run) {
    String why =
        switch (end) {
          case TIME, ROUNDS, EVALUATIONS -> "Done";
          case LOSS -> "Done, the loss is small enough,";
          case STOPPED -> "Interrupted";
        };
    String more =
        end == Search.End.LOSS
            ? ""
            : "; go on with: lab distill --resume "
                + run.folder()
                + (end == Search.End.STOPPED
                    ? ""
                    : end == Search.End.ROUNDS ? " --rounds N" : " --seconds S");
    return why
        + " after "
        + run.front().rounds()
        + (run.front().rounds() == 1 ? " round and " : " rounds and ")
        + Amounts.seconds(run.seconds())
        + ": "
        + run.folder()
        + more;
  }
}
