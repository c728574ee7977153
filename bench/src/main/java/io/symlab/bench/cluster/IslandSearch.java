package io.symlab.bench.cluster;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.work.StageWorkers;
import io.symlab.actors.work.distill.SampleLog;
import io.symlab.experiment.Stage;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.experiment.recipe.RecipeParser;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.proto.FileRef;
import io.symlab.proto.HostSlots;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.island.LocalArchipelago;
import io.symlab.symbolic.sample.SampleReservoir;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The stage that distills, alone: its worker as a lab makes it, on hosts that are named to it, from
 * a learned optimizer that has learned nothing yet.
 */
final class IslandSearch {
  /** Of one coordinate, which two rollouts see in 60 steps each; a few are left over. */
  private static final int ROWS_EACH = 100;

  private static final String RECIPE =
      """
      name = islands
      optimizee { kind = quadratic, instances = 8, dimension = 5 }
      rule { features = [mt, gt], linear = 4, lstm = [5] }
      distill {
        rollouts { train = 2, validation = 1, test = 1 }
        steps = 60, coordinates = %d, window = 2, reservoir = %d, max-complexity = %d
        islands = %d, population = %d, rounds = %d
      }
      """;

  private final AtomicInteger runs = new AtomicInteger();
  private final Path home;
  private final Recipe recipe;
  private Path folder;

  /**
   * @param home for its files
   * @param rows that the islands judge on
   * @param complexity of the largest formulas
   */
  IslandSearch(Path home, int islands, int population, int rounds, int rows, int complexity) {
    this.home = home;
    int coordinates = Math.max(20, rows / ROWS_EACH);
    String recipe = RECIPE.formatted(coordinates, rows, complexity, islands, population, rounds);
    this.recipe =
        RecipeParser.of(ConfigFactory.empty())
            .parse(recipe, "bench", List.of(), home)
            .get(0)
            .recipe();
  }

  /** Islands times rounds. */
  long rounds() {
    return (long) recipe.search().islands() * recipe.budget().rounds();
  }

  /**
   * Runs it once.
   *
   * @return the front's formulas
   */
  List<String> run(ActorSystem<Void> lab, List<HostSlots> hosts) throws IOException {
    var store = new CheckpointStore(home);
    FileRef learned =
        store.write("learned.bin", LearnedOptimizer.initial(recipe.rule(), 3).encode());
    String name = "run" + runs.incrementAndGet();
    folder = home.resolve(name);
    StageBegin begin =
        StageBegin.newBuilder()
            .setExperiment("e1")
            .setTrial(runs.get())
            .setAttempt(1)
            .setStage(Stage.DISTILL.word())
            .setRecipe(recipe.toJson())
            .setDirectory(name)
            .setSlots(1)
            .putResults(Stage.META_TRAIN.word(), learned)
            .addAllHostSlots(hosts)
            .build();
    var ended = new CompletableFuture<StageReport>();
    var workers = new StageWorkers(WorkerContext.of(home, Duration.ofSeconds(5)));
    ActorRef<StageWorker.Report> ears =
        lab.systemActorOf(listener(ended), name + "-ears", Props.empty());
    ActorRef<StageWorker.Command> worker =
        lab.systemActorOf(workers.worker(Stage.DISTILL), name, workers.props(Stage.DISTILL));
    worker.tell(new StageWorker.Begin(begin, ears));
    StageReport last = ended.join();
    if (!last.hasFinished()) {
      throw new IllegalStateException("the search failed: " + last.getFailed().getCause());
    }
    FrontFile front = FrontFile.ofBytes(store.read(last.getFinished()), "front.json");
    return front.rows().stream().map(front::text).toList();
  }

  private static Behavior<StageWorker.Report> listener(CompletableFuture<StageReport> ended) {
    return Behaviors.receiveMessage(
        said -> {
          StageReport report = said.body();
          if (report.hasFinished() || report.hasFailed() || report.hasStopped()) {
            ended.complete(report);
            return Behaviors.stopped();
          }
          return Behaviors.same();
        });
  }

  /** What {@link LocalArchipelago} finds in the samples of the last run. */
  List<String> reference() throws IOException {
    Watch watch = Watch.of(recipe.rule(), recipe.rollouts());
    var search = recipe.search();
    var samples = new SampleReservoir(watch.width(), recipe.budget().reservoir(), search.seed());
    Path path = folder.resolve(TrialFiles.SAMPLE_LOG);
    try (SampleLog log = SampleLog.open(path, Files.size(path))) {
      for (int number = 0; number < log.batches(); number++) {
        samples.append(log.read(number));
      }
    }
    var islands = LocalArchipelago.create(search, samples, watch.width() - 1);
    islands.evolve(recipe.budget().rounds(), 1);
    return islands.front().members().stream()
        .map(member -> ExpressionText.print(member.expression(), watch.names()))
        .toList();
  }
}
