package io.symlab.actors.work.crew;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.ErrorGuard;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.Line;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.work.island.IslandWorker;
import io.symlab.actors.work.island.ReservoirWorker;
import io.symlab.proto.Allowance;
import io.symlab.proto.CrewBatch;
import io.symlab.proto.CrewBegin;
import io.symlab.proto.CrewEvent;
import io.symlab.proto.CrewOrder;
import io.symlab.proto.CrewProgress;
import io.symlab.proto.CrewResult;
import io.symlab.proto.CutKept;
import io.symlab.proto.LinePart;
import io.symlab.proto.Migrants;
import io.symlab.proto.StageFailure;
import io.symlab.proto.WorkerEvent;
import io.symlab.proto.Yielded;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The islands and rollouts of one stage on one host. Hands them their slices for as long as the
 * stage's leader allows, second by second; what they say to each other stays here, and what they
 * find goes on to the leader, their fronts merged. It holds nothing durable.
 */
public final class Crew extends AbstractBehavior<Crew.Command> {
  /** Longest message of a leader: the islands' states. */
  private static final long MOST_BYTES = 1L << 29;

  private static final long BETWEEN_REPORTS = Duration.ofMillis(900).toNanos();

  /** What it understands. */
  public interface Command {}

  /** From the leader, along a line. */
  public record Order(LinePart body, ActorRef<Said> leader) implements Command, WorkerMessage {
    @Override
    public List<ActorRef<?>> references() {
      return List.of(leader);
    }
  }

  /** From the crew before it on the ring, along a line: elites. */
  public record Pass(LinePart body, ActorRef<Command> from) implements Command, WorkerMessage {
    @Override
    public List<ActorRef<?>> references() {
      return List.of(from);
    }
  }

  /** From the crew after it on the ring: what has been heard. */
  public record Passed(LinePart body) implements Command, WorkerMessage {}

  /** To the leader, along a line. */
  public record Said(LinePart body) implements StageWorker.Private, WorkerMessage {}

  /** From its islands, rollouts and reservoir. */
  private record Heard(WorkerEvent said) implements Command {}

  /** From its last island, for the next crew. */
  private record Leaving(IslandWorker.Arrive elites) implements Command {}

  /** From its watch: one of them has ended, in order or not. */
  record Ended(String worker) implements Command {}

  /** From its timer. */
  private record Tick() implements Command {}

  private interface Step {
    void run() throws Exception;
  }

  private final WorkerContext surroundings;
  private final ActorRef<WorkerSaid> ears;
  private final Line leading;
  private final CrewRing ring;
  private final CrewRollouts rollouts;
  private Optional<ActorRef<Said>> leader = Optional.empty();
  private Optional<CrewIslands> islands = Optional.empty();
  private Slices slices = new Slices(1, 0);
  private long reported = System.nanoTime();
  private boolean toldDone;

  private Crew(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      WorkerContext surroundings,
      Optional<String> recipe) {
    super(context);
    this.surroundings = surroundings;
    this.ears = context.messageAdapter(WorkerSaid.class, said -> new Heard(said.body()));
    this.leading =
        new Line(
            context.getSelf().path().name(),
            MOST_BYTES,
            part -> leader.ifPresent(one -> one.tell(new Said(part))));
    this.ring = new CrewRing(context.getSelf(), MOST_BYTES);
    this.rollouts = new CrewRollouts(context, surroundings, recipe, ears);
    timers.startTimerWithFixedDelay(new Tick(), Line.TICK);
  }

