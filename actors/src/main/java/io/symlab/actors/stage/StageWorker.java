package io.symlab.actors.stage;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import io.symlab.actors.work.distill.Archipelago;
import io.symlab.actors.work.evaluate.EvaluationLead;
import io.symlab.actors.work.report.Reporter;
import io.symlab.actors.work.train.MetaTrainStage;
import io.symlab.actors.work.train.MetaTuneStage;
import io.symlab.actors.work.train.Trainer;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * What a trial and the worker of one of its stages say to each other. A worker is spawned for one
 * stage of one attempt, is told to begin once, reports as it goes, and ends by itself after {@code
 * finished}, {@code failed} or {@code stopped}; one that dies without any of them has failed too.
 */
public final class StageWorker {
  private static final Duration SLICE = Duration.ofMillis(100);

  private static final Map<String, Function<WorkerContext, Behavior<Command>>> WORKERS =
      Map.of(
          "meta-train", context -> Trainer.create(context, MetaTrainStage::open),
          "distill", context -> Archipelago.create(context, SLICE),
          "meta-tune", context -> Trainer.create(context, MetaTuneStage::open),
          "evaluate", context -> EvaluationLead.create(context, SLICE),
          "report", Reporter::create);

  private StageWorker() {}

  /** What a stage's worker understands. */
  public sealed interface Command permits Begin, Stop, Private {}

  /** From the trial, once: do this stage, from its checkpoint if one is named. */
  public record Begin(StageBegin work, ActorRef<Report> replyTo) implements Command {}

  /** From the trial: save what can be saved, report {@code stopped}, and end. */
  public record Stop() implements Command {}

  /** A worker's own: from its timers, from itself, from the workers that it leads. */
  public non-sealed interface Private extends Command {}

  /** To the trial. Those of another attempt than the current one are to be ignored. */
  public record Report(StageReport body) {}

  /**
   * The worker of a stage.
   *
   * @param stage {@code meta-train}, {@code distill}, {@code meta-tune}, {@code evaluate} or {@code
   *     report}
   * @throws IllegalArgumentException for any other
   */
  public static Behavior<Command> behavior(String stage, WorkerContext context) {
    var worker = WORKERS.get(stage);
    if (worker == null) {
      throw new IllegalArgumentException("no worker does the stage \"" + stage + "\"");
    }
    return worker.apply(context);
  }

  /** The dispatcher that the stage's worker is to be spawned on. */
  public static Props props(String stage, WorkerContext context) {
    return switch (stage) {
      case "meta-train", "meta-tune", "report" ->
          Props.empty().withDispatcherFromConfig(context.workDispatcher());
      default -> Props.empty().withDispatcherFromConfig(context.blockingDispatcher());
    };
  }
}
