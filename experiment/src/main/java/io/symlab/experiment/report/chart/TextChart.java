package io.symlab.experiment.report.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Draws a plot in letters, for terminals: lines and points as the dots of Braille letters, two by
 * four in each, so that a small plot shows a curve.
 */
public final class TextChart implements Canvas {
  private static final int COLUMNS = 78;
  private static final int ROWS = 22;
  private static final int EMPTY = 0x2800;

  /** Bits of a Braille letter, by its four rows of two dots. */
  private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final double across;
  private final double down;
  private final int[][] cells = new int[ROWS][COLUMNS];
  private final char[][] letters = new char[ROWS][COLUMNS];
  private double[] frame = {0, 0, Double.MAX_VALUE, Double.MAX_VALUE};

  private TextChart(ChartDrawing.Size size) {
    across = (double) COLUMNS / size.width();
    down = (double) ROWS / size.height();
  }

  /** Its lines, the title first. */
  public static List<String> draw(Chart chart) {
    var canvas = new TextChart(ChartDrawing.Size.WIDE);
    ChartDrawing.draw(chart, canvas, ChartDrawing.Size.WIDE);
    List<String> lines = new ArrayList<>(List.of(chart.title() + ": " + chart.yLabel()));
    for (int row = 0; row < ROWS; row++) {
      var line = new StringBuilder();
      for (int column = 0; column < COLUMNS; column++) {
        char letter = canvas.letters[row][column];
        int dots = canvas.cells[row][column];
        line.append(letter != 0 ? letter : dots != 0 ? (char) (EMPTY + dots) : ' ');
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  @Override
  public void rule(double x1, double y1, double x2, double y2, boolean strong) {
    int row = (int) (y1 * down);
    if (strong && y1 == y2 && row < ROWS) {
      Arrays.fill(letters[row], column(x1), column(x2), '─');
    }
  }

  @Override
  public void text(double x, double y, Anchor anchor, boolean soft, String text) {
    int start =
        switch (anchor) {
          case START -> column(x);
          case MIDDLE -> column(x) - text.length() / 2;
          case END -> column(x) - text.length() + 1;
        };
    int row = (int) ((y - 4) * down);
    for (int i = 0; i < text.length(); i++) {
      if (row >= 0 && row < ROWS && start + i >= 0 && start + i < COLUMNS) {
        letters[row][start + i] = text.charAt(i);
      }
    }
  }

  /** The title says what is upwards. */
  @Override
  public void upwards(double x, double y, String text) {}

  @Override
  public void clip(double x, double y, double width, double height) {
    frame = new double[] {x, y, x + width, y + height};
  }

  @Override
  public void open() {
    frame = new double[] {0, 0, Double.MAX_VALUE, Double.MAX_VALUE};
  }

  /** Dots have no shades. */
  @Override
  public void area(double[] x, double[] y, int colour) {}

  @Override
  public void line(double[] x, double[] y, int colour, double width, double opacity, Dash dash) {
    for (int i = 1; i < x.length; i++) {
      if (Double.isFinite(y[i - 1]) && Double.isFinite(y[i])) {
        double length = Math.hypot((x[i] - x[i - 1]) * across, (y[i] - y[i - 1]) * down);
        int steps = 1 + (int) (4 * length);
        int every = dash == Dash.NONE ? 1 : 3;
        for (int step = 0; step <= steps; step += every) {
          double share = (double) step / steps;
          dot(x[i - 1] + share * (x[i] - x[i - 1]), y[i - 1] + share * (y[i] - y[i - 1]));
        }
      }
    }
  }

  @Override
  public void point(double x, double y, int colour, boolean ring, String note) {
    int row = (int) (y * down);
    int column = column(x);
    if (row >= 0 && row < ROWS && column >= 0 && column < COLUMNS) {
      letters[row][column] = ring ? '◎' : '•';
    }
  }

  @Override
  public void dots(double[] x, double[] y, int colour) {
    for (int i = 0; i < x.length; i++) {
      dot(x[i], y[i]);
    }
  }

  private int column(double x) {
    return Math.max(0, Math.min(COLUMNS, (int) (x * across)));
  }

  private void dot(double x, double y) {
    int column = (int) (2 * x * across);
    int row = (int) (4 * y * down);
    boolean inside = x >= frame[0] && y >= frame[1] && x <= frame[2] && y <= frame[3];
    if (inside && column >= 0 && column < 2 * COLUMNS && row >= 0 && row < 4 * ROWS) {
      cells[row / 4][column / 2] |= DOTS[row % 4][column % 2];
    }
  }
}
