package io.symlab.actors.work;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.StageWorker.Begin;
import io.symlab.actors.stage.StageWorker.Command;
import io.symlab.actors.stage.StageWorker.Report;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.DeviceShare;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.SearchBudget;
import io.symlab.model.data.DataSettings;
import io.symlab.model.evaluate.EvaluationSettings;
import io.symlab.model.evolve.EvolutionSettings;
import io.symlab.model.meta.MetaTrainingSettings;
import io.symlab.model.meta.MetaTuningSettings;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.rollout.RolloutSettings;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.proto.HostSlots;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.settings.FormulaTexts;
import io.symlab.symbolic.settings.SearchSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A recipe that takes a second or two, and what tests need to have its stages done. */
public final class Tiny {
  private Tiny() {}

  public static Recipe recipe() {
    return new Recipe(
        "tiny",
        7,
        new OptimizeeSettings(
            "quadratic",
            List.of(20),
            32,
            0.01,
            new DataSettings("rendered", "", false, 200, 1),
            4,
            3),
        new RuleSettings(List.of(Feature.MT, Feature.GT), 4, List.of(4), 0.01),
        new MetaTrainingSettings(4, 20, 5, 0.01, 2, 10),
        new RolloutSettings(3, 2, 1, 120, 12, 12),
        SearchSettings.builder()
            .seed(7)
            .operators(List.of(Operator.ADD, Operator.MUL, Operator.TANH))
            .maxComplexity(12)
            .islands(3)
            .population(24)
            .slack(2)
            .build(),
        new SearchBudget(12, 500),
        FormulaTexts.NONE,
        "accuracy",
        true,
        EvolutionSettings.defaults(),
        new MetaTuningSettings(2, 20, 5, "adam", 0.01, 1, 10),
        "",
        new EvaluationSettings(2, 15, Map.of("adam", List.of(0.01, 0.1))),
        DeviceShare.USUAL);
  }

  /** The same, but that every formula has an average. */
  static Recipe withMemory() {
    return changed("distill { memory = true, template = \"ema_hat(gt, p) * ? + ?\" }");
  }

  /** The same with a search by meta-loss from the front. */
  static Recipe evolving() {
    return changed("evolve { budget = 1500, steps = 10, problems = 2, islands = 2 }");
  }

  /** Such a search from a rule, without a learned optimizer. */
  public static Recipe fromScratch() {
    return changed(
        "evolve { budget = 1500, from = [-gt_0], steps = 10, problems = 2, islands = 2 }");
  }

  /** The same with a search that takes a while. */
  public static Recipe distillingLonger() {
    return changed("distill { rounds = 300 }");
  }

  /** The same with runs of an evaluation that take a while. */
  static Recipe evaluatingLonger() {
    return changed("evaluate { steps = 400 }");
  }

  private static Recipe changed(String changes) {
    Config recipe =
        ConfigFactory.parseString(changes)
            .withFallback(ConfigFactory.parseString(recipe().toJson()));
    return Recipe.ofJson(recipe.root().render(ConfigRenderOptions.concise()));
  }

  /** A kit with dispatchers like a lab's. */
  public static ActorTestKit kit(String name) {
    String dispatcher =
        "{ type = Dispatcher, executor = thread-pool-executor, throughput = 1,"
            + " thread-pool-executor.fixed-pool-size = 2 }";
    return ActorTestKit.create(
        name,
        ConfigFactory.parseString(
                "symlab.work-dispatcher = "
                    + dispatcher
                    + "\nsymlab.blocking-dispatcher = "
                    + dispatcher
                    + "\nakka.actor.serializers.symlab ="
                    + " \"io.symlab.actors.wire.ProtoSerializer\""
                    + "\nakka.actor.serialization-bindings {"
                    + " \"io.symlab.actors.stage.WorkerMessage\" = symlab }"
                    + "\nakka.loglevel = WARNING")
            .withFallback(ConfigFactory.parseResources("application-test.conf"))
            .withFallback(ConfigFactory.load("reference")));
  }

  public static StageBegin.Builder begin(String stage, String directory) {
    return StageBegin.newBuilder()
        .setExperiment("e1")
        .setAttempt(1)
        .setStage(stage)
        .setRecipe(recipe().toJson())
        .setDirectory(directory)
        .setSlots(2);
  }

  /** The same with its slots on a host of the kit's, unless hosts are named. */
  public static StageBegin withHost(ActorTestKit kit, StageBegin begin) {
    if (begin.getHostSlotsCount() > 0) {
      return begin;
    }
    HostSlots slots = host(kit, "lab", Path.of("target"), begin.getSlots());
    return begin.toBuilder().addHostSlots(slots).build();
  }

  /** A host, and so many slots there. */
  public static HostSlots host(ActorTestKit kit, String name, Path home, int slots) {
    var workers = new StageWorkers(surroundings(home));
    var host = kit.spawn(WorkerHost.create(HostRecords.here(name, slots, List.of()), workers));
    return HostSlots.newBuilder()
        .setHost(name)
        .setSlots(slots)
        .setActor(ActorRefResolver.get(kit.system()).toSerializationFormat(host))
        .build();
  }

  /** Has a stage's worker do it, and gives all it reported. */
  public static List<StageReport> run(
      ActorTestKit kit, Behavior<Command> behavior, StageBegin begin) {
    TestProbe<Report> probe = kit.createTestProbe();
    ActorRef<Command> worker = kit.spawn(behavior);
    worker.tell(new Begin(withHost(kit, begin), probe.getRef()));
    List<StageReport> all = reports(probe);
    probe.expectTerminated(worker, Duration.ofSeconds(30));
    return all;
  }

  /** As {@link #run}, with the stage's own worker. */
  public static List<StageReport> run(ActorTestKit kit, Path home, StageBegin begin) {
    return run(kit, new StageWorkers(surroundings(home)).worker(Stage.of(begin.getStage())), begin);
  }

  public static WorkerContext surroundings(Path home) {
    return WorkerContext.of(home, Duration.ZERO);
  }

  /** All reports up to a stage's last one. */
  public static List<StageReport> reports(TestProbe<Report> probe) {
    List<StageReport> all = new ArrayList<>();
    StageReport last;
    do {
      last = probe.receiveMessage(Duration.ofSeconds(60)).body();
      all.add(last);
    } while (last.hasProgressed() || last.hasCheckpointSaved());
    return all;
  }

  public static StageReport last(List<StageReport> reports) {
    return reports.get(reports.size() - 1);
  }
}
