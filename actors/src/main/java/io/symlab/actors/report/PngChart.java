package io.symlab.actors.report;

import io.symlab.actors.report.Series.Look;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws a plot as PNG, for slides and documents; the page itself needs none. It wants a graphics
 * system with fonts, which a bare server may lack.
 */
final class PngChart {
  private static final int WIDTH = 960;
  private static final int HEIGHT = 560;

  private PngChart() {}

  /**
   * The bytes of a PNG file.
   *
   * @throws IOException when it cannot be encoded
   * @throws LinkageError or an unchecked exception where there is no graphics system or no font
   */
  static byte[] draw(Chart chart) throws IOException {
    XYChart plot =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(chart.title())
            .xAxisTitle(chart.xLabel())
            .yAxisTitle(chart.yLabel())
            .build();
    var style = plot.getStyler();
    style.setChartBackgroundColor(Color.WHITE);
    style.setPlotBorderVisible(false);
    style.setPlotGridLinesColor(new Color(0xe3e3e8));
    style.setLegendPosition(LegendPosition.OutsideS);
    style.setLegendLayout(org.knowm.xchart.style.Styler.LegendLayout.Horizontal);
    style.setLegendBorderColor(Color.WHITE);
    style.setXAxisLogarithmic(chart.x().log());
    style.setYAxisLogarithmic(chart.y().log());
    style.setYAxisMin(chart.y().low());
    style.setYAxisMax(chart.y().high());
    style.setXAxisMin(chart.x().low());
    style.setXAxisMax(chart.x().high());
    int unnamed = 0;
    for (Series series : chart.series()) {
      String label = series.label().isEmpty() ? "unnamed " + unnamed++ : series.label();
      add(plot, series, label, series.x(), series.y(), chart);
    }
    var out = new ByteArrayOutputStream();
    BitmapEncoder.saveBitmap(plot, out, BitmapFormat.PNG);
    return out.toByteArray();
  }

  private static void add(
      XYChart plot, Series series, String label, double[] x, double[] y, Chart chart) {
    int[] shown =
        java.util.stream.IntStream.range(0, x.length)
            .filter(
                i -> Double.isFinite(y[i]) && y[i] >= chart.y().low() && y[i] <= chart.y().high())
            .toArray();
    if (shown.length == 0) {
      return;
    }
    XYSeries line =
        plot.addSeries(
            label,
            Arrays.stream(shown).mapToDouble(i -> x[i]).toArray(),
            Arrays.stream(shown).mapToDouble(i -> y[i]).toArray());
    Color colour = Color.decode(Palette.hex(series.colour()));
    line.setLineColor(colour);
    line.setMarkerColor(colour);
    line.setMarker(
        series.look() == Look.RING
            ? SeriesMarkers.DIAMOND
            : series.hasPoints() ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    line.setLineStyle(stroke(series.look()));
    if (!series.hasLine()) {
      line.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    }
  }

  private static BasicStroke stroke(Look look) {
    float width = look == Look.FAINT ? 1f : 2.2f;
    float[] dash =
        look == Look.DASHED
            ? new float[] {8, 5}
            : look == Look.DOTTED ? new float[] {2, 4} : new float[] {1, 0};
    return new BasicStroke(width, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, dash, 0);
  }
}
