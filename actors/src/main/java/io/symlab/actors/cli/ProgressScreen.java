package io.symlab.actors.cli;

import io.symlab.proto.ExperimentView;
import io.symlab.proto.FrontView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/** Draws an experiment in place, each picture over the last one. For terminals. */
final class ProgressScreen implements ProgressDisplay {
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private final Style style;
  private final TerminalSize size;
  private int drawn;

  ProgressScreen(PrintWriter out, Style style, TerminalSize size) {
    this.out = out;
    this.style = style;
    this.size = size;
  }

  @Override
  public void show(ExperimentView experiment, Optional<FrontView> front) {
    // The last line and column stay free: writing there makes a terminal scroll or wrap.
    var frame = new Frame(style, size.columns() - 1, size.rows() - 1);
    draw(frame.lines(experiment, front));
  }

  /** Leaves the last picture of the stages; the whole front is for who called to print. */
  @Override
  public void end(ExperimentView experiment, Optional<FrontView> front) {
    show(experiment, Optional.empty());
  }

  private void draw(List<String> lines) {
    var picture = new StringBuilder();
    if (drawn > 0) {
      picture.append("\r\u001b[").append(drawn).append('A');
    }
    for (String line : lines) {
      picture.append(line).append(CLEAR_LINE).append('\n');
    }
    picture.append(CLEAR_BELOW);
    drawn = lines.size();
    out.print(picture);
    out.flush();
  }
}
