package io.symlab.experiment.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.experiment.LabException;
import io.symlab.experiment.exchange.OptimizerFiles;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.RatesFound;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.symbolic.front.ScoredFront;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleNamesTest {
  private static final RuleSettings SMALL =
      new RuleSettings(List.of(Feature.MT, Feature.GT), 2, List.of(2), 0.01);

  @TempDir private Path home;

  private RuleNames names() {
    return new RuleNames(
        home, new FormulaForms(List.of(Feature.G, Feature.MOM9), 0.5, false), Map.of(), 100);
  }

  private static float[][] updates(UpdateRule rule) {
    return updates(rule, 4);
  }

  private static float[][] updates(UpdateRule rule, int steps) {
    float[][] updates = new float[steps][2];
    UpdateRule.State state = rule.start(2);
    for (int step = 1; step <= steps; step++) {
      state.update(new float[] {step, -0.5f * step * step}, step, updates[step - 1]);
    }
    state.close();
    return updates;
  }

  @Test
  void aHandMadeRuleWithARateIsThatRule() throws LabException {
    NamedRule rule = names().one("adam:0.02");
    assertThat(rule.label()).isEqualTo("adam 0.02");
    assertThat(rule.isSweep()).isFalse();
    assertThat(updates(rule.points().get(0))).isDeepEqualTo(updates(HandMade.adam(0.02)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sgd", "momentum", "adam"})
  void aHandMadeRuleAloneIsASweepOfFiveRatesOrMore(String kind) throws LabException {
    NamedRule rule = names().one(kind);
    assertThat(rule.points()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(rule.points()).extracting(point -> ((HandMade) point).kind()).containsOnly(kind);
    assertThat(rule.points().stream().map(point -> ((HandMade) point).learningRate()).toList())
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void theRatesOfARecipeAreSweptAndTopUpToFive() throws LabException {
    var forms = new FormulaForms(List.of(Feature.G), 0.01, false);
    var six = List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0);
    assertThat(new RuleNames(home, forms, Map.of("sgd", six), 100).one("sgd").points()).hasSize(6);
    NamedRule few = new RuleNames(home, forms, Map.of("sgd", List.of(7.0)), 100).one("sgd");
    assertThat(few.points()).extracting(UpdateRule::name).contains("sgd 7", "sgd 0.1").hasSize(6);
  }

  @Test
  void aScheduleFollowsTheKind() throws LabException {
    NamedRule one = names().one("adam-cosine:0.02");
    assertThat(one.label()).isEqualTo("adam-cosine 0.02");
    UpdateRule swept = names().one("adam-cosine").points().get(0);
    assertThat(((HandMade) swept).steps()).isEqualTo(100);
    assertThat(names().one("sgd-linear").points())
        .extracting(UpdateRule::name)
        .contains("sgd-linear 0.1");
    assertThatThrownBy(() -> names().one("adam-cosinus:0.02"))
        .hasMessageContaining("as in adam-cosine:0.01");
  }

  @Test
  void aLabelGoesBeforeTheRule() throws LabException {
    assertThat(names().one("mine=adam:0.02").label()).isEqualTo("mine");
    NamedRule sweep = names().one("base=sgd");
    assertThat(sweep.label()).isEqualTo("base");
    assertThat(sweep.points().get(0).name()).isEqualTo("base 0.01");
  }

  @Test
  void anExpressionSeesTheFeaturesThatWereNamed() throws LabException {
    NamedRule rule = names().one("-2 * g_0 - g_2");
    assertThat(rule.formula()).isEqualTo("-2 * g_0 - g_2");
    float[][] updates = updates(rule.points().get(0));
    // g = 1, 2, 3, 4: step 4 sees g_0 = 4 and g_2 = 2; the scale is 0.5.
    assertThat(updates[0][0]).isEqualTo(-1f);
    assertThat(updates[3][0]).isEqualTo(-5f);
  }

  @Test
  void anAverageInAnExpressionIsOverTheWindow() throws LabException {
    UpdateRule rule = names().one("ema(g, 0.5)").points().get(0);
    assertThat(updates(rule)[1][0]).isEqualTo(0.5f * (0.5f * 0.5f * 1 + 0.5f * 2));
  }

  /** Averages go on beyond the window that a formula was found on, however it is named. */
  @Test
  void aFormulaThatAveragesIsTheSameRuleByEveryName() throws LabException, IOException {
    Path trial = Files.createDirectories(home.resolve("experiments/e4/1"));
    Files.writeString(
        trial.resolve(TrialFiles.RECIPE),
        "{\"rule\": {\"features\": [\"g\", \"mom9\"], \"scale\": 0.5},"
            + " \"distill\": {\"window\": 3, \"memory\": true}}");
    List<String> columns = SampleNames.of(List.of(Feature.G, Feature.MOM9), 3);
    String text = "-ema_hat(mom9 - lag(g, 2), 0.9) + ema(tanh(ema(g, 0.5)), 0.7)";
    Files.write(
        trial.resolve(TrialFiles.TUNED),
        new TunedFile(columns, "best", 3, text, text, 1, 1).toBytes());
    Files.write(trial.resolve(TrialFiles.FRONT), front(columns, text).toBytes());

    float[][] ofTrial = updates(names().one("e4:distilled").points().get(0), 12);
    assertThat(updates(names().one(text).points().get(0), 12)).isDeepEqualTo(ofTrial);
    String file = trial.resolve(TrialFiles.FRONT).toString();
    assertThat(updates(names().one(file).points().get(0), 12)).isDeepEqualTo(ofTrial);
    // And not what the window alone would give.
    UpdateRule cut = names().one("-1/3 * (g_0 + g_1 + g_2)").points().get(0);
    assertThat(updates(cut, 12)[11]).isNotEqualTo(ofTrial[11]);
  }

  @Test
  void theSameLabelTwiceIsRefused() {
    assertThatThrownBy(() -> names().all(List.of("adam:0.1", "adam:0.1")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("other=adam:0.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "adm:0.1 | adm | sgd, momentum, nesterov, rmsprop, adam",
        "adam:fast | fast | adam:0.01",
        "adam:-1 | positive | adam:0.01",
        "adam:nan | positive | adam:0.01",
        "addam | addam | --features",
        "-tanh(mt_0) | mt_0 | g, mom9",
        "1 + | expression | adam:0.01",
        "missing.bin | missing.bin | no file",
        "e7 | e7 | lab list",
        "x=e7/2:tuned | e7 | --home"
      })
  void aBadNameIsNamedWithWhatToDo(String spec, String cause, String fix) {
    assertThatThrownBy(() -> names().one(spec))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(LabException.BAD_INPUT))
        .hasMessageContaining(spec)
        .hasMessageContaining(cause)
        .hasMessageContaining(fix);
  }

  @Test
  void aTrialsRulesAreReadFromTheHome() throws LabException, IOException {
    Path trial = Files.createDirectories(home.resolve("experiments/e3/2"));
    LearnedOptimizer learned = LearnedOptimizer.initial(SMALL, 5);
    Files.write(trial.resolve(TrialFiles.LEARNED), learned.encode());
    Files.writeString(
        trial.resolve(TrialFiles.RECIPE),
        "{\"rule\": {\"features\": [\"mt\", \"g\"], \"scale\": 0.25}}");
    List<String> columns = List.of("mt_0", "g_0", "mt_1", "g_1");
    var tuned = new TunedFile(columns, "best", 3, "-1 * g_1", "-2 * g_1", 1, 1);
    Files.write(trial.resolve(TrialFiles.TUNED), tuned.toBytes());
    Files.write(trial.resolve(TrialFiles.FRONT), front(columns, "g_0 * -3").toBytes());

    assertThat(updates(names().one("e3/2").points().get(0))).isDeepEqualTo(updates(learned));
    assertThat(updates(names().one("e3/2:tuned").points().get(0))[3][0]).isEqualTo(-1.5f);
    assertThat(updates(names().one("e3/2:distilled").points().get(0))[3][0]).isEqualTo(-0.75f);
    assertThat(names().one(trial.resolve(TrialFiles.LEARNED).toString()).formula()).isEmpty();
    assertThatThrownBy(() -> names().one("e3/2:best")).hasMessageContaining("tuned");
    assertThatThrownBy(() -> names().one("e3")).hasMessageContaining("no trial 1");
    Files.delete(trial.resolve(TrialFiles.TUNED));
    // Before tuning, the front's own choice.
    assertThat(updates(names().one("e3/2:distilled").points().get(0))[3][0]).isEqualTo(-3f);
    assertThatThrownBy(() -> names().one("e3/2:tuned"))
        .hasMessageContaining(TrialFiles.TUNED)
        .hasMessageContaining("meta-tune");
  }

  @Test
  void aTrialsRulesRunAtTheRatesThatItFoundUnlessAScaleIsGiven() throws LabException, IOException {
    Path trial = Files.createDirectories(home.resolve("experiments/e5/1"));
    LearnedOptimizer learned = LearnedOptimizer.initial(SMALL, 5);
    Files.write(trial.resolve(TrialFiles.LEARNED), learned.encode());
    Files.writeString(
        trial.resolve(TrialFiles.RECIPE), "{\"rule\": {\"features\": [\"g\"], \"scale\": 0.25}}");
    var rates =
        new RatesFound(2, 3, 0.5, List.of(0.5, 1.0, 2.0), 4, 100, 9000, List.of(), List.of());
    var tuned =
        new TunedFile(List.of("g_0"), "best", 3, "-1 * g_0", "-2 * g_0", 1, 1, List.of(), rates);
    Files.write(trial.resolve(TrialFiles.TUNED), tuned.toBytes());
    RuleNames own = names();
    assertThat(third(own, "e5:distilled")).isEqualTo(-0.75f);
    assertThat(third(own, "e5:distilled-swept")).isEqualTo(-1.5f);
    assertThat(third(own, "e5:tuned")).isEqualTo(-4.5f);
    assertThat(third(own, "e5:learned-swept")).isEqualTo(third(own, "e5:learned") * 0.5f);

    var given = new RuleNames(home, new FormulaForms(List.of(Feature.G), 0.1, true), Map.of(), 100);
    assertThat(third(given, "e5:distilled")).isEqualTo(-0.1f * 3);
    assertThat(third(given, "e5:tuned")).isEqualTo(0.1f * (-2 * 3));
    assertThat(third(given, "e5:learned")).isEqualTo(third(own, "e5:learned"));
  }

  /** Its third update, where the gradient is 3. */
  private static float third(RuleNames names, String spec) throws LabException {
    return updates(names.one(spec).points().get(0))[2][0];
  }

  @Test
  void aFrontsColumnsMayStandInAnyOrder() throws LabException, IOException {
    Path file = home.resolve("front.json");
    Files.write(file, front(List.of("g_3", "mom9_0", "g_0"), "g_0 + 10 * g_3").toBytes());
    float[][] updates = updates(names().one(file.toString()).points().get(0));
    assertThat(updates[2][0]).isEqualTo(0.5f * 3);
    assertThat(updates[3][0]).isEqualTo(0.5f * 14);
  }

  @Test
  void meansGoOverTheWindowOfTheTableTheyWereFoundIn() throws LabException, IOException {
    Path file = home.resolve("front.json");
    List<String> columns = List.of("g_0", "mean_g_0", "g_1", "mean_g_1", "g_2", "mean_g_2");
    Files.write(file, front(columns, "mean_g_0").toBytes());
    float[][] updates = updates(names().one(file.toString()).points().get(0));
    // g = 1, 2, 3, 4: means over 3 steps.
    assertThat(updates[1][0]).isEqualTo(0.5f * 1.5f);
    assertThat(updates[3][0]).isEqualTo(0.5f * 3);
  }

  @Test
  void aFrontOfAnotherTableIsNoRule() throws IOException {
    Path file = home.resolve("front.json");
    Files.write(file, front(List.of("length", "mass"), "length + 1").toBytes());
    assertThatThrownBy(() -> names().one(file.toString()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("length")
        .hasMessageContaining("--names");
  }

  @Test
  void optimizersOfOtherToolsAreNamedByTheirFiles() throws LabException, IOException {
    LearnedOptimizer learned = LearnedOptimizer.initial(SMALL, 5);
    Path file = home.resolve("x.safetensors");
    Files.write(file, OptimizerFiles.safetensors(learned));
    assertThat(updates(names().one(file.toString()).points().get(0)))
        .isDeepEqualTo(updates(learned));
    Path published = home.resolve("x.pth");
    try (InputStream in = getClass().getResourceAsStream("/published/rp.pth")) {
      Files.write(published, in.readAllBytes());
    }
    // Of two inputs: those are the features that are named here.
    UpdateRule rule = names().one("theirs=" + published).points().get(0);
    assertThat(((LearnedOptimizer) ((NamedRule.Called) rule).rule()).settings())
        .isEqualTo(new RuleSettings(List.of(Feature.G, Feature.MOM9), 2, List.of(3), 0.01));
    assertThatThrownBy(() -> names().one("missing.pth")).hasMessageContaining("no file");
    Files.writeString(published, "PK no zip");
    assertThatThrownBy(() -> names().one(published.toString()))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(LabException.BAD_INPUT))
        .hasMessageContaining("x.pth");
  }

  @Test
  void aFileThatIsNoOptimizerIsSaidSo() throws IOException {
    Path file = Files.writeString(home.resolve("x.bin"), "hello");
    assertThatThrownBy(() -> names().one(file.toString()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("no learned optimizer");
  }

  private static FrontFile front(List<String> names, String formula) {
    var columns = FormulaNames.of(names, List.of(formula));
    var known = OptionalDouble.of(0.9);
    var row = new ScoredFront.Row(3, 0.1, 0, 0.9, known, known, columns.parse(formula));
    return new FrontFile(columns, new ScoredFront(List.of(row)), "best", 1, 1, true);
  }
}
