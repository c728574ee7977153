package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.symlab.actors.pool.Free;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.LabState;
import java.time.Duration;
import java.util.List;

/**
 * What people ask of the lab that changes nothing. Part of the lab's actor, used in its handlers
 * only.
 */
public final class LabLooks {
  private static final Duration POOL_PATIENCE = Duration.ofSeconds(5);

  /** From the endpoint. */
  public sealed interface Command extends Lab.Command
      permits Look, Looked, ListAll, View, Wait, Devices {}

  /** Who are you, and what is free? */
  public record Look(ActorRef<ClientReply> replyTo) implements Command {}

  /** All experiments, briefly. */
  public record ListAll(ActorRef<ClientReply> replyTo) implements Command {}

  /** One experiment. */
  public record View(String id, ActorRef<ClientReply> replyTo) implements Command {}

  /** One experiment, once it has ended or after so long. */
  public record Wait(String id, Duration patience, ActorRef<ClientReply> replyTo)
      implements Command {}

  /** What do the hosts have, and who holds it? */
  public record Devices(ActorRef<ClientReply> replyTo) implements Command {}

  /** From the pool, for a client. */
  private record Looked(Free free, ActorRef<ClientReply> replyTo) implements Command {}

  private final ActorContext<Lab.Command> context;
  private final LabSettings settings;
  private final OpenExperiments open;
  private final ActorRef<TrainerPool.Command> pool;

  LabLooks(
      ActorContext<Lab.Command> context,
      LabSettings settings,
      OpenExperiments open,
      ActorRef<TrainerPool.Command> pool) {
    this.context = context;
    this.settings = settings;
    this.open = open;
    this.pool = pool;
  }

  void answer(LabState state, Command question) {
    if (question instanceof Look look) {
      look(look);
    } else if (question instanceof Looked looked) {
      looked.replyTo().tell(LabViews.of(settings, state, looked.free()));
    } else if (question instanceof ListAll list) {
      list(state, list);
    } else if (question instanceof View view) {
      open.ask(state, view.id(), new Experiment.View(view.replyTo()), view.replyTo());
    } else if (question instanceof Wait wait) {
      var passed = new Experiment.Wait(wait.patience(), wait.replyTo());
      open.ask(state, wait.id(), passed, wait.replyTo());
    } else {
      var devices = (Devices) question;
      context.spawnAnonymous(DevicesRequest.create(pool, devices.replyTo()));
    }
  }

  private void look(Look look) {
    context.ask(
        Free.class,
        pool,
        POOL_PATIENCE,
        TrainerPool.Look::new,
        (free, failure) ->
            new Looked(free == null ? Free.unknown(settings.resources()) : free, look.replyTo()));
  }

  private void list(LabState state, ListAll list) {
    List<ExperimentView> ended =
        state.getEndedList().stream().map(one -> Moved.to(settings.home(), one.getView())).toList();
    List<ExperimentView> begun =
        state.getOpenList().stream()
            .map(one -> ExperimentViews.unanswered(one, settings.home()))
            .toList();
    context.spawnAnonymous(Gather.create(ended, begun, open.of(state), list.replyTo()));
  }
}
