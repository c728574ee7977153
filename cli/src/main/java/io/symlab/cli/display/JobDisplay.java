package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Picture;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.experiment.direct.JobProgress;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/**
 * Shows how far some work is and how long it will take: a bar on a terminal, drawn in place, else a
 * line every few seconds.
 */
public final class JobDisplay implements JobProgress.Listener {
  private static final double PERIOD_SECONDS = 5;

  private final PrintWriter out;
  private final Style style;
  private final TerminalSize size;
  private final String what;
  private final Picture picture;
  private double next = PERIOD_SECONDS;

  /**
   * A display.
   *
   * @param out where to; not where results go when there is no terminal
   * @param what is done, e.g. {@code evaluate}
   */
  public JobDisplay(PrintWriter out, Style style, TerminalSize size, String what) {
    this.out = out;
    this.style = style;
    this.size = size;
    this.what = what;
    this.picture = new Picture(out);
  }

  @Override
  public void show(JobProgress progress) {
    if (style.terminal()) {
      String bar = Frame.bar(progress.share());
      String text =
          String.format(Locale.ROOT, " %3d %%  ", (int) (100 * progress.share())) + text(progress);
      // The last column stays free: writing there makes a terminal wrap.
      int room = size.columns() - 1 - bar.length();
      picture.draw(List.of(style.bar(bar) + Amounts.fit(text, room)));
    } else if (progress.seconds() >= next) {
      next = progress.seconds() + PERIOD_SECONDS;
      out.println(text(progress));
      out.flush();
    }
  }

  /** Takes a drawn bar away, so that results stand alone. */
  public void clear() {
    if (style.terminal()) {
      picture.draw(List.of());
    }
  }

  private String text(JobProgress progress) {
    double left = progress.secondsLeft();
    return what
        + "  "
        + progress.done()
        + " of "
        + progress.total()
        + " "
        + progress.unit()
        + "  "
        + Amounts.seconds(progress.seconds())
        + (Double.isInfinite(left) ? "" : "  " + Amounts.seconds(left) + " left");
  }
}
