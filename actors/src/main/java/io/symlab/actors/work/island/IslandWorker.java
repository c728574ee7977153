package io.symlab.actors.work.island;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.Blobs;
import io.symlab.actors.stage.ErrorGuard;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.rollout.Watch;
import io.symlab.proto.BlobPart;
import io.symlab.proto.FrontFound;
import io.symlab.proto.IslandBegin;
import io.symlab.proto.IslandState;
import io.symlab.proto.Migrants;
import io.symlab.proto.Need;
import io.symlab.proto.Stock;
import io.symlab.proto.Turn;
import io.symlab.proto.WorkerEvent;
import io.symlab.proto.Yielded;
import io.symlab.proto.Yielded.State;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.island.Elites;
import io.symlab.symbolic.island.Island;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Carries one island: brings it its turns, samples and migrants, and takes away what it finds. It
 * holds nothing durable; the island's states go to the archipelago.
 */
public final class IslandWorker extends AbstractBehavior<IslandWorker.Command>
    implements IslandRun.Outlet {
  private static final long BETWEEN_FRONTS = TimeUnit.MILLISECONDS.toNanos(500);

  /** What an island's worker understands. */
  public sealed interface Command extends WorkerMessage permits Begin, Go, Arrive, Stocked {}

  /** From the archipelago, once, in parts: what to do. */
  public record Begin(
      BlobPart body,
      ActorRef<Command> next,
      ActorRef<ReservoirWorker.Command> reservoir,
      ActorRef<WorkerSaid> leader)
      implements Command {
    @Override
    public List<ActorRef<?>> references() {
      return List.of(next, reservoir, leader);
    }
  }

  /** From the archipelago: evolve for so long, then yield. */
  public record Go(Turn body) implements Command {}

  /** From the island before it on the ring, after each of its rounds. */
  public record Arrive(Migrants body) implements Command {}

  /** From the reservoir, when the samples that were asked for are there. */
  public record Stocked(Stock body) implements Command {}

  private final Blobs.Assembly parts = new Blobs.Assembly();

  /** From a neighbour that began before this one was told to. */
  private final List<Elites> early = new ArrayList<>();

  private Begin begin;
  private String name;
  private IslandRun run;
  private SampleReservoir samples;
  private boolean waiting;
  private int asked;
  private Front sent = Front.EMPTY;
  private long sentAt = System.nanoTime() - BETWEEN_FRONTS;

  private IslandWorker(ActorContext<Command> context) {
    super(context);
  }

  public static Behavior<Command> create() {
    return ErrorGuard.around(Command.class, Behaviors.setup(IslandWorker::new));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, message -> guarded(() -> begin(message)))
        .onMessage(Go.class, message -> guarded(() -> go(message.body().getMilliseconds())))
        .onMessage(Arrive.class, message -> guarded(() -> arrive(message.body())))
        .onMessage(Stocked.class, message -> guarded(() -> stocked(message.body())))
        .build();
  }

  @Override
  public void send(Elites elites) {
    var migrants = Migrants.newBuilder().setRound(elites.round());
    migrants.setElites(ByteString.copyFrom(elites.encode()));
    begin.next().tell(new Arrive(migrants.build()));
  }

  @Override
  public void state(int round, byte[] state) {
    for (BlobPart part : Blobs.split(ByteString.copyFrom(state))) {
      tell(event().setIslandState(IslandState.newBuilder().setRound(round).setPart(part)));
    }
  }

  private void begin(Begin message) throws Exception {
    Optional<ByteString> whole = parts.add(message.body());
    if (whole.isEmpty()) {
      return;
    }
    IslandBegin work = IslandBegin.parseFrom(whole.get());
    Recipe recipe = Recipe.ofJson(work.getRecipe());
    SearchSettings settings = recipe.search();
    int features = Watch.of(recipe.rule(), recipe.rollouts()).width() - 1;
    begin = message;
    name = work.getWorker();
    Island island =
        work.getState().isEmpty()
            ? Island.create(settings, work.getIndex(), features)
            : Island.decode(settings, work.getState().toByteArray());
    run =
        new IslandRun(
            settings,
            work.getHaltAt() > 0
                ? Math.min(work.getHaltAt(), recipe.budget().rounds())
                : recipe.budget().rounds(),
            work.getHaltAt() > 0,
            island,
            () -> samples(work.getReservoir()),
            work.getCutEvery(),
            this);
    early.forEach(run::arrive);
    run.resend();
    waiting = true;
    wake();
  }

  /** Looked up once: it may leave the list while this island ends its last slice. */
  private SampleReservoir samples(String name) {
    if (samples == null) {
      samples = SharedReservoirs.get(getContext().getSystem()).find(name);
    }
    return samples;
  }

  private void go(int milliseconds) {
    waiting = false;
    State state = run.work(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds));
    showFront(state == State.DONE);
    waiting = state == State.WAITING;
    ask();
    tell(event().setYielded(Yielded.newBuilder().setState(state).setDone(run.round())));
  }

  private void arrive(Migrants migrants) {
    Elites elites = Elites.decode(migrants.getElites().toByteArray());
    if (run == null) {
      early.add(elites);
      return;
    }
    run.arrive(elites);
    wake();
  }

  private void stocked(Stock stock) {
    run.stocked(stock.getBatches(), stock.getEnded());
    wake();
  }

  /** Asks for a turn when what was missing has come, and for the samples that are missing. */
  private void wake() {
    ask();
    if (waiting && (run.ready() || run.done())) {
      waiting = false;
      tell(event().setReady(true));
    }
  }

  private void ask() {
    int lacking = run.lacks().orElse(0);
    if (!run.done() && lacking > asked) {
      asked = lacking;
      var need = Need.newBuilder().setBatches(lacking).build();
      begin.reservoir().tell(new ReservoirWorker.Ask(need, getContext().getSelf()));
    }
  }

  private void showFront(boolean last) {
    if (!last && System.nanoTime() - sentAt < BETWEEN_FRONTS) {
      return;
    }
    sentAt = System.nanoTime();
    Front front = run.front();
    if (last || !front.equals(sent)) {
      sent = front;
      tell(
          event()
              .setFront(
                  FrontFound.newBuilder()
                      .setRound(run.round())
                      .setEvaluations(run.evaluations())
                      .setFront(ByteString.copyFrom(front.encode()))));
    }
  }

  private WorkerEvent.Builder event() {
    return WorkerEvent.newBuilder().setWorker(name);
  }

  private void tell(WorkerEvent.Builder event) {
    begin.leader().tell(new WorkerSaid(event.build()));
  }

  private interface Step {
    void run() throws Exception;
  }

  /** A step that throws ends the island, and the archipelago hears why. */
  private Behavior<Command> guarded(Step step) {
    try {
      step.run();
      return this;
    } catch (Exception | OutOfMemoryError e) {
      if (begin == null) {
        throw new IllegalStateException("an island could not begin", e);
      }
      tell(event().setFailed(Failures.logged(name, e)));
      return Behaviors.stopped();
    }
  }
}
