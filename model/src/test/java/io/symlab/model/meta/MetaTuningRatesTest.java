package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.ScaledRule;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.formula.ExpressionText;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** Rates that are swept and tuned, on several problems. */
class MetaTuningRatesTest {
  private static final Bowl BOWL = new Bowl();
  private static final List<Feature> FEATURES = List.of(Feature.MT, Feature.G);
  private static final List<String> NAMES = SampleNames.of(FEATURES, 2);
  private static final List<Double> FACTORS = List.of(0.5, 1.0, 2.0, 4.0);
  private static final MetaTuningSettings SETTINGS =
      new MetaTuningSettings(3, 20, 10, "adam", 0.1, 2, 25)
          .withHeldOut(4)
          .withRates(new RateSweep(FACTORS, true));
  private static final UpdateRule LEARNED =
      LearnedOptimizer.initial(RuleSettings.rnnprop().withScale(0.1), 3);

  private static List<SymbolicRule> rules(String... texts) {
    return Stream.of(texts)
        .map(t -> new SymbolicRule("distilled", ExpressionText.parse(t, NAMES), FEATURES, 2, 0.1))
        .toList();
  }

  private static final List<SymbolicRule> RULES =
      rules("-2.0 * g_0", "square(exp(1.0e10 * g_0))", "-tanh(8.0 * g_0)", "-1.0 * g_1");

  private static MetaTuningChoice choice(MetaTuningSettings settings) {
    return MetaTuningChoice.among(BOWL, RULES, Optional.of(LEARNED), settings, 4);
  }

  private static double heldOut(UpdateRule rule, int first, int count) {
    return heldOut(rule, 25, false, first, count);
  }

  private static double heldOut(UpdateRule rule, int steps, boolean halfWay, int first, int count) {
    try (HeldOut alone = new HeldOut(BOWL, rule, 4, steps, halfWay, first, count)) {
      while (!alone.done()) {
        alone.step();
      }
      return alone.loss();
    }
  }

  @Example
  void anEvaluationOnSeveralProblemsIsTheMeanOfThoseOnEach() {
    SymbolicRule rule = RULES.get(0);
    double sum = heldOut(rule, 0, 1) + heldOut(rule, 1, 1) + heldOut(rule, 2, 1);
    assertThat(heldOut(rule, 0, 3)).isEqualTo(sum / 3);
    assertThat(heldOut(rule, 1, 1)).isNotEqualTo(heldOut(rule, 0, 1));
    // One that diverges ends it, and all of it is infinite.
    assertThat(heldOut(RULES.get(1), 0, 3)).isInfinite();
  }

  @Example
  void whatCountsHalfWayIsWhatARunOfHalfAsManyStepsEndsWith() {
    SymbolicRule rule = RULES.get(0);
    double both = (heldOut(rule, 20, false, 2, 3) + heldOut(rule, 40, false, 2, 3)) / 2;
    assertThat(heldOut(rule, 40, true, 2, 3)).isCloseTo(both, within(1e-12));
    assertThat(heldOut(rule, 40, false, 2, 3)).isNotCloseTo(both, within(1e-3 * both));
    var settings = SETTINGS.withEpochs(0).withHalfWay(true);
    try (MetaTuningChoice choice = choice(settings)) {
      choice.finish();
      int chosen = choice.chosen();
      SymbolicRule at = RULES.get(chosen).withScale(0.1 * choice.factor());
      assertThat(choice.trial(chosen).loss()).isEqualTo(heldOut(at, 25, true, 0, 16));
    }
    try (MetaTuning tuning = new MetaTuning(BOWL, rule, SETTINGS.withHalfWay(true), 4)) {
      while (!tuning.progress().figures().containsKey("held-out")) {
        tuning.step();
      }
      assertThat(tuning.progress().figures().get("held-out"))
          .isEqualTo(heldOut(rule, 25, true, 0, 4));
    }
  }

