package io.symlab.experiment.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.experiment.results.EvaluationFile.RuleRuns;
import io.symlab.model.evaluate.Contestant;
import io.symlab.model.evaluate.EvaluationPlan;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.evaluate.Run;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.ScoredFront;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
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
    var names = new FormulaNames(List.of("mt_0"), Signals.NONE);
    var row =
        new ScoredFront.Row(
            3,
            d.get(0),
            d.get(1),
            d.get(2),
            known(d.get(3)),
            known(d.get(4)),
            names.parse("mt_0 * 2.0"));
    var front = new FrontFile(names, new ScoredFront(List.of(row)), "knee", 7, 1L << 40, true);
    assertThat(FrontFile.ofBytes(front.toBytes(), "front.json")).isEqualTo(front);
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  @Property(tries = 100)
  void anEvaluationRoundTripsWhateverItsNumbers(
      @ForAll @Size(2) List<@Size(max = 4) List<@From("doubles") Double>> curves,
      @ForAll("doubles") double rate) {
    var rule =
        new RuleRuns(
            "adam",
            "adam 0.1",
            rate,
            "a < \"b\"",
            curves,
            List.of(true, false),
            List.of(rate, 0.5));
    var file = new EvaluationFile(3, 4, List.of(rule));
    assertThat(EvaluationFile.ofBytes(file.toBytes(), "evaluation.json")).isEqualTo(file);
  }

  @Property(tries = 100)
  void aTunedRuleRoundTrips(@ForAll("doubles") double before, @ForAll("doubles") double after) {
    var tuned = new TunedFile(List.of("gt_0"), "best", 5, "gt_0", "gt_0 * 2.0", before, after);
    assertThat(TunedFile.ofBytes(tuned.toBytes(), "tuned.json")).isEqualTo(tuned);
    assertThat(tuned.changed()).isTrue();
  }

  @Property(tries = 100)
  void metricsRoundTripWhateverTheirNumbers(@ForAll @Size(6) List<@From("doubles") Double> d) {
    var metrics =
        new MetricsFile(
            List.of("mt"),
            new MetricsFile.Ceiling(7, 3, d.get(0), d.get(1), d.get(2)),
            new MetricsFile.Mapping(-1, d.get(3), d.get(4)),
            List.of(
                new MetricsFile.RuleMetrics("learned", 1, d.get(5), List.of(d.get(0)), List.of(d)),
                new MetricsFile.RuleMetrics("tuned", d.get(1), 0, List.of(), List.of())),
            List.of(
                new MetricsFile.InputMap(
                    "mt", d.get(2), d, List.of(new MetricsFile.Answers("tuned", "tuned", d)))),
            List.of(
                new MetricsFile.Trajectory(
                    "w", 5, d, List.of(new MetricsFile.Answers("adam", "adam 0.1", d)))));
    assertThat(MetricsFile.ofBytes(metrics.toBytes(), "metrics.json")).isEqualTo(metrics);
    assertThat(metrics.rule("tuned")).isPresent();
  }

  @Example
  void aRuleHasAFieldForEachFeature() {
    var none = new MetricsFile.Ceiling(0, 0, NAN, NAN, NAN);
    var rule = new MetricsFile.RuleMetrics("learned", 1, 1, List.of(1.0), List.of());
    assertThatThrownBy(
            () ->
                new MetricsFile(
                    List.of("mt", "gt"),
                    none,
                    new MetricsFile.Mapping(-1, NAN, NAN),
                    List.of(rule),
                    List.of(),
                    List.of()))
        .hasMessageContaining("learned has 1 fields for 2 features");
  }

  @Example
  void aTunedFileKeepsItsRankingAndReadsBackFromBeforeThereWasOne() {
    var ranking =
        List.of(
            new TunedFile.Candidate(2, 5, "g", 0.25), new TunedFile.Candidate(0, 1, "g", INFINITY));
    var tuned = new TunedFile(List.of("g"), "meta-loss", 5, "g", "g", 1, 1, ranking);
    assertThat(TunedFile.ofBytes(tuned.toBytes(), "tuned.json")).isEqualTo(tuned);
    assertThat(tuned.tried().heldOut(2)).hasValue(0.25);
    assertThat(tuned.tried().heldOut(1)).isEmpty();
    String old =
        "{\"schema\": \"symlab.tuned/1\", \"names\": [\"g\"], \"choice\": \"best\","
            + " \"complexity\": 3, \"original\": \"-g\", \"tuned\": \"g\","
            + " \"held-out-before\": \"NaN\", \"held-out-after\": 0.5}";
    assertThat(TunedFile.ofBytes(old.getBytes(UTF_8), "old"))
        .isEqualTo(new TunedFile(List.of("g"), "best", 3, "-g", "g", NAN, 0.5));
  }

  @Property(tries = 100)
  void ratesRoundTripWhateverTheirNumbers(@ForAll @Size(6) List<@From("doubles") Double> d) {
    var rates =
        new RatesFound(
            d.get(0),
            d.get(1),
            d.get(2),
            d,
            4,
            300,
            1L << 40,
            List.of(new RatesFound.Tried(d.get(3), 4, d.get(4))),
            List.of(new RatesFound.Tried(d.get(5), 1, INFINITY)));
    var ranking = List.of(new TunedFile.Candidate(2, 5, "g", d.get(3), d.get(4), 2));
    var tuned = new TunedFile(List.of("g"), "meta-loss", 5, "g", "g", 1, 1, ranking, rates);
    assertThat(TunedFile.ofBytes(tuned.toBytes(), "tuned.json")).isEqualTo(tuned);
    assertThat(tuned.tried().rated()).isTrue();
    assertThat(rates.of("tuned")).isEqualTo(d.get(1));
  }

  @Example
  void aFactorAtTheEndOfTheSweepIsToldToBeThere() {
    var rates = new RatesFound(2, 2.1, 1, List.of(0.5, 1.0, 2.0), 4, 9, 9, List.of(), List.of());
    assertThat(rates.atEdge(rates.distilled())).isTrue();
    assertThat(rates.atEdge(rates.learned())).isFalse();
    assertThat(RatesFound.NONE.atEdge(1)).isFalse();
  }

  @Example
  void anEvaluationKeepsTheFactorsAndReadsBackFromBeforeThereWereAny() {
    List<List<Double>> curves = List.of(List.of(2.0, 1.0));
    var plain = new RuleRuns("learned", "learned", NAN, "", curves, List.of(false), List.of(NAN));
    var swept =
        new RuleRuns("learned-swept", "x", NAN, "", curves, List.of(false), List.of(NAN), 1.3);
    var old = new EvaluationFile(1, 2, List.of(plain));
    assertThat(new String(old.toBytes(), UTF_8)).contains("symlab.evaluation/1");
    assertThat(EvaluationFile.ofBytes(old.toBytes(), "old")).isEqualTo(old);
    var both = new EvaluationFile(1, 2, List.of(plain, swept));
    assertThat(new String(both.toBytes(), UTF_8)).contains("symlab.evaluation/2", "1.3");
    assertThat(EvaluationFile.ofBytes(both.toBytes(), "new")).isEqualTo(both);
    assertThat(EvaluationFile.plain("learned-swept")).isEqualTo("learned");
  }

  @Example
  void whatIsNotFiniteIsTextSoThatTheJsonStaysJson() throws IOException {
    var tuned = new TunedFile(List.of("g"), "best", 1, "g", "g", NAN, INFINITY);
    var json = new ObjectMapper().readTree(tuned.toBytes());
    assertThat(json.path("schema").asText()).isEqualTo("symlab.tuned/2");
    assertThat(json.path("held-out-before").asText()).isEqualTo("NaN");
    assertThat(json.path("held-out-after").asText()).isEqualTo("Infinity");
  }

  @Example
  void aFrontsChoicesBecomeIndices() throws IOException {
    List<ScoredFront.Row> rows = new ArrayList<>();
    for (int i = 1; i <= 3; i++) {
      var none = OptionalDouble.empty();
      rows.add(new ScoredFront.Row(i, 1.0 / i, 0.5, 0.25, none, none, new Expression.Variable(0)));
    }
    var table = new ScoredFront(rows);
    var names = new FormulaNames(List.of("mt_0"), Signals.NONE);
    var front = new FrontFile(names, table, "accuracy", 5, 6, true);
    var json = new ObjectMapper().readTree(front.toBytes());
    assertThat(front.rows().get(json.path("best").asInt())).isEqualTo(table.best());
    assertThat(front.chosenRow().complexity()).isEqualTo(table.accuracy().complexity());
    assertThat(json.at("/rows/0/expression").asText()).isEqualTo("mt_0");
    assertThat(json.at("/rows/0/r2-test").asText()).isEqualTo("NaN");
    var empty = new FrontFile(names, new ScoredFront(List.of()), "best", 0, 0, false);
    assertThat(empty.chosen()).isEqualTo(-1);
  }

  @Example
  void anEmptyFrontHasNoChoice() {
    var names = new FormulaNames(List.of("g"), Signals.NONE);
    var front = new FrontFile(names, new ScoredFront(List.of()), "best", 0, 0, false);
    assertThat(front.chosen()).isEqualTo(-1);
    assertThatThrownBy(front::chosenRow).hasMessageContaining("empty");
    assertThat(FrontFile.ofBytes(front.toBytes(), "front.json")).isEqualTo(front);
    var marked = new String(front.toBytes(), UTF_8).replace("\"best\" : -1", "\"best\" : 0");
    assertThatThrownBy(() -> FrontFile.ofBytes(marked.getBytes(UTF_8), "x/front.json"))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageContaining("x/front.json is damaged: a front of 0 has no row 0");
  }

  @Example
  void aDamagedOrForeignFileIsNamed() {
    var tuned = new TunedFile(List.of("g"), "best", 1, "g", "g", 1, 1).toBytes();
    assertThatThrownBy(() -> FrontFile.ofBytes(tuned, "x/front.json"))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageContaining("x/front.json")
        .hasMessageContaining("symlab.tuned/2");
    var cut = java.util.Arrays.copyOf(tuned, tuned.length / 2);
    assertThatThrownBy(() -> TunedFile.ofBytes(cut, "x/tuned.json"))
        .isInstanceOf(ResultFormatException.class)
        .hasMessageContaining("x/tuned.json is damaged");
    var lacking = "{\"schema\": \"symlab.tuned/1\"}".getBytes(StandardCharsets.UTF_8);
    assertThatThrownBy(() -> TunedFile.ofBytes(lacking, "x/tuned.json"))
        .isInstanceOf(ResultFormatException.class);
  }

  @Example
  void anEvaluationComesBackAsTheOneThatWasWritten() {
    var settings = new EvaluationSettings(2, 3, Map.of("adam", List.of(0.5, 0.25)));
    var plan =
        EvaluationPlan.of(settings, List.of(new Contestant("distilled", HandMade.sgd(0.125))));
    List<Run> runs = new ArrayList<>();
    for (int task = 0; task < plan.size(); task++) {
      runs.add(new Run(new double[] {task, 2, NAN}, task % 2 == 1, task == 0 ? NAN : 0.5));
    }
    var evaluation = plan.evaluation(runs);
    var file = EvaluationFile.of(plan, evaluation, Map.of("distilled", "-g_0"));
    assertThat(file.rules().get(0).formula()).isEqualTo("-g_0");
    assertThat(file.rules().get(1).learningRate()).isEqualTo(0.25);
    assertThat(file.baselines()).containsExactly("adam");
    var again = EvaluationFile.ofBytes(file.toBytes(), "evaluation.json").evaluation();
    assertThat(EvaluationFile.of(plan, again, Map.of("distilled", "-g_0"))).isEqualTo(file);
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

  @Provide
  Arbitrary<Double> doubles() {
    return Arbitraries.oneOf(
        Arbitraries.of(NAN, INFINITY, -INFINITY, 0.0, -0.0, Double.MIN_VALUE, Double.MAX_VALUE),
        Arbitraries.longs().map(Double::longBitsToDouble).filter(x -> !Double.isNaN(x)));
  }
}