  /**
   * A crew that waits to be told.
   *
   * @param recipe in place of its trial's, with where its data lie here; empty: where the trial's
   *     says
   */
  public static Behavior<Command> create(WorkerContext surroundings, Optional<String> recipe) {
    return ErrorGuard.around(
        Command.class,
        Behaviors.setup(
            context ->
                Behaviors.withTimers(timers -> new Crew(context, timers, surroundings, recipe))));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Order.class, order -> guarded(() -> onOrder(order)))
        .onMessage(Pass.class, pass -> guarded(() -> onPass(pass)))
        .onMessage(Passed.class, heard -> guarded(() -> ring.heard(heard.body(), now())))
        .onMessage(Heard.class, heard -> guarded(() -> onHeard(heard.said())))
        .onMessage(
            Leaving.class, leaving -> guarded(() -> ring.leave(leaving.elites().body(), now())))
        .onMessage(Ended.class, ended -> guarded(() -> onEnded(ended.worker())))
        .onMessage(Tick.class, tick -> guarded(this::onTick))
        .build();
  }

  private void onOrder(Order said) throws Exception {
    leader = Optional.of(said.leader());
    Optional<ByteString> whole = leading.take(said.body(), now());
    if (whole.isEmpty()) {
      return;
    }
    CrewOrder order = CrewOrder.parseFrom(whole.get());
    switch (order.getWhatCase()) {
      case BEGIN -> begin(order.getBegin());
      case ALLOWANCE -> allow(order.getAllowance());
      case ROLLOUT -> {
        rollouts.start(order.getRollout());
        slices.ask(order.getRollout().getWorker());
      }
      case GRANT -> rollouts.grant(order.getGrant());
      case APPEND -> islands.orElseThrow().tell(new ReservoirWorker.Append(order.getAppend()));
      case END -> islands.orElseThrow().tell(new ReservoirWorker.End(order.getEnd()));
      case CUT ->
          tell(CrewEvent.newBuilder().setCut(islands.orElseThrow().cut(order.getCut().getRound())));
      case WHAT_NOT_SET -> throw new IllegalArgumentException("a crew was told nothing");
    }
    give();
  }

  private void allow(Allowance allowance) {
    slices.allow(allowance.getMilliseconds());
    islands.ifPresent(ours -> ours.forget(allowance.getCut()));
  }

  private void begin(CrewBegin begin) {
    slices = new Slices(begin.getSlots(), begin.getMilliseconds());
    if (begin.getIslandsCount() == 0) {
      return;
    }
    Optional<ActorRef<IslandWorker.Command>> next = Optional.empty();
    if (!begin.getNext().isEmpty()) {
      ring.goesOnTo(
          ActorRefResolver.get(getContext().getSystem()).resolveActorRef(begin.getNext()));
      ActorRef<IslandWorker.Arrive> ferry =
          getContext().messageAdapter(IslandWorker.Arrive.class, Leaving::new);
      next = Optional.of(ferry.unsafeUpcast());
    }
    islands = Optional.of(new CrewIslands(getContext(), surroundings, begin, next, ears));
    ring.kept().forEach(islands.get()::arrive);
  }

  private void onPass(Pass pass) throws Exception {
    Optional<Migrants> elites = ring.take(pass, now());
    if (elites.isPresent()) {
      islands.ifPresentOrElse(ours -> ours.arrive(elites.get()), () -> ring.keep(elites.get()));
    }
  }

  private void onHeard(WorkerEvent said) throws Exception {
    String worker = said.getWorker();
    switch (said.getWhatCase()) {
      case YIELDED -> yielded(worker, said.getYielded());
      case READY -> slices.ask(worker);
      case BATCH ->
          tell(
              CrewEvent.newBuilder()
                  .setBatch(CrewBatch.newBuilder().setRollout(worker).setBatch(said.getBatch())));
      case ROLLOUT_RESULT ->
          rollouts
              .result(worker, said.getRolloutResult())
              .ifPresent(
                  result ->
                      tell(
                          CrewEvent.newBuilder()
                              .setResult(
                                  CrewResult.newBuilder().setRollout(worker).setResult(result))));
      case PULL -> tell(CrewEvent.newBuilder().setPull(said.getPull()));
      case FRONT -> islands.orElseThrow().found(said);
      case ISLAND_STATE ->
          islands
              .orElseThrow()
              .state(worker, said.getIslandState())
              .ifPresent(
                  round ->
                      tell(CrewEvent.newBuilder().setKept(CutKept.newBuilder().setRound(round))));
      case FAILED -> tell(CrewEvent.newBuilder().setFailed(said.getFailed()));
      case WHAT_NOT_SET -> throw new IllegalArgumentException(worker + " said nothing");
    }
    give();
  }

  private void yielded(String worker, Yielded yielded) {
    slices.ended();
    if (CrewIslands.has(worker)) {
      islands.orElseThrow().yielded(worker, yielded);
    } else {
      rollouts.yielded(worker, yielded.getDone());
    }
    if (yielded.getState() == Yielded.State.READY) {
      slices.ask(worker);
    }
    if (!toldDone && islands.isPresent() && islands.get().done()) {
      toldDone = true;
      report();
    }
  }

  /** Fails unless the worker had done its work. */
  private void onEnded(String worker) {
    if (CrewIslands.has(worker) || rollouts.has(worker) || !worker.contains("-")) {
      throw new IllegalStateException(worker + " ended before its work was done");
    }
  }

  private void onTick() {
    long now = now();
    leading.tick(now);
    ring.tick(now);
    if (now - reported >= BETWEEN_REPORTS) {
      report();
    }
  }

  private void report() {
    reported = now();
    var progress = CrewProgress.newBuilder().putAllSteps(rollouts.steps());
    islands.ifPresent(ours -> ours.report(progress));
    tell(CrewEvent.newBuilder().setProgress(progress));
  }

  private void give() {
    for (Optional<String> next = slices.next(); next.isPresent(); next = slices.next()) {
      String worker = next.get();
      if (CrewIslands.has(worker)) {
        islands.orElseThrow().go(worker, slices.turn());
      } else {
        rollouts.go(worker, slices.turn());
      }
    }
  }

  private void tell(CrewEvent.Builder event) {
    leading.send(event.build().toByteString(), now());
  }

  private static long now() {
    return System.nanoTime();
  }

  /** What throws here is told to the leader, who ends the crew. */
  private Behavior<Command> guarded(Step step) {
    try {
      step.run();
    } catch (Exception | OutOfMemoryError e) {
      StageFailure failure = Failures.logged(getContext().getSelf().path().name(), e);
      tell(CrewEvent.newBuilder().setFailed(failure));
    }
    return this;
  }
}
