package io.symlab.experiment.report.chart;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import javax.imageio.ImageIO;

/** Draws a plot as PNG on white, for slides and documents; the page itself needs none. */
public final class PngChart {
  /** Pixels per unit of the plot's size. */
  private static final int SCALE = 2;

  private PngChart() {}

  /**
   * The bytes of a PNG file.
   *
   * @throws IOException when it cannot be encoded
   * @throws LinkageError or an unchecked exception where there is no graphics system or no font
   */
  public static byte[] draw(Chart chart, ChartDrawing.Size size) throws IOException {
    int width = SCALE * size.width();
    int height = SCALE * size.height();
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      graphics.scale(SCALE, SCALE);
      GraphicsCanvas.draw(chart, size, graphics);
    } finally {
      graphics.dispose();
    }
    ImageIO.setUseCache(false); // Memory will do; the default is a temporary file.
    var out = new ByteArrayOutputStream();
    if (!ImageIO.write(FewColours.of(image), "png", out)) {
      throw new IOException("this Java has no writer for PNG");
    }
    return out.toByteArray();
  }
}
