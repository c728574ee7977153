package io.symlab.experiment.report.chart;

/**
 * What a plot is drawn on. Coordinates are those of the plot's size, from its upper left corner;
 * colours come from the page's roles and the palette.
 */
interface Canvas {
  /** How a line runs. */
  enum Dash {
    NONE,
    LONG,
    SHORT
  }

  /** Where a text lies relative to its point; its base line is at the point's height. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * A straight line of an axis or grid.
   *
   * @param strong an axis, not a grid line
   */
  void rule(double x1, double y1, double x2, double y2, boolean strong);

  /**
   * @param soft a tick's label, not a name
   */
  void text(double x, double y, Anchor anchor, boolean soft, String text);

  /** A text upwards, centred on its point. */
  void upwards(double x, double y, String text);

  /** What is drawn until {@link #open} is cut off outside this rectangle. */
  void clip(double x, double y, double width, double height);

  void open();

  /** A filled shape, lightly. */
  void area(double[] x, double[] y, int colour);

  /** A line through points; a point that is not finite interrupts it. */
  void line(double[] x, double[] y, int colour, double width, double opacity, Dash dash);

  /**
   * A point, or a ring around one.
   *
   * @param note what it says when pointed at, where the canvas can; may be empty
   */
  void point(double x, double y, int colour, boolean ring, String note);

  /** Many small points, seen as a cloud. */
  void dots(double[] x, double[] y, int colour);
}