  @Example
  void formulaAndRateAreThoseOfAnExhaustiveSearch() {
    int best = -1;
    double least = Double.POSITIVE_INFINITY;
    for (int arm = 0; arm < RULES.size() * FACTORS.size(); arm++) {
      SymbolicRule rule = RULES.get(arm / FACTORS.size());
      double factor = FACTORS.get(arm % FACTORS.size());
      double loss = heldOut(rule.withScale(rule.scale() * factor), 0, 16);
      best = loss < least ? arm : best;
      least = Math.min(loss, least);
    }
    try (MetaTuningChoice choice = choice(SETTINGS.withEpochs(0))) {
      SymbolicRule result = choice.finish();
      assertThat(choice.chosen()).isEqualTo(best / FACTORS.size());
      assertThat(choice.factor()).isEqualTo(FACTORS.get(best % FACTORS.size())).isNotEqualTo(1);
      assertThat(choice.trial(choice.chosen()).loss()).isEqualTo(least);
      assertThat(choice.trial(choice.chosen()).problems()).isEqualTo(16);
      assertThat(choice.trial(1).loss()).isInfinite();
      assertThat(result.scale()).isEqualTo(0.1 * choice.factor());
      assertThat(choice.original().scale()).isEqualTo(0.1);
      assertThat(choice.tunedFactor()).isEqualTo(choice.factor());
      assertThat(choice.trials()).hasSize(16);
      // Far fewer steps than all at every rate on every problem, the learned optimizer's included.
      assertThat(choice.taken()).isLessThan(20 * 16 * 25 * 6 / 10);
    }
  }

  @Example
  void theLearnedOptimizersRateIsSweptBesideThem() {
    try (MetaTuningChoice choice = choice(SETTINGS.withEpochs(0))) {
      choice.finish();
      assertThat(choice.learnedTrials()).extracting("factor").containsExactlyElementsOf(FACTORS);
      double best = heldOut(new ScaledRule("learned", LEARNED, choice.learnedFactor()), 0, 16);
      assertThat(best).isLessThanOrEqualTo(heldOut(LEARNED, 0, 16));
      int at = FACTORS.indexOf(choice.learnedFactor());
      assertThat(choice.learnedTrials().get(at).loss()).isEqualTo(best);
    }
  }

  @Property(tries = 15)
  void theChosenRateIsNeverWorseThanNone(
      @ForAll @Size(min = 1, max = 4) List<@DoubleRange(min = 0.1, max = 200) Double> bold) {
    List<SymbolicRule> rules =
        rules(bold.stream().map(c -> "-" + c + " * g_0").toArray(String[]::new));
    var settings = SETTINGS.withEpochs(0);
    try (var choice = MetaTuningChoice.among(BOWL, rules, Optional.empty(), settings, 4)) {
      double chosen = heldOut(choice.finish(), 0, 16);
      assertThat(chosen).isLessThanOrEqualTo(heldOut(choice.original(), 0, 16));
      assertThat(choice.trial(choice.chosen()).loss()).isEqualTo(chosen);
    }
  }

  @Example
  void tuningBeginsAtTheSweptRateAndMovesIt() {
    try (MetaTuningChoice choice = choice(SETTINGS)) {
      double swept = Double.NaN;
      while (!choice.done()) {
        choice.step();
        if (choice.tuned() && Double.isNaN(swept)) {
          swept = choice.progress().figures().getOrDefault("held-out", Double.NaN);
        }
      }
      SymbolicRule begun = choice.original().withScale(0.1 * choice.factor());
      assertThat(swept).isEqualTo(heldOut(begun, 0, 4));
      double best = choice.progress().figures().get("best");
      assertThat(best).isLessThan(swept).isEqualTo(heldOut(choice.result(), 0, 4));
      assertThat(choice.tunedFactor()).isNotEqualTo(choice.factor());
      assertThat(choice.result().scale()).isCloseTo(0.1 * choice.tunedFactor(), within(1e-15));
    }
  }

  /**
   * One coordinate that every problem wants higher, but for the held-out ones from some index on.
   */
  private record Slope(int turned) implements Optimizee {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public Problem problem(Half half, long seed, String role, long index) {
      float slope = half == Half.HELD_OUT && index >= turned ? 1 : -1;
      return (theta, step, gradient) -> {
        gradient[0] = slope;
        return slope * theta[0];
      };
    }
  }

