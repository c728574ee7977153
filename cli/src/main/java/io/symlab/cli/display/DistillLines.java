package io.symlab.cli.display;

import io.symlab.experiment.distill.DistillDisplay;
import io.symlab.experiment.distill.DistillProgress;
import io.symlab.experiment.results.Ranking;
import java.io.PrintWriter;

/** Writes the first front of a search, then a line every few seconds. For logs and pipes. */
public final class DistillLines implements DistillDisplay {
  private static final double PERIOD_SECONDS = 5;

  private final PrintWriter out;
  private double next = Double.NEGATIVE_INFINITY;

  public DistillLines(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void note(String text) {
    out.println("note: " + text);
    out.flush();
  }

  @Override
  public void show(DistillProgress progress) {
    if (progress.seconds() < next) {
      return;
    }
    boolean first = next == Double.NEGATIVE_INFINITY;
    next = progress.seconds() + PERIOD_SECONDS;
    line(progress);
    if (first) {
      FrontText.lines(progress.front(), Ranking.NONE).forEach(out::println);
    }
    out.flush();
  }

  @Override
  public void end(DistillProgress progress) {
    line(progress);
    out.flush();
  }

  private void line(DistillProgress progress) {
    out.println(DistillText.time(progress) + "  " + DistillText.rates(progress));
  }
}
