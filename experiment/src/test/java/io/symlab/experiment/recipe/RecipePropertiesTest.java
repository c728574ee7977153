package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.typesafe.config.ConfigFactory;
import io.symlab.model.meta.RateSweep;
import io.symlab.model.rule.features.Feature;
import io.symlab.symbolic.NearestName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class RecipePropertiesTest {
  private static List<PlannedTrial> parse(String text) {
    return RecipeParser.of(ConfigFactory.empty()).parse(text, "r.conf", List.of(), Path.of("."));
  }

  @Property(tries = 200)
  void theFrozenFormRoundTripsExactly(
      @ForAll @LongRange(min = 0) long seed,
      @ForAll("rates") double rate,
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 1000) Integer> lstm,
      @ForAll @IntRange(min = 1, max = 1_000_000) int epochs,
      @ForAll @Size(max = 4) List<@From("rates") Double> rates,
      @ForAll boolean samples,
      @ForAll boolean memory,
      @ForAll("losses") String loss,
      @ForAll @Size(max = 4) List<@From("guesses") String> guesses,
      @ForAll("names") String name) {
    Recipe recipe =
        parse(
                "seed = %d, name = \"%s\", rule.lstm = %s, meta-train { learning-rate = %s, epochs = %d }"
                        .formatted(
                            seed,
                            name.replace("\\", "\\\\").replace("\"", "\\\""),
                            lstm,
                            rate,
                            epochs)
                    + "\nevaluate.baselines { adam = %s }\ndistill.write-samples = %s"
                        .formatted(rates, samples)
                    + "\ndistill.memory = %s".formatted(memory)
                    + "\ndistill { loss = \"%s\", guesses = %s, constraints = [\"depth <= %d\"] }"
                        .formatted(loss, guesses, lstm.get(0)))
            .get(0)
            .recipe();
    assertThat(recipe.seed()).isEqualTo(seed);
    assertThat(recipe.name()).isEqualTo(name);
    assertThat(recipe.metaTraining().learningRate()).isEqualTo(rate);
    assertThat(recipe.search().signals().isEmpty()).isEqualTo(!memory);
    Recipe again = Recipe.ofJson(recipe.toJson());
    assertThat(again).isEqualTo(recipe);
    assertThat(again.toJson()).isEqualTo(recipe.toJson());
  }

  @Property(tries = 100)
  void everyRuleRoundTripsExactly(
      @ForAll("rules") String rule, @ForAll @Size(max = 4) @UniqueElements List<Feature> samples) {
    String features = samples.stream().map(Feature::recipeName).toList().toString();
    Recipe recipe = parse(rule + "\ndistill.features = " + features).get(0).recipe();
    assertThat(recipe.rollouts().features()).isEqualTo(samples);
    Recipe again = Recipe.ofJson(recipe.toJson());
    assertThat(again).isEqualTo(recipe);
    assertThat(again.toJson()).isEqualTo(recipe.toJson());
  }

  @Property(tries = 100)
  void theOptionsOfMetaTrainingRoundTripExactly(
      @ForAll("rates") double rate,
      @ForAll @IntRange(max = 9) int patience,
      @ForAll @Size(max = 4) Set<@IntRange(min = 20, max = 5000) Integer> horizons,
      @ForAll("methods") String method) {
    Recipe recipe =
        parse(
                "meta-train { patience = %d, give-up-after = %d, curriculum = %s, method = %s"
                        .formatted(patience, patience + 1, new TreeSet<>(horizons), method)
                    + ", clip-norm = %s, averaging = %s, random-scaling = %s"
                        .formatted(rate, Math.min(rate, 0.9), rate)
                    + ", es { pairs = %d, sigma = %s }".formatted(patience + 1, rate)
                    + ", imitation { ratio = %s, learning-rate = %s, teachers = [momentum, sgd] }"
                        .formatted(method.equals("tbptt") ? rate : 0, rate)
                    + ", from = \"e3/%d\" }".formatted(patience))
            .get(0)
            .recipe();
    var options = recipe.metaTraining().options();
    assertThat(options.curriculum()).containsExactlyElementsOf(new TreeSet<>(horizons));
    assertThat(options.evolution().sigma()).isEqualTo(rate);
    assertThat(options.imitation().teachers()).containsExactly("momentum", "sgd");
    assertThat(options.fineTuning().from()).isEqualTo("e3/" + patience);
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
  }

  @Property(tries = 100)
  void ratesAndHeldOutProblemsRoundTripExactly(
      @ForAll @Size(min = 1, max = 5) @UniqueElements List<@From("rates") Double> below,
      @ForAll @IntRange(min = 1, max = 1000) int problems,
      @ForAll boolean tuned) {
    List<Double> factors = new ArrayList<>(new TreeSet<>(below));
    factors.remove(1.0);
    factors.add(1.0);
    factors.add(2.5);
    Recipe recipe =
        parse(
                "meta-train.held-out = %d, meta-tune { held-out = %d, rates = %s, tune-rate = %s,"
                        .formatted(problems, 1001 - problems, factors, tuned)
                    + " half-way = %s }".formatted(!tuned))
            .get(0)
            .recipe();
    assertThat(recipe.metaTraining().heldOut()).isEqualTo(problems);
    assertThat(recipe.metaTuning().heldOut()).isEqualTo(1001 - problems);
    assertThat(recipe.metaTuning().rates()).isEqualTo(new RateSweep(factors, tuned));
    assertThat(recipe.metaTuning().halfWay()).isEqualTo(!tuned);
    assertThat(Recipe.ofJson(recipe.toJson())).isEqualTo(recipe);
  }

  @Property(tries = 300)
  void oneSlipInAKeyIsMended(
      @ForAll("keys") String key, @ForAll int at, @ForAll("letters") char letter) {
    int start = key.lastIndexOf('.') + 1;
    int place = start + Math.floorMod(at, key.length() - start);
    String slip = key.substring(0, place) + letter + key.substring(place + 1);
    if (RecipeKeys.isLeaf(slip)) {
      return;
    }
    var refused = catchThrowableOfType(RecipeException.class, () -> parse(slip + " = 1"));
    assertThat(refused.problems())
        .singleElement()
        .asString()
        .startsWith("r.conf:1: there is no key " + slip + "; did you mean ");
    assertThat(NearestName.edits(slip, key)).isLessThanOrEqualTo(1);
  }

  @Property(tries = 300)
  void editsAreAMetricOfSlips(@ForAll("words") String a, @ForAll("words") String b) {
    assertThat(NearestName.edits(a, b)).isEqualTo(NearestName.edits(b, a));
    assertThat(NearestName.edits(a, a)).isZero();
    assertThat(NearestName.edits(a, b))
        .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.strings()
        .withCharRange(' ', '~')
        .ofMinLength(1)
        .ofMaxLength(80)
        .filter(name -> !name.isBlank());
  }

  /** Any double there is between 0 and 1, all its digits included. */
  @Provide
  Arbitrary<Double> rates() {
    return Arbitraries.longs().between(1, Double.doubleToLongBits(1)).map(Double::longBitsToDouble);
  }

  @Provide
  Arbitrary<String> methods() {
    return Arbitraries.of("tbptt", "es", "pes");
  }

  @Provide
  Arbitrary<String> losses() {
    return rates().filter(rate -> rate < 1).map(rate -> "huber(" + rate + ")");
  }

  /** Quoted, with columns, numbers and constants to fit. */
  @Provide
  Arbitrary<String> guesses() {
    return rates().map(rate -> "\"p1 * tanh(" + rate + " * gt_3) - p2 / (p1 + mt_0)\"");
  }

  /** Rules of either kind, every key given or not. */
  @Provide
  Arbitrary<String> rules() {
    Arbitrary<String> options =
        Combinators.combine(
                Arbitraries.of("", ", preprocess = log-sign", ", preprocess = raw"),
                Arbitraries.of("", ", group-rates = true"),
                Arbitraries.of("", ", features = [adam-up, magic25, g]", ", features = []"),
                Arbitraries.of("", ", lstm = [9, 3]", ", lstm = []"))
            .as((way, rates, features, lstm) -> way + rates + features + lstm);
    Arbitrary<String> kinds =
        Arbitraries.of(
            "kind = dm",
            "kind = dm, linear = 0",
            "kind = rnnprop",
            "kind = rnnprop, linear = 9, pre-tanh-scale = true");
    return Combinators.combine(kinds, options).as((kind, rest) -> "rule { " + kind + rest + " }");
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.of(RecipeKeys.leaves());
  }

  @Provide
  Arbitrary<Character> letters() {
    return Arbitraries.chars().range('a', 'z');
  }

  @Provide
  Arbitrary<String> words() {
    return Arbitraries.strings().withCharRange('a', 'd').ofMaxLength(8);
  }
}