  @Example
  void whatIsBetterOnlyWhereItWasChosenIsNotKept() {
    SymbolicRule rule = rules("0.5 * abs(g_0)").get(0);
    MetaTuningSettings settings = SETTINGS.withHeldOut(2).withRates(RateSweep.NONE);
    try (var lucky = new MetaTuning(new Slope(2), rule, settings, 4);
        var sound = new MetaTuning(new Slope(12), rule, settings, 4)) {
      double untuned = Double.NaN;
      double best = Double.NaN;
      while (!lucky.done()) {
        lucky.step();
        double now = lucky.progress().figures().getOrDefault("best", Double.NaN);
        untuned = Double.isNaN(untuned) ? now : untuned;
        best = now < untuned ? now : best;
      }
      assertThat(best).isLessThan(untuned);
      assertThat(lucky.result().text()).isEqualTo(rule.text());
      assertThat(lucky.progress().figures().get("best")).isEqualTo(untuned);
      assertThat(lucky.progress().done()).isEqualTo(lucky.progress().total());
      // Where it holds elsewhere, too, it is kept.
      assertThat(sound.finish().constants()[0]).isGreaterThan(0.5f);
    }
  }

  @Example
  void aRuleWithoutConstantsHasItsRateTuned() {
    SymbolicRule timid = rules("-g_0").get(0);
    var settings = new MetaTuningSettings(8, 20, 10, "adam", 0.2, 2, 25);
    try (var tuning =
        new MetaTuning(BOWL, timid, settings.withRates(new RateSweep(List.of(), true)), 4)) {
      assertThat(tuning.finish().scale()).isGreaterThan(0.2);
      assertThat(tuning.result().text()).isEqualTo("-g_0");
      assertThat(tuning.factor()).isGreaterThan(2);
    }
  }

  /** With update = rate c g, the derivative by the logarithm of the rate is that by c, times c. */
  @Example
  void theRatesDerivativeIsThatOfAFactorInTheFormula() {
    SymbolicRule rule = rules("-3.0 * g_0").get(0);
    var parameters = new TunedParameters(rule, true);
    double[] gradient = new double[2];
    try (TrainableRule cell = parameters.open(BOWL.size())) {
      cell.phi(parameters.untuned());
      Optimizee.Problem problem = BOWL.problem(Optimizee.Half.TRAIN, 1, "meta-tune", 0);
      var unroll = new Unroll(problem, cell, rule.features(), 7, BOWL.size());
      while (!unroll.step()) {
        // On to the unroll's end.
      }
      unroll.metaGradient(gradient);
    }
    assertThat(gradient[0]).isNotZero();
    assertThat(gradient[1]).isCloseTo(-3 * gradient[0], within(1e-5 * Math.abs(gradient[1])));
    float[] bolder = {-3, (float) Math.log(2)};
    assertThat(parameters.rule(bolder).scale()).isCloseTo(0.2, within(1e-8));
  }

  @Example
  void goingOnFromAnyCheckpointGivesTheSameBits() {
    List<byte[]> checkpoints = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    try (MetaTuningChoice choice = choice(SETTINGS)) {
      long last = 0;
      while (!choice.done()) {
        if (choice.step()) {
          checkpoints.add(choice.checkpoint());
          whole.add(told(choice));
        }
        assertThat(choice.progress().done()).isGreaterThanOrEqualTo(last);
        last = choice.progress().done();
      }
      assertThat(choice.progress().total()).isEqualTo(last);
    }
    for (int from = 0; from < checkpoints.size(); from++) {
      List<String> resumed = new ArrayList<>();
      try (MetaTuningChoice choice = choice(SETTINGS)) {
        choice.resume(checkpoints.get(from));
        resumed.add(told(choice));
        while (!choice.done()) {
          if (choice.step()) {
            resumed.add(told(choice));
            assertThat(choice.checkpoint()).isEqualTo(checkpoints.get(from + resumed.size() - 1));
          }
        }
      }
      assertThat(resumed).isEqualTo(whole.subList(from, whole.size()));
    }
  }

