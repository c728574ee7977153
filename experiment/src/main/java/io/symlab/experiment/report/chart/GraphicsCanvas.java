package io.symlab.experiment.report.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/**
 * A canvas on Java's graphics, whatever lies behind them: pixels, or the operators of a PDF. It
 * wants a Java with a graphics system and a font, which a bare server may lack.
 */
final class GraphicsCanvas implements Canvas {
  private static final Color INK = new Color(0x1a1a1f);
  private static final Color SOFT = new Color(0x55555f);
  private static final Color GRID = new Color(0xe3e3e8);

  private final Graphics2D graphics;

  private GraphicsCanvas(Graphics2D graphics) {
    this.graphics = graphics;
  }

  /**
   * Draws on white, one unit of the plot's size as one of the graphics'.
   *
   * @throws LinkageError or an unchecked exception where there is no graphics system or no font
   */
  static void draw(Chart chart, ChartDrawing.Size size, Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, size.width(), size.height());
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont(12.5f));
    ChartDrawing.draw(chart, new GraphicsCanvas(graphics), size);
  }

  @Override
  public void rule(double x1, double y1, double x2, double y2, boolean strong) {
    graphics.setColor(strong ? SOFT : GRID);
    graphics.setStroke(new BasicStroke(1));
    graphics.draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void text(double x, double y, Anchor anchor, boolean soft, String text) {
    double width = graphics.getFontMetrics().stringWidth(text);
    double start =
        switch (anchor) {
          case START -> x;
          case MIDDLE -> x - width / 2;
          case END -> x - width;
        };
    graphics.setColor(soft ? SOFT : INK);
    graphics.drawString(text, (float) start, (float) y);
  }

  @Override
  public void upwards(double x, double y, String text) {
    AffineTransform before = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, x, y);
    text(x, y, Anchor.MIDDLE, false, text);
    graphics.setTransform(before);
  }

  @Override
  public void clip(double x, double y, double width, double height) {
    graphics.setClip(new Rectangle2D.Double(x, y, width, height));
  }

  @Override
  public void open() {
    graphics.setClip(null);
  }

  @Override
  public void area(double[] x, double[] y, int colour) {
    graphics.setColor(colour(colour, 0.16));
    graphics.fill(path(x, y));
  }

  @Override
  public void line(double[] x, double[] y, int colour, double width, double opacity, Dash dash) {
    float[] dashes =
        switch (dash) {
          case LONG -> new float[] {7, 4};
          case SHORT -> new float[] {2, 3};
          case NONE -> null;
        };
    graphics.setColor(colour(colour, opacity));
    graphics.setStroke(
        new BasicStroke(
            (float) width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dashes, 0));
    graphics.draw(path(x, y));
  }

  @Override
  public void point(double x, double y, int colour, boolean ring, String note) {
    double radius = ring ? 8 : 4;
    var circle = new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
    graphics.setColor(colour(colour, 1));
    if (!ring) {
      graphics.fill(circle);
      graphics.setColor(Color.WHITE);
    }
    graphics.setStroke(new BasicStroke(ring ? 2 : 1));
    graphics.draw(circle);
  }

  @Override
  public void dots(double[] x, double[] y, int colour) {
    graphics.setColor(colour(colour, 0.55));
    for (int i = 0; i < x.length; i++) {
      graphics.fill(new Ellipse2D.Double(x[i] - 2.2, y[i] - 2.2, 4.4, 4.4));
    }
  }

  private static Path2D path(double[] x, double[] y) {
    var path = new Path2D.Double();
    boolean down = false;
    for (int i = 0; i < x.length; i++) {
      if (Double.isFinite(y[i])) {
        if (down) {
          path.lineTo(x[i], y[i]);
        } else {
          path.moveTo(x[i], y[i]);
        }
      }
      down = Double.isFinite(y[i]);
    }
    return path;
  }

  private static Color colour(int index, double opacity) {
    Color plain = Color.decode(Palette.hex(index));
    return new Color(
        plain.getRed(), plain.getGreen(), plain.getBlue(), (int) Math.round(255 * opacity));
  }
}
