package io.symlab.experiment.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChartDrawingTest {
  private static final Pattern LABEL =
      Pattern.compile(
          "<text x=\"([0-9.-]+)\" y=\"([0-9.]+)\" text-anchor=\"(middle|end)\""
              + " class=\"soft-ink\"[^>]*>([^<]*)<");

  /** Of a letter of 12.5 units, at the widest. */
  private static final double LETTER = 7;

  private record Label(double left, double right) {}

  @Property(tries = 200)
  void labelsOverlapNeitherEachOtherNorTheEdge(
      @ForAll @IntRange(min = -5, max = 12) int width,
      @ForAll @IntRange(min = 0, max = 8) int farther,
      @ForAll boolean small) {
    double range = Math.pow(10, width);
    double low = 1.23456789 * range * Math.pow(10, farther);
    double[] values = {low, low + range};
    Chart chart =
        Chart.of(
            "c",
            "t",
            "x",
            false,
            "y",
            false,
            List.of(Series.of("", 1, Series.Look.LINE, values, values)));
    ChartDrawing.Size size = small ? ChartDrawing.Size.HALF : ChartDrawing.Size.WIDE;
    Matcher texts = LABEL.matcher(SvgChart.draw(chart, size));
    List<Label> below = new ArrayList<>();
    while (texts.find()) {
      double x = Double.parseDouble(texts.group(1));
      double wide = LETTER * texts.group(4).length();
      if (texts.group(3).equals("end")) {
        assertThat(x - wide).as(texts.group(4)).isGreaterThan(22);
      } else {
        below.add(new Label(x - wide / 2, x + wide / 2));
      }
    }
    assertThat(below).isNotEmpty();
    for (int i = 1; i < below.size(); i++) {
      assertThat(below.get(i).left()).isGreaterThan(below.get(i - 1).right());
    }
  }
}
