package io.symlab.experiment.report.chart;

import de.rototor.pdfbox.graphics2d.PdfBoxGraphics2D;
import java.awt.geom.AffineTransform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** Draws a plot as PDF of one page of the plot's size, for papers; letters are outlines. */
public final class PdfChart {
  /** Points per unit of the plot's size: letters of nine points. */
  private static final float SCALE = 0.72f;

  private PdfChart() {}

  /**
   * The bytes of a PDF file.
   *
   * @throws IOException when it cannot be encoded
   * @throws LinkageError or an unchecked exception where there is no graphics system or no font
   */
  public static byte[] draw(Chart chart, ChartDrawing.Size size) throws IOException {
    float width = SCALE * size.width();
    float height = SCALE * size.height();
    try (var document = new PDDocument()) {
      var page = new PDPage(new PDRectangle(width, height));
      document.addPage(page);
      document.getDocumentInformation().setTitle(chart.title());
      var graphics = new PdfBoxGraphics2D(document, width, height);
      graphics.transform(AffineTransform.getScaleInstance(SCALE, SCALE));
      GraphicsCanvas.draw(chart, size, graphics);
      graphics.dispose();
      try (var stream = new PDPageContentStream(document, page)) {
        stream.drawForm(graphics.getXFormObject());
      }
      var out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    }
  }
}
