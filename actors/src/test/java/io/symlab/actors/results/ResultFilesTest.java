package io.symlab.actors.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.actors.results.EvaluationFile.Kind;
import io.symlab.actors.results.EvaluationFile.RuleRuns;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

class ResultFilesTest {
  private static final double NAN = Double.NaN;
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Property(tries = 100)
  void aFrontRoundTripsWhateverItsNumbers(@ForAll @Size(6) List<@From("doubles") Double> d) {
    var row = new FrontFile.Row(3, d.get(0), d.get(1), d.get(2), d.get(3), d.get(4), "mt_0 * 2.0");
    var front = new FrontFile(List.of("mt_0"), List.of(row), 0, 0, 0, "knee", 7, 1L << 40, true);
    assertThat(FrontFile.ofBytes(front.toBytes(), "front.json")).isEqualTo(front);
  }

  @Property(tries = 100)
  void anEvaluationRoundTripsWhateverItsNumbers(
      @ForAll @Size(max = 3) List<@Size(max = 4) List<@From("doubles") Double>> curves,
      @ForAll("doubles") double rate,
      @ForAll Kind kind) {
    var rule = new RuleRuns("adam 0.1", kind, "adam", rate, "a < \"b\"", curves, List.of(rate));
    var file = new EvaluationFile(3, 4, List.of(rule));
    assertThat(EvaluationFile.ofBytes(file.toBytes(), "evaluation.json")).isEqualTo(file);
  }

  @Property(tries = 100)
  void aTunedRuleRoundTrips(@ForAll("doubles") double before, @ForAll("doubles") double after) {
    var tuned = new TunedFile(List.of("gt_0"), "best", 5, "gt_0", "gt_0 * 2.0", before, after);
    assertThat(TunedFile.ofBytes(tuned.toBytes(), "tuned.json")).isEqualTo(tuned);
    assertThat(tuned.changed()).isTrue();
  }

  @Example
  void whatIsNotFiniteIsTextSoThatTheJsonStaysJson() throws IOException {
    var tuned = new TunedFile(List.of("g"), "best", 1, "g", "g", NAN, INFINITY);
    var json = new ObjectMapper().readTree(tuned.toBytes());
    assertThat(json.path("schema").asText()).isEqualTo("symlab.tuned/1");
    assertThat(json.path("held-out-before").asText()).isEqualTo("NaN");
    assertThat(json.path("held-out-after").asText()).isEqualTo("Infinity");
  }

  @Example
  void anEmptyFrontHasNoChoice() {
    var front = new FrontFile(List.of("g"), List.of(), -1, -1, -1, "best", 0, 0, false);
    assertThat(front.chosen()).isEqualTo(-1);
    assertThatThrownBy(front::chosenRow).hasMessageContaining("empty");
    assertThatThrownBy(() -> new FrontFile(List.of(), List.of(), 0, -1, -1, "best", 0, 0, false))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Example
  void aDamagedOrForeignFileIsNamed() {
    var tuned = new TunedFile(List.of("g"), "best", 1, "g", "g", 1, 1).toBytes();
    assertThatThrownBy(() -> FrontFile.ofBytes(tuned, "x/front.json"))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageContaining("x/front.json")
        .hasMessageContaining("symlab.tuned/1");
    var cut = java.util.Arrays.copyOf(tuned, tuned.length / 2);
    assertThatThrownBy(() -> TunedFile.ofBytes(cut, "x/tuned.json"))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageContaining("x/tuned.json is damaged");
    var lacking = "{\"schema\": \"symlab.tuned/1\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TunedFile.ofBytes(lacking, "x/tuned.json"))
        .isInstanceOf(ResultFormatException.class);
  }

  @Example
  void lastTenAndDivergenceAreReadOffTheCurves() {
    List<Double> good = List.of(9.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 2.0);
    List<Double> bad = List.of(1.0, 2.0, NAN);
    var rule = new RuleRuns("r", Kind.LEARNED, "", NAN, "", List.of(good, bad), List.of());
    assertThat(rule.lastTen(0)).isEqualTo(1.1);
    assertThat(rule.lastTen(1)).isNaN();
    assertThat(rule.lastTen()).isInfinite();
    assertThat(rule.diverged()).containsExactly(1);
  }

  @Example
  void theBestRateOfASweepIsTheOneWithTheLeastEnd() {
    var file =
        new EvaluationFile(
            1,
            1,
            List.of(
                baseline("sgd", 0.1, NAN),
                baseline("sgd", 0.2, 3),
                baseline("sgd", 0.3, 4),
                baseline("adam", 0.1, 1)));
    assertThat(file.families()).containsExactly("sgd", "adam");
    assertThat(file.best("sgd").orElseThrow().learningRate()).isEqualTo(0.2);
    assertThat(file.of(Kind.TUNED)).isEmpty();
  }

  @Example
  void aCurveHasGapsAndForgetsAHalfWrittenRow() {
    var bytes =
        "step,meta-loss,held-out\n20,1.5,\n40,NaN,0.5\n60,1".getBytes(StandardCharsets.UTF_8);
    var curve = CurveFile.ofBytes(bytes, "meta-loss.csv");
    assertThat(curve.column("step")).containsExactly(20, 40);
    assertThat(curve.column("held-out")).containsExactly(NAN, 0.5);
    assertThatThrownBy(
            () -> CurveFile.ofBytes("a,b\n1\n".getBytes(StandardCharsets.UTF_8), "c.csv"))
        .hasMessageContaining("c.csv:2");
    assertThatThrownBy(() -> CurveFile.ofBytes("a\nx\n".getBytes(StandardCharsets.UTF_8), "c.csv"))
        .hasMessageContaining("x is no number");
  }

  private static RuleRuns baseline(String family, double rate, double loss) {
    return new RuleRuns(
        family + " " + rate, Kind.BASELINE, family, rate, "", List.of(List.of(loss)), List.of());
  }

  @Provide
  Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
        Arbitraries.of(NAN, INFINITY, -INFINITY, 0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE),
        Arbitraries.longs().map(Double::longBitsToDouble).filter(x -> !Double.isNaN(x)));
  }
}
