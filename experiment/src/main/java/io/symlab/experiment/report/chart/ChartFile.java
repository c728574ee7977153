package io.symlab.experiment.report.chart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The forms in which a plot is a file. */
public enum ChartFile {
  svg {
    @Override
    public byte[] draw(Chart chart) {
      return SvgChart.draw(chart, ChartDrawing.Size.WIDE).getBytes(StandardCharsets.UTF_8);
    }
  },
  png {
    @Override
    public byte[] draw(Chart chart) throws IOException {
      headless();
      return PngChart.draw(chart, ChartDrawing.Size.WIDE);
    }
  },
  pdf {
    @Override
    public byte[] draw(Chart chart) throws IOException {
      headless();
      return PdfChart.draw(chart, ChartDrawing.Size.WIDE);
    }
  };

  /**
   * The bytes of its file.
   *
   * @throws IOException when it cannot be encoded
   * @throws LinkageError or an unchecked exception where there is no graphics system or no font
   */
  public abstract byte[] draw(Chart chart) throws IOException;

  /** The file's name. */
  public String name(Chart chart) {
    return chart.name() + "." + name();
  }

  private static void headless() {
    System.setProperty("java.awt.headless", "true");
  }
}
