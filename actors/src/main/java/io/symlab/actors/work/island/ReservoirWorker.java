package io.symlab.actors.work.island;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.stage.ErrorGuard;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.work.rollout.Batches;
import io.symlab.proto.Need;
import io.symlab.proto.NumberedBatch;
import io.symlab.proto.Pull;
import io.symlab.proto.RecordEnd;
import io.symlab.proto.Stock;
import io.symlab.proto.WorkerEvent;
import io.symlab.symbolic.sample.SampleReservoir;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the one reservoir that the islands of this JVM read. It pulls the record's batches by
 * number, a few ahead, and tells islands when what they asked for is there.
 */
public final class ReservoirWorker extends AbstractBehavior<ReservoirWorker.Command> {
  private static final int AHEAD = 4;

  /** What it understands. */
  public sealed interface Command extends WorkerMessage permits Append, End, Ask {}

  /** From the archipelago: a batch that was pulled. */
  public record Append(NumberedBatch body) implements Command {}

  /** From the archipelago, when batches were pulled that will never be: the record's length. */
  public record End(RecordEnd body) implements Command {}

  /** From an island: it is to be told when there are so many batches, or no more. */
  public record Ask(Need body, ActorRef<IslandWorker.Command> island) implements Command {
    @Override
    public List<ActorRef<?>> references() {
      return List.of(island);
    }
  }

  private final String name;
  private final ActorRef<WorkerSaid> leader;
  private final SampleReservoir reservoir;
  private final List<Ask> waiting = new ArrayList<>();
  private boolean ended;

  private ReservoirWorker(
      ActorContext<Command> context,
      String name,
      SampleReservoir reservoir,
      ActorRef<WorkerSaid> leader) {
    super(context);
    this.name = name;
    this.leader = leader;
    this.reservoir = reservoir;
    SharedReservoirs.get(context.getSystem()).put(name, reservoir);
    for (int number = 0; number < AHEAD; number++) {
      pull(number);
    }
  }

  /**
   * @param name under which islands find the reservoir
   * @param reservoir empty
   */
  public static Behavior<Command> create(
      String name, SampleReservoir reservoir, ActorRef<WorkerSaid> leader) {
    return ErrorGuard.around(
        Command.class,
        Behaviors.setup(context -> new ReservoirWorker(context, name, reservoir, leader)));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Append.class, this::onAppend)
        .onMessage(End.class, this::onEnd)
        .onMessage(Ask.class, this::onAsk)
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onAppend(Append message) {
    reservoir.append(Batches.ofMessage(message.body()));
    pull(message.body().getNumber() + AHEAD);
    answer();
    return this;
  }

  private Behavior<Command> onEnd(End end) {
    ended = true;
    answer();
    return this;
  }

  private Behavior<Command> onAsk(Ask ask) {
    waiting.add(ask);
    answer();
    return this;
  }

  private void answer() {
    var stock = Stock.newBuilder().setBatches(reservoir.batches()).setEnded(ended).build();
    waiting.removeIf(
        ask -> {
          boolean there = ended || stock.getBatches() >= ask.body().getBatches();
          if (there) {
            ask.island().tell(new IslandWorker.Stocked(stock));
          }
          return there;
        });
  }

  private void pull(int number) {
    var pull = Pull.newBuilder().setNumber(number);
    leader.tell(new WorkerSaid(WorkerEvent.newBuilder().setWorker(name).setPull(pull).build()));
  }

  private Behavior<Command> onPostStop() {
    SharedReservoirs.get(getContext().getSystem()).remove(name);
    return this;
  }
}
