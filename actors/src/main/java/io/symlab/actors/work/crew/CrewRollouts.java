package io.symlab.actors.work.crew;

import akka.actor.typed.ActorRef;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.symlab.actors.stage.Blobs;
import io.symlab.actors.stage.WorkerContext;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.work.rollout.RolloutWorker;
import io.symlab.proto.BlobPart;
import io.symlab.proto.Credit;
import io.symlab.proto.CrewGrant;
import io.symlab.proto.RolloutBegin;
import io.symlab.proto.RolloutResult;
import io.symlab.proto.Turn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The rollouts of a crew. Part of one actor, used in its handlers only. */
final class CrewRollouts {
  private static final class Running {
    final ActorRef<RolloutWorker.Command> worker;
    final Blobs.Assembly result = new Blobs.Assembly();
    long steps;

    Running(ActorRef<RolloutWorker.Command> worker) {
      this.worker = worker;
    }
  }

  private final ActorContext<Crew.Command> context;
  private final Optional<String> recipe;
  private final DispatcherSelector dispatcher;
  private final ActorRef<WorkerSaid> leader;
  private final Map<String, Running> running = new HashMap<>();

  CrewRollouts(
      ActorContext<Crew.Command> context,
      WorkerContext surroundings,
      Optional<String> recipe,
      ActorRef<WorkerSaid> leader) {
    this.context = context;
    this.recipe = recipe;
    this.dispatcher = DispatcherSelector.fromConfig(surroundings.workDispatcher());
    this.leader = leader;
  }

  void start(RolloutBegin begin) {
    String name = begin.getWorker();
    var worker = context.spawn(RolloutWorker.create(), name, dispatcher);
    context.watchWith(worker, new Crew.Ended(name));
    running.put(name, new Running(worker));
    RolloutBegin here = recipe.map(one -> begin.toBuilder().setRecipe(one).build()).orElse(begin);
    for (BlobPart part : Blobs.split(here.toByteString())) {
      worker.tell(new RolloutWorker.Begin(part, leader));
    }
  }

  boolean has(String worker) {
    return running.containsKey(worker);
  }

  void go(String worker, Turn turn) {
    running.get(worker).worker.tell(new RolloutWorker.Go(turn));
  }

  /** One that has ended already needs no more credit. */
  void grant(CrewGrant grant) {
    Running rollout = running.get(grant.getRollout());
    if (rollout != null) {
      var credit = Credit.newBuilder().setBatches(grant.getBatches()).build();
      rollout.worker.tell(new RolloutWorker.Grant(credit));
    }
  }

  void yielded(String worker, long steps) {
    running.get(worker).steps = steps;
  }

  /** A part of a result has come; gives the whole with its last. */
  Optional<RolloutResult> result(String worker, BlobPart part)
      throws InvalidProtocolBufferException {
    Optional<ByteString> whole = running.get(worker).result.add(part);
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    running.remove(worker);
    return Optional.of(RolloutResult.parseFrom(whole.get()));
  }

  /** How far each is. */
  Map<String, Long> steps() {
    Map<String, Long> steps = new HashMap<>();
    running.forEach((name, rollout) -> steps.put(name, rollout.steps));
    return steps;
  }
}
