package io.symlab.actors.work.train;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.work.Tiny;
import io.symlab.experiment.results.EvaluationFile;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.RatesFound;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.rollout.Watch;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tuned, and what is evaluated as the formula before tuning. */
class MetaTuneStageTest {
  private static ActorTestKit kit;

  @TempDir Path home;

  private final Map<String, FileRef> results = new HashMap<>();
  private CheckpointStore store;

  @BeforeAll
  static void start() {
    kit = Tiny.kit("meta-tune-stage-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void front() throws Exception {
    store = new CheckpointStore(home);
    var watch = Watch.of(Tiny.recipe().rule(), Tiny.recipe().rollouts());
    var names = new FormulaNames(watch.names(), Signals.NONE);
    List<ScoredFront.Row> rows = new ArrayList<>();
    // By the samples each is better than the one before; as optimizers the second leads furthest.
    for (String text : List.of("-0.5 * mt_0", "-6.0 * mt_0", "mt_0 * 0.25", "gt_0 * 1.0")) {
      double r2 = 0.6 + 0.1 * rows.size();
      var known = OptionalDouble.of(r2);
      rows.add(
          new ScoredFront.Row(3 + rows.size(), 1 - r2, 0, r2, known, known, names.parse(text)));
    }
    var marks = Map.of(FrontChoice.BEST, 3, FrontChoice.ACCURACY, 3, FrontChoice.KNEE, 3);
    var file = new FrontFile(names, new ScoredFront(rows, marks), "meta-loss", 1, 1, true);
    results.put("distill", store.write("t/front.json", file.toBytes()));
  }

  private static String recipe(String key, String old, String now) {
    String json = Tiny.recipe().toJson();
    String before = "\"" + key + "\" : \"" + old + "\"";
    assertThat(json).contains(before);
    return json.replace(before, "\"" + key + "\" : \"" + now + "\"");
  }

  private List<StageReport> run(StageBegin.Builder begin, String recipe) {
    var all = Tiny.run(kit, home, begin.setRecipe(recipe).putAllResults(results).build());
    assertThat(Tiny.last(all).getFailed().getCause()).isEmpty();
    results.put(begin.getStage(), Tiny.last(all).getFinished());
    return all;
  }

  private TunedFile tuned() throws Exception {
    return TunedFile.ofBytes(store.read(results.get("meta-tune")), "tuned.json");
  }

  private List<EvaluationFile.RuleRuns> evaluated(String recipe) throws Exception {
    run(Tiny.begin("meta-train", "t"), recipe);
    run(Tiny.begin("evaluate", "t"), recipe);
    byte[] bytes = store.read(results.get("evaluate"));
    return EvaluationFile.ofBytes(bytes, "evaluation.json").rules();
  }

  @Test
  void theMemberThatLeadsFurthestIsTunedAndEvaluated() throws Exception {
    String recipe = recipe("choose", "accuracy", "meta-loss");
    List<StageReport> reports = run(Tiny.begin("meta-tune", "t"), recipe);
    TunedFile tuned = tuned();
    assertThat(tuned.choice()).isEqualTo("meta-loss");
    assertThat(tuned.original()).isEqualTo("-6.0 * mt_0");
    assertThat(tuned.ranking()).extracting(TunedFile.Candidate::row).containsExactly(1, 0, 2, 3);
    assertThat(tuned.ranking().get(0).heldOut()).isEqualTo(tuned.heldOutBefore());
    assertThat(tuned.heldOutAfter()).isLessThanOrEqualTo(tuned.heldOutBefore());

    // Going on from any checkpoint, within the trials or after them, gives the same files.
    String curve = Files.readString(home.resolve("t/tune-loss.csv"));
    byte[] result = store.read(results.get("meta-tune"));
    List<byte[]> kept = new ArrayList<>();
    var saved = reports.stream().filter(StageReport::hasCheckpointSaved).toList();
    for (StageReport report : saved) {
      Path path = store.resolve(report.getCheckpointSaved().getPath());
      if (Files.exists(path)) {
        kept.add(Files.readAllBytes(path));
      }
    }
    assertThat(kept).isNotEmpty();
    for (byte[] bytes : kept) {
      var again = Tiny.begin("meta-tune", "t").setAttempt(2);
      run(again.setCheckpoint(store.write("t/again.ckpt", bytes)), recipe);
      assertThat(store.read(results.get("meta-tune"))).isEqualTo(result);
      assertThat(Files.readString(home.resolve("t/tune-loss.csv"))).isEqualTo(curve);
    }

    var rules = evaluated(recipe);
    assertThat(rules.get(1).role()).isEqualTo("distilled");
    assertThat(rules.get(1).formula()).isEqualTo("-6.0 * mt_0");
  }

  /** As a recipe of today has it, in small. */
  private static String rated(String more) {
    Config changes =
        ConfigFactory.parseString(
            "distill.choose = meta-loss, meta-tune { held-out = 2, rates = [0.5, 1, 2],"
                + " tune-rate = true }\n"
                + more);
    Config whole = changes.withFallback(ConfigFactory.parseString(Tiny.recipe().toJson()));
    return whole.root().render(ConfigRenderOptions.concise());
  }

  @Test
  void ruleAndRateAreChosenTogetherAndEvaluatedBesideThoseOfTheRecipe() throws Exception {
    String recipe = rated("");
    run(Tiny.begin("meta-train", "t"), recipe);
    List<StageReport> reports = run(Tiny.begin("meta-tune", "t"), recipe);
    TunedFile tuned = tuned();
    RatesFound rates = tuned.rates();
    // The second leads furthest, and would be bolder still.
    assertThat(tuned.original()).isEqualTo("-6.0 * mt_0");
    assertThat(rates.distilled()).isEqualTo(2);
    assertThat(rates.atEdge(rates.distilled())).isTrue();
    assertThat(rates.ofFormula()).extracting(RatesFound.Tried::factor).containsExactly(0.5, 1., 2.);
    assertThat(rates.ofFormula().get(2).heldOut()).isLessThan(rates.ofFormula().get(1).heldOut());
    // Decided on four times as many problems as tuning is judged on.
    assertThat(rates.problems()).isEqualTo(8);
    assertThat(rates.ofFormula())
        .filteredOn(one -> one.factor() >= 1)
        .allMatch(o -> o.problems() == 8);
    assertThat(rates.ofLearned()).hasSize(3);
    assertThat(rates.taken()).isPositive();
    assertThat(tuned.ranking().get(0).factor()).isEqualTo(2);
    assertThat(tuned.heldOutAfter()).isLessThanOrEqualTo(tuned.heldOutBefore());

    byte[] result = store.read(results.get("meta-tune"));
    String curve = Files.readString(home.resolve("t/tune-loss.csv"));
    List<byte[]> kept = new ArrayList<>();
    for (StageReport report : reports.stream().filter(StageReport::hasCheckpointSaved).toList()) {
      Path path = store.resolve(report.getCheckpointSaved().getPath());
      if (Files.exists(path)) {
        kept.add(Files.readAllBytes(path));
      }
    }
    assertThat(kept).isNotEmpty();
    for (byte[] bytes : kept) {
      var again = Tiny.begin("meta-tune", "t").setAttempt(2);
      run(again.setCheckpoint(store.write("t/again.ckpt", bytes)), recipe);
      assertThat(store.read(results.get("meta-tune"))).isEqualTo(result);
      assertThat(Files.readString(home.resolve("t/tune-loss.csv"))).isEqualTo(curve);
    }

    var rules = evaluated(recipe);
    assertThat(rules)
        .extracting(EvaluationFile.RuleRuns::role)
        .filteredOn(role -> !role.equals("learned-swept"))
        .containsExactly("learned", "distilled", "distilled-swept", "tuned", "adam", "adam");
    var swept = rules.stream().filter(r -> r.role().equals("distilled-swept")).findFirst();
    assertThat(swept.orElseThrow().factor()).isEqualTo(2);
    assertThat(swept.get().formula()).isEqualTo("-6.0 * mt_0");
    // The first step is twice as long as that of the rule as it is.
    var plain = rules.stream().filter(r -> r.role().equals("distilled")).findFirst().orElseThrow();
    assertThat(swept.get().curves().get(0).get(0)).isEqualTo(plain.curves().get(0).get(0));
    assertThat(swept.get().curves().get(0).get(1)).isLessThan(plain.curves().get(0).get(1));
    boolean learned = rules.stream().anyMatch(r -> r.role().equals("learned-swept"));
    assertThat(learned).isEqualTo(rates.learned() != 1);
  }

  @Test
  void aFormulaOfTheRecipesHasItsRateSweptToo() throws Exception {
    String recipe = rated("meta-tune.formula = \"-2.0 * mt_0\"");
    run(Tiny.begin("meta-train", "t"), recipe);
    run(Tiny.begin("meta-tune", "t"), recipe);
    assertThat(tuned().given()).isTrue();
    assertThat(tuned().ranking()).isEmpty();
    assertThat(tuned().rates().distilled()).isEqualTo(2);
    assertThat(evaluated(recipe))
        .extracting(EvaluationFile.RuleRuns::role)
        .contains("distilled", "formula", "formula-swept", "tuned")
        .doesNotContain("distilled-swept");
  }

  @Test
  void theRecipesOwnFormulaTakesTheFrontsPlace() throws Exception {
    String recipe = recipe("formula", "", "-tanh(2.0 * mt_0)");
    run(Tiny.begin("meta-tune", "t"), recipe);
    assertThat(tuned().given()).isTrue();
    assertThat(tuned().original()).isEqualTo("-tanh(2.0 * mt_0)");
    assertThat(tuned().ranking()).isEmpty();
    assertThat(evaluated(recipe))
        .extracting(EvaluationFile.RuleRuns::role)
        .containsExactly("learned", "distilled", "formula", "tuned", "adam", "adam");
  }

  @Test
  void aNamedFormIsTuned() throws Exception {
    run(Tiny.begin("meta-tune", "t"), recipe("formula", "", "reparameterised"));
    assertThat(tuned().original()).startsWith("-(").contains("gt_11");
    assertThat(tuned().changed()).isTrue();
    assertThat(tuned().heldOutAfter()).isLessThan(tuned().heldOutBefore());
  }
}
