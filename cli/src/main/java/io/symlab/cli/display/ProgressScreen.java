package io.symlab.cli.display;

import io.symlab.cli.terminal.Picture;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.ExperimentView;
import java.io.PrintWriter;
import java.util.Optional;

/** Draws an experiment in place, each picture over the last one. For terminals. */
public final class ProgressScreen implements ProgressDisplay {
  private final Picture picture;
  private final Style style;
  private final TerminalSize size;

  public ProgressScreen(PrintWriter out, Style style, TerminalSize size) {
    this.picture = new Picture(out);
    this.style = style;
    this.size = size;
  }

  @Override
  public void show(ExperimentView experiment, Optional<FrontFile> front) {
    // The last line and column stay free: writing there makes a terminal scroll or wrap.
    var frame = new Frame(style, size.columns() - 1, size.rows() - 1);
    picture.draw(frame.lines(experiment, front));
  }

  /** Leaves the last picture of the stages; the whole front is for who called to print. */
  @Override
  public void end(ExperimentView experiment, Optional<FrontFile> front) {
    show(experiment, Optional.empty());
  }
}
