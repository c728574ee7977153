package io.symlab.actors.work.rollout;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
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
import io.symlab.proto.BlobPart;
import io.symlab.proto.Credit;
import io.symlab.proto.RolloutBegin;
import io.symlab.proto.RolloutResult;
import io.symlab.proto.Turn;
import io.symlab.proto.WorkerEvent;
import io.symlab.proto.Yielded;
import io.symlab.proto.Yielded.State;
import io.symlab.symbolic.sample.SampleBatch;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Carries one rollout, watched or judged: gives it its turns and sends its samples on, never more
 * of them unacknowledged than it has credit for. It ends by itself after its result.
 */
public final class RolloutWorker extends AbstractBehavior<RolloutWorker.Command> {
  /** What a rollout's worker understands. */
  public sealed interface Command extends WorkerMessage permits Begin, Go, Grant {}

  /** From the leader, once, in parts: what to do. The first turn must come after it. */
  public record Begin(BlobPart body, ActorRef<WorkerSaid> leader) implements Command {
    @Override
    public List<ActorRef<?>> references() {
      return List.of(leader);
    }
  }

  /** From the leader: work for so long, then yield. */
  public record Go(Turn body) implements Command {}

  /** From the leader: batches have arrived, so many more may be sent. */
  public record Grant(Credit body) implements Command {}

  private final Blobs.Assembly parts = new Blobs.Assembly();
  private ActorRef<WorkerSaid> leader;
  private RolloutBegin work;
  private RolloutRun run;
  private int credit;
  private boolean waiting;

  private RolloutWorker(ActorContext<Command> context) {
    super(context);
  }

  public static Behavior<Command> create() {
    return ErrorGuard.around(Command.class, Behaviors.setup(RolloutWorker::new));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Go.class, this::onGo)
        .onMessage(Grant.class, this::onGrant)
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) throws Exception {
    leader = begin.leader();
    Optional<ByteString> whole = parts.add(begin.body());
    if (whole.isPresent()) {
      work = RolloutBegin.parseFrom(whole.get());
      credit = work.getCredit();
    }
    return this;
  }

  private Behavior<Command> onGo(Go go) {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(go.body().getMilliseconds());
    try {
      if (run == null) {
        // Opening takes a while, too: it is part of the first turn.
        run = RolloutRun.open(work);
      }
      State state = run(deadline);
      tell(event().setYielded(Yielded.newBuilder().setState(state).setDone(run.taken())));
      if (state != State.DONE) {
        waiting = state == State.WAITING;
        return this;
      }
      sendResult(run.result());
    } catch (Exception | OutOfMemoryError e) {
      tell(event().setFailed(Failures.logged(work.getWorker(), e)));
    }
    return Behaviors.stopped();
  }

  private State run(long deadline) {
    while (true) {
      while (credit > 0 && run.hasBatch()) {
        credit--;
        SampleBatch batch = run.nextBatch();
        tell(event().setBatch(Batches.toMessage(batch)));
      }
      if (run.hasBatch()) {
        return State.WAITING;
      }
      if (run.done()) {
        return State.DONE;
      }
      if (System.nanoTime() - deadline >= 0) {
        return State.READY;
      }
      run.step();
    }
  }

  private Behavior<Command> onGrant(Grant grant) {
    credit += grant.body().getBatches();
    if (waiting) {
      waiting = false;
      tell(event().setReady(true));
    }
    return this;
  }

  private void sendResult(RolloutResult result) {
    for (BlobPart part : Blobs.split(result.toByteString())) {
      tell(event().setRolloutResult(part));
    }
  }

  private WorkerEvent.Builder event() {
    return WorkerEvent.newBuilder().setWorker(work.getWorker());
  }

  private void tell(WorkerEvent.Builder event) {
    leader.tell(new WorkerSaid(event.build()));
  }

  private Behavior<Command> onPostStop() {
    if (run != null) {
      run.close();
    }
    return this;
  }
}
