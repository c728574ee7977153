package io.symlab.cli.terminal;

import java.io.PrintWriter;
import java.util.List;

/** Some lines on a terminal that are drawn in place, each time over the last. */
public final class Picture {
  private static final String CLEAR_LINE = "\u001b[K";
  private static final String CLEAR_BELOW = "\u001b[J";

  private final PrintWriter out;
  private int drawn;

  public Picture(PrintWriter out) {
    this.out = out;
  }

  /**
   * Draws.
   *
   * @param lines none wider than the terminal, fewer than it is high
   */
  public void draw(List<String> lines) {
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
