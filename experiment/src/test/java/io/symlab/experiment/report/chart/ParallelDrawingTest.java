package io.symlab.experiment.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class ParallelDrawingTest {
  private static final Pattern TEXT =
      Pattern.compile(
          "<text x=\"([0-9.-]+)\" y=\"([0-9.]+)\" text-anchor=\"(start|middle|end)\""
              + " class=\"([a-z-]+)\"[^>]*>([^<]*)<");

  /** Of a letter of 12.5 units, at the widest. */
  private static final double LETTER = 7;

  private record Text(double left, double right, String text) {}

  /** By the lines that names stand on, from the left; with {@code soft}, of the ticks. */
  private static Map<String, List<Text>> texts(ParallelPlot plot, boolean soft) {
    Map<String, List<Text>> lines = new TreeMap<>();
    Matcher found = TEXT.matcher(SvgChart.draw(plot, ChartDrawing.Size.WIDE));
    while (found.find()) {
      if (found.group(4).equals("soft-ink") == soft) {
        double x = Double.parseDouble(found.group(1));
        double wide = LETTER * found.group(5).length();
        double left =
            switch (found.group(3)) {
              case "start" -> x;
              case "middle" -> x - wide / 2;
              default -> x - wide;
            };
        lines
            .computeIfAbsent(found.group(2), y -> new ArrayList<>())
            .add(new Text(left, left + wide, found.group(5)));
      }
    }
    lines.values().forEach(line -> line.sort(Comparator.comparingDouble(Text::left)));
    return lines;
  }

  private static ParallelPlot plot(List<Integer> letters, String value) {
    List<ParallelPlot.Dimension> dimensions = new ArrayList<>();
    for (int count : letters) {
      dimensions.add(
          new ParallelPlot.Dimension("k".repeat(count), Axis.ofNames(List.of(value, "other"))));
    }
    return new ParallelPlot("p", "t", dimensions, List.of());
  }

  @Property(tries = 300)
  void namesOfAxesOverlapNeitherEachOtherNorTheEdge(
      @ForAll @Size(min = 2, max = 12) List<@IntRange(min = 1, max = 60) Integer> letters) {
    var lines = texts(plot(letters, "value"), false);
    assertThat(lines).isNotEmpty();
    for (List<Text> line : lines.values()) {
      assertThat(line.get(0).left()).isGreaterThanOrEqualTo(0);
      assertThat(line.get(line.size() - 1).right()).isLessThanOrEqualTo(760);
      for (int i = 1; i < line.size(); i++) {
        assertThat(line.get(i).left()).isGreaterThan(line.get(i - 1).right());
      }
    }
  }

  @Property(tries = 50)
  void ticksStayInThePicture(@ForAll @IntRange(min = 1, max = 30) int letters) {
    texts(plot(List.of(3, 3, 3), "v".repeat(letters)), true)
        .values()
        .forEach(
            line -> {
              assertThat(line.get(0).left()).isGreaterThanOrEqualTo(0);
              assertThat(line.get(line.size() - 1).right()).isLessThanOrEqualTo(760);
            });
  }

  @Example
  void aNameThatHasRoomIsNotCut() {
    assertThat(texts(plot(List.of(25, 9, 9, 4), "v"), false).values())
        .flatExtracting(line -> line)
        .extracting(Text::text)
        .contains("k".repeat(25));
  }
}
