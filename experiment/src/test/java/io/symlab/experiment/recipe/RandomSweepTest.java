package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.Stage;
import io.symlab.model.rule.learned.RuleKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RandomSweepTest {
  private static List<PlannedTrial> parse(String text) {
    return RecipeParser.of(ConfigFactory.empty()).parse(text, "r.conf", List.of(), Path.of("."));
  }

  /** The largest distance between an empirical distribution and the one meant. */
  private static double distance(double[] values, DoubleUnaryOperator meant) {
    double[] drawn = Arrays.stream(values).sorted().toArray();
    double most = 0;
    for (int i = 0; i < drawn.length; i++) {
      double at = meant.applyAsDouble(drawn[i]);
      most = Math.max(most, Math.abs(at - (double) i / drawn.length));
      most = Math.max(most, Math.abs(at - (i + 1.0) / drawn.length));
    }
    return most;
  }

  private static double[] of(List<PlannedTrial> trials, ToDoubleFunction<Recipe> key) {
    return trials.stream().mapToDouble(trial -> key.applyAsDouble(trial.recipe())).toArray();
  }

  /** 1.95 / sqrt(n) is passed by chance once in a thousand. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void numbersAreDrawnFromTheDistributionThatIsNamed(long seed) {
    var trials =
        parse(
            """
            sweep {
              random {
                meta-train.learning-rate = { log-uniform = [1e-5, 1e-1] }
                rule.scale = { uniform = [0.2, 0.6] }
              }
              points = 1000, seed = %d
            }"""
                .formatted(seed));
    double[] rates = of(trials, r -> r.metaTraining().learningRate());
    double[] scales = of(trials, r -> r.rule().scale());
    assertThat(rates).hasSize(1000);
    assertThat(distance(rates, x -> (Math.log10(x) + 5) / 4)).isLessThan(1.95 / Math.sqrt(1000));
    assertThat(distance(scales, x -> (x - 0.2) / 0.4)).isLessThan(1.95 / Math.sqrt(1000));
    assertThat(correlation(rates, scales)).isCloseTo(0, within(0.15));
  }

  private static double correlation(double[] x, double[] y) {
    double mx = Arrays.stream(x).map(Math::log).average().orElseThrow();
    double my = Arrays.stream(y).average().orElseThrow();
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      double a = Math.log(x[i]) - mx;
      double b = y[i] - my;
      xy += a * b;
      xx += a * a;
      yy += b * b;
    }
    return xy / Math.sqrt(xx * yy);
  }

  /** Chi-squared with nine degrees of freedom is above 27.9 once in a thousand. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void wholeNumbersAndChoicesAreAllAsLikely(long seed) {
    var trials =
        parse(
            """
            sweep {
              random {
                rule.linear = { int = [1, 10] }
                optimizee.dimension = { choice = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] }
                meta-train.learning-rate = { uniform = [0.1, 0.9] }
              }
              points = 1000, seed = %d
            }"""
                .formatted(seed));
    for (ToDoubleFunction<Recipe> key :
        List.<ToDoubleFunction<Recipe>>of(r -> r.rule().linear(), r -> r.optimizee().dimension())) {
      Map<Double, Long> counts =
          Arrays.stream(of(trials, key))
              .boxed()
              .collect(Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting()));
      assertThat(counts).hasSize(10);
      assertThat(counts.values().stream().mapToDouble(n -> (n - 100.0) * (n - 100.0) / 100).sum())
          .isLessThan(27.9);
    }
  }

  @Property(tries = 15)
  void aSeedDrawsTheSameWhateverTheOrderOfKeys(
      @ForAll @LongRange(min = 0) long seed, @ForAll @IntRange(min = 1, max = 20) int points) {
    List<String> keys =
        List.of(
            "rule.lstm = [{ int = [1, 9] }, 3]",
            "meta-train { learning-rate = { log-uniform = [0.001, 0.1] } }",
            "\"rule.scale\" = { uniform = [0.1, 1] }");
    String sweep = "sweep { points = %d, seed = %d, random {\n%s\n} }";
    var one = parse(sweep.formatted(points, seed, String.join("\n", keys)));
    List<String> turned = new ArrayList<>(keys);
    Collections.reverse(turned);
    var other = parse(sweep.formatted(points, seed, String.join("\n", turned)));
    assertThat(other).isEqualTo(one).hasSize(points);
    var fewer = parse(sweep.formatted(points, seed, String.join("\n", keys.subList(1, 3))));
    assertThat(fewer)
        .extracting(trial -> trial.recipe().metaTraining().learningRate())
        .isEqualTo(
            one.stream().map(trial -> trial.recipe().metaTraining().learningRate()).toList());
  }

  @Example
  void otherSeedsDrawOtherPoints() {
    String text =
        "sweep { points = 20, seed = %d, random { rule.scale = { uniform = [0.1, 1] } } }";
    assertThat(parse(text.formatted(2))).doesNotContainAnyElementsOf(parse(text.formatted(3)));
  }

  @Example
  void anyKeyIsDrawnListsItemByItemAndSectionsByChoice() {
    var trials =
        parse(
            """
            sweep {
              random {
                rule.lstm = [{ int = [2, 9] }, { int = [20, 90] }]
                rule.kind = { choice = [rnnprop, dm] }
                meta-train.es = { choice = [{ pairs = 2, sigma = 0.1 }, { pairs = 7 }] }
              }
              points = 40
            }""");
    assertThat(trials).hasSize(40).extracting(PlannedTrial::label).doesNotHaveDuplicates();
    assertThat(trials)
        .allSatisfy(
            trial -> {
              assertThat(trial.recipe().rule().lstm().get(0)).isBetween(2, 9);
              assertThat(trial.recipe().rule().lstm().get(1)).isBetween(20, 90);
              var es = trial.recipe().metaTraining().options().evolution();
              assertThat(List.of(2, 7)).contains(es.pairs());
              assertThat(es.sigma()).isEqualTo(es.pairs() == 2 ? 0.1 : 0.01);
            });
    assertThat(trials)
        .extracting(t -> t.recipe().rule().kind())
        .contains(RuleKind.DM, RuleKind.RNNPROP);
  }

  @Example
  void aGridMayHaveSections() {
    var trials = parse("sweep.grid { \"meta-train.es\" = [{ pairs = 2 }, { pairs = 3 }] }");
    assertThat(trials)
        .extracting(t -> t.recipe().metaTraining().options().evolution().pairs())
        .containsExactly(2, 3);
  }

  @Example
  void forbiddenPointsAreLeftOutOfAGridAndDrawnAgain() {
    var grid =
        parse(
            """
            sweep {
              grid { rule.lstm = [[7], [20]], meta-train.learning-rate = [0.001, 0.1] }
              forbid = ["meta-train.learning-rate > 0.01 && rule.lstm[0] >= 20"]
              seeds = 2
            }""");
    assertThat(grid).hasSize(6);
    var random =
        parse(
            """
            evaluate.steps = ${meta-train.steps}
            sweep {
              random { meta-train.steps = { int = [20, 100] }, rule.kind = { choice = [dm, rnnprop] } }
              points = 20
              forbid = ["evaluate.steps < 50", "rule.kind == dm && meta-train.steps > 80"]
            }""");
    assertThat(random)
        .hasSize(20)
        .allSatisfy(
            trial -> {
              assertThat(trial.recipe().evaluation().steps()).isBetween(50, 100);
              if (trial.recipe().rule().kind() == RuleKind.DM) {
                assertThat(trial.recipe().metaTraining().steps()).isLessThanOrEqualTo(80);
              }
            });
  }

  @Example
  void rungsFollowFromTheStageAndTheFactor() {
    String text =
        "meta-train { epochs = %d, evaluate-every = %d }\nsweep { grid { rule.scale = [0.1, 0.2] }"
            + ", early-stopping { stage = meta-train%s } }";
    assertThat(rungs(text.formatted(45, 1, ""))).containsExactly(5, 15);
    assertThat(rungs(text.formatted(45, 4, ""))).containsExactly(8, 24);
    assertThat(rungs(text.formatted(45, 1, ", grace = 2"))).containsExactly(2, 6, 18);
    assertThat(rungs(text.formatted(45, 1, ", factor = 2"))).containsExactly(12, 24);
    assertThat(rungs(text.formatted(45, 1, ", rungs = [7, 9]"))).containsExactly(7, 9);
    var plan = plan(text.formatted(45, 1, "")).sweep();
    assertThat(plan.keys()).containsExactly("rule.scale");
    assertThat(plan.earlyStopping().orElseThrow().stage()).isEqualTo(Stage.META_TRAIN);
    assertThat(plan.earlyStopping().orElseThrow().figure()).isEqualTo("best");
  }

  @Example
  void rungsOfASearchByMetaLossAreStepsOfTheOptimizee() {
    String text =
        "evolve { from = [sgd, adam], budget = 1000000 }, rule.features = [g], distill.memory = true"
            + "\nsweep { grid { rule.scale = [0.1, 0.2] }, early-stopping { stage = evolve%s } }";
    assertThat(rungs(text.formatted(""))).containsExactly(111112, 333336);
    assertThat(rungs(text.formatted(", rungs = [2000, 50000]"))).containsExactly(2000, 50000);
    var early = plan(text.formatted("")).sweep().earlyStopping().orElseThrow();
    assertThat(early.figure()).isEqualTo("best");
    assertThat(early.unit()).isEqualTo("steps");
    assertThatThrownBy(() -> plan(text.formatted(", rungs = [1000000]")))
        .hasMessageContaining("rung 1000000 lies beyond evolve, which ends after 1000000 steps");
    assertThatThrownBy(() -> plan(text.formatted(", figure = held-out")))
        .hasMessageContaining("sweep.early-stopping.figure");
    assertThatThrownBy(
            () -> plan(text.formatted("").replace("from = [sgd, adam], budget = 1000000", "")))
        .hasMessageContaining("it wants evolve.budget");
  }

  private static PlannedExperiment plan(String text) {
    return RecipeParser.of(ConfigFactory.empty()).plan(text, "r.conf", List.of(), Path.of("."));
  }

  private static List<Integer> rungs(String text) {
    return plan(text).sweep().earlyStopping().orElseThrow().rungs();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sweep.random={\"meta-train.learning-rate\"={log-uniform=[0.5,0.6]}}",
        "sweep.random.\"meta-train.learning-rate\"={choice=[0.5]}"
      })
  void aKeyInTwoSpellingsIsRefused(String override) {
    String text =
        "sweep { random { meta-train.learning-rate = { uniform = [0.001, 0.01] } }, points = 3 }";
    assertThatThrownBy(
            () ->
                RecipeParser.of(ConfigFactory.empty())
                    .parse(text, "r.conf", List.of(override), Path.of(".")))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("meta-train.learning-rate is said twice")
        .hasMessageContaining("r.conf:1")
        .hasMessageContaining("--set");
  }
}
