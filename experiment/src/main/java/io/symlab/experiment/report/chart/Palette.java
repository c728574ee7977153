package io.symlab.experiment.report.chart;

import java.util.List;

/**
 * Colours that people with any kind of colour vision tell apart: Okabe and Ito's, after Wong,
 * "Points of view: Color blindness" (Nature Methods 8, 2011), without its yellow.
 */
public final class Palette {
  public static final int LEARNED = 0;
  public static final int DISTILLED = 1;
  public static final int TUNED = 2;
  public static final int FIRST_BASELINE = 3;
  public static final int EVOLVED = 6;

  private static final List<String> COLOURS =
      List.of("#0072b2", "#d55e00", "#009e73", "#5b5b66", "#aa4f8b", "#c98a00", "#3a9bd9");

  private Palette() {}

  static String hex(int index) {
    return COLOURS.get(index % COLOURS.size());
  }

  /** Its place among the colours, as the page's style names them. */
  static int index(int index) {
    return index % COLOURS.size();
  }
}
