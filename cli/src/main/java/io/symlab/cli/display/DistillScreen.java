package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Picture;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.experiment.distill.DistillDisplay;
import io.symlab.experiment.distill.DistillProgress;
import io.symlab.experiment.results.Ranking;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Draws a search in place: how far it is, how fast, and the front as it grows. For terminals. */
public final class DistillScreen implements DistillDisplay {
  private final PrintWriter out;
  private final Style style;
  private final TerminalSize size;
  private final Picture picture;

  public DistillScreen(PrintWriter out, Style style, TerminalSize size) {
    this.out = out;
    this.style = style;
    this.size = size;
    this.picture = new Picture(out);
  }

  @Override
  public void note(String text) {
    out.println("note: " + text);
  }

  @Override
  public void show(DistillProgress progress) {
    // The last line and column stay free: writing there makes a terminal scroll or wrap.
    picture.draw(lines(progress, size.columns() - 1, size.rows() - 1));
  }

  @Override
  public void end(DistillProgress progress) {
    picture.draw(lines(progress, size.columns() - 1, 2));
  }

  private List<String> lines(DistillProgress progress, int width, int height) {
    var lines = new ArrayList<String>();
    String bar = Frame.bar(progress.share());
    String percent = String.format(Locale.ROOT, " %3d %%  ", (int) (100 * progress.share()));
    String rest = Amounts.fit(DistillText.time(progress), width - bar.length() - percent.length());
    lines.add(style.bar(bar) + percent + rest);
    lines.add(Amounts.fit(DistillText.rates(progress), width));
    if (height > 5) {
      lines.add("");
      List<String> table = FrontText.lines(progress.front(), Ranking.NONE, height - 4);
      lines.add(style.faint(Amounts.fit(table.get(0), width)));
      table.stream().skip(1).map(line -> Amounts.fit(line, width)).forEach(lines::add);
    }
    return lines;
  }
}