  private static String told(MetaTuningChoice choice) {
    return choice.result().text()
        + choice.result().scale()
        + choice.progress()
        + choice.trials()
        + choice.learnedTrials()
        + choice.taken();
  }

  /** A checkpoint of the format that knew one problem and one rate. */
  @Example
  void aChoiceThatBeganBeforeThereWereRatesGoesOn() throws IOException {
    var settings = new MetaTuningSettings(2, 20, 10, "adam", 0.1, 1, 25);
    String expected;
    double[] losses;
    try (var whole = MetaTuningChoice.among(BOWL, RULES, Optional.empty(), settings, 4)) {
      expected = whole.finish().text();
      losses = whole.losses();
    }
    var key = new StringBuilder("4 25\n");
    RULES.forEach(rule -> key.append(rule.text()).append('\n'));
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(0x534C4D43);
      out.writeInt(1);
      byte[] known = key.toString().getBytes(StandardCharsets.UTF_8);
      out.writeUTF(UUID.nameUUIDFromBytes(known).toString());
      out.writeInt(2);
      for (int i = 0; i < losses.length; i++) {
        out.writeDouble(i < 2 ? losses[i] : Double.NaN);
      }
      out.writeInt(0);
    }
    try (var again = MetaTuningChoice.among(BOWL, RULES, Optional.empty(), settings, 4)) {
      again.resume(bytes.toByteArray());
      assertThat(again.progress().done()).isEqualTo(50);
      assertThat(again.finish().text()).isEqualTo(expected);
      assertThat(again.losses()).isEqualTo(losses);
    }
    try (MetaTuningChoice other = choice(SETTINGS)) {
      assertThatThrownBy(() -> other.resume(bytes.toByteArray()))
          .hasMessageContaining("another choice");
    }
  }

  /** One of the format before choices went on to more problems than evaluations have. */
  @Example
  void aChoiceThatBeganOnFewerProblemsIsMadeAnew() throws IOException {
    var settings = SETTINGS.withEpochs(0);
    var key = new StringBuilder("4 25\n");
    RULES.forEach(rule -> key.append(rule.text()).append('\n'));
    key.append("4 ").append(FACTORS);
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      out.writeInt(0x534C4D43);
      out.writeInt(2);
      byte[] known = key.toString().getBytes(StandardCharsets.UTF_8);
      out.writeUTF(UUID.nameUUIDFromBytes(known).toString());
      for (int i = 0; i < RULES.size() * FACTORS.size() * 4; i++) {
        out.writeDouble(i % 5);
      }
      out.writeLong(1_600);
      out.writeDouble(1);
      out.writeBoolean(false);
      out.writeInt(3);
      out.write(new byte[3]);
    }
    try (var whole = MetaTuningChoice.among(BOWL, RULES, Optional.empty(), settings, 4);
        var again = MetaTuningChoice.among(BOWL, RULES, Optional.empty(), settings, 4)) {
      again.resume(bytes.toByteArray());
      assertThat(again.progress().done()).isZero();
      assertThat(again.finish().text()).isEqualTo(whole.finish().text());
      assertThat(again.trials()).isEqualTo(whole.trials());
    }
  }

  @Example
  void whatIsNoSweepIsRefused() {
    assertNoSweep("one factor is no sweep", 1.0);
    assertNoSweep("must rise", 1.0, 1.0);
    assertNoSweep("must rise", 2.0, 1.0);
    assertNoSweep("above 0", 0.0, 1.0);
    assertNoSweep("above 0", 1.0, Double.NaN);
    assertNoSweep("1 must be among", 0.5, 2.0);
    assertThatThrownBy(() -> SETTINGS.withHeldOut(0)).hasMessageContaining("held-out = 0");
  }

  private static void assertNoSweep(String why, Double... factors) {
    assertThatThrownBy(() -> new RateSweep(Arrays.asList(factors), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
