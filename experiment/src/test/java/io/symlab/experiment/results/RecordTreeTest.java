package io.symlab.experiment.results;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.symbolic.table.Layout;
import io.symlab.symbolic.table.Reading;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the tree has to share with Jackson's mapper, whose files older versions read. */
class RecordTreeTest {
  private record Plain(
      int whole,
      long longOne,
      double r2Train,
      boolean good,
      String text,
      Double none,
      List<List<Double>> numbers,
      Map<String, Object> named,
      Layout.Category category,
      Reading reading) {}

  private record Odd(Thread.State state) {}

  /** Jackson calls its getter. */
  @SuppressWarnings({"UnusedMethod", "EffectivelyPrivate"})
  private record Getting(int x) {
    public int getTwice() {
      return 2 * x;
    }
  }

  private static final Plain PLAIN =
      new Plain(
          3,
          1L << 40,
          -1e-300,
          true,
          "a \"b\"\n\u6E29\uD835\uDEFC",
          null,
          List.of(List.of(1.0, Double.NaN, Double.NEGATIVE_INFINITY, 0.1), List.of()),
          Map.of("k", List.of("v")),
          new Layout.Category("city", List.of("Paris"), List.of("city_Paris")),
          Reading.PLAIN);

  @Test
  void recordsHaveTheTreeAndTheTextThatTheMapperGives() throws IOException {
    JsonNode tree = RecordTree.of(PLAIN).orElseThrow();
    assertThat(tree).isEqualTo(ResultJson.byMapper(PLAIN));
    assertThat(tree.has("r2-train")).isTrue();
    assertThat(RecordTree.bytes(tree))
        .isEqualTo(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(tree));
  }

  @Test
  void whatIsLeftToTheMapperComesOutToo() {
    assertThat(RecordTree.of(new Odd(Thread.State.NEW))).isEmpty();
    assertThat(ResultJson.flat(new Odd(Thread.State.NEW)).get("state").asText()).isEqualTo("NEW");
    assertThat(RecordTree.of(new Getting(2))).isEmpty();
    assertThat(ResultJson.flat(new Getting(2)).get("x").asInt()).isEqualTo(2);
  }

  @Test
  void plotsNeedNoMapper() {
    var plots =
        new PlotsFile(
            List.of(new PlotsFile.Points("train", 2, List.of(1.0), List.of(2.0))),
            List.of(),
            List.of(new PlotsFile.Step(0.5, 1, 2, 3, 4, Double.NaN)));
    assertThat(RecordTree.of(plots)).contains(ResultJson.byMapper(plots));
  }
}
