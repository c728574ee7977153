package io.symlab.actors.host;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.ChildFailed;
import akka.actor.typed.Terminated;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.stage.ErrorGuard;
import io.symlab.actors.stage.Failures;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.actors.store.Folders;
import io.symlab.experiment.Stage;
import io.symlab.proto.DropWorker;
import io.symlab.proto.HostRecord;
import io.symlab.proto.LookAtHost;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageFailure;
import io.symlab.proto.WorkerEnded;
import io.symlab.proto.WorkerMade;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Makes the workers of its process, one such actor in each. Whoever has one made hears of its end,
 * however it went; when that one is gone itself, or its process, what was made for it ends too.
 */
public final class WorkerHost extends AbstractBehavior<WorkerHost.Command> {
  /** What it understands. */
  public sealed interface Command permits Make, Drop, Look, Came {}

  /**
   * Make a worker: answered by {@link Made} and later {@link Gone}, or by {@link Refused}.
   *
   * @param keeper of the trial's files, where they are another process's
   */
  public record Make(
      MakeWorker body, ActorRef<Reply> replyTo, Optional<ActorRef<FileKeeper.Command>> keeper)
      implements Command, WorkerMessage {
    /** Of a worker in the process that has the files, or that needs none. */
    public Make(MakeWorker body, ActorRef<Reply> replyTo) {
      this(body, replyTo, Optional.empty());
    }

    @Override
    public List<ActorRef<?>> references() {
      return keeper.isPresent() ? List.of(replyTo, keeper.get()) : List.of(replyTo);
    }
  }

  /** End a worker; {@link Gone} follows. One that has ended already is no error. */
  public record Drop(DropWorker body) implements Command, WorkerMessage {}

  /** What does this host have? */
  public record Look(LookAtHost body, ActorRef<Here> replyTo) implements Command, WorkerMessage {
    public Look(ActorRef<Here> replyTo) {
      this(LookAtHost.getDefaultInstance(), replyTo);
    }

    @Override
    public List<ActorRef<?>> references() {
      return List.of(replyTo);
    }
  }

  /** What there is. */
  public record Here(HostRecord body) implements WorkerMessage {}

  /** What those hear who have workers made. */
  public sealed interface Reply extends WorkerMessage, StageWorker.Private
      permits Made, Refused, Gone {}

  /** The worker is there and knows of nothing yet. */
  public record Made(WorkerMade body, ActorRef<?> worker) implements Reply {
    @Override
    public List<ActorRef<?>> references() {
      return List.of(worker);
    }
  }

  /** It can't be made. */
  public record Refused(WorkerEnded body) implements Reply {}

  /** It has ended. */
  public record Gone(WorkerEnded body) implements Reply {}

  /** From who was to bring a worker's data. */
  private record Came(DataCourier.Came said) implements Command {}

  /**
   * Of a process that has no trials of its own: where their files lie meanwhile, and their data.
   */
  private record Elsewhere(Path work, HostData data) {}

  /** What it is called below its process's guardian. */
  public static final String NAME = "worker-host";

  private static final String OWN = "its trials' files are its own";
  private static final Pattern WORKER = Pattern.compile("[a-z0-9][a-z0-9-]{0,100}");

  private final HostRecord record;
  private final Workers workers;
  private final Optional<Elsewhere> elsewhere;
  private final ActorRef<DataCourier.Came> replies;
  private final MadeWorkers made = new MadeWorkers();

  private WorkerHost(
      ActorContext<Command> context,
      HostRecord record,
      Workers workers,
      Optional<Elsewhere> elsewhere) {
    super(context);
    this.record = record;
    this.workers = workers;
    this.elsewhere = elsewhere;
    this.replies = context.messageAdapter(DataCourier.Came.class, Came::new);
  }

  /**
   * The host of the lab's own process.
   *
   * @param record what it tells of itself
   * @param workers where its workers come from
   */
  public static Behavior<Command> create(HostRecord record, Workers workers) {
    return Behaviors.setup(context -> new WorkerHost(context, record, workers, Optional.empty()));
  }

  /**
   * The host of a process that has no trials of its own.
   *
   * @param work folder for the files of trials while they are worked on; what a process that was
   *     killed left there is taken away
   * @param data of trials, as they lie there
   */
  public static Behavior<Command> elsewhere(
      HostRecord record, Workers workers, Path work, HostData data) {
    return Behaviors.setup(
        context -> {
          Folders.delete(work);
          return new WorkerHost(context, record, workers, Optional.of(new Elsewhere(work, data)));
        });
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Make.class, this::onMake)
        .onMessage(Drop.class, this::onDrop)
        .onMessage(Look.class, this::onLook)
        .onMessage(Came.class, came -> onCame(came.said()))
        .onSignal(ChildFailed.class, failed -> onGone(failed.getRef(), failed.getCause()))
        .onSignal(Terminated.class, gone -> onGone(gone.getRef(), null))
        .build();
  }

  private Behavior<Command> onMake(Make make) {
    String name = make.body().getName();
    if (!WORKER.matcher(name).matches()) {
      return refuse(make, "\"" + name + "\" is no name for a worker");
    }
    if (made.named(name).isPresent()) {
      return refuse(make, "a worker of that name is at work already");
    }
    getContext().watch(make.replyTo());
    if (make.keeper().isPresent() && !make.body().getDataChecksum().isEmpty()) {
      return bringData(make);
    }
    return make(make, Optional.empty());
  }

  /** Stands for the worker until its data are here. */
  private Behavior<Command> bringData(Make make) {
    if (elsewhere.isEmpty()) {
      return refuse(make, OWN);
    }
    ActorRef<?> courier =
        getContext()
            .spawnAnonymous(
                DataCourier.create(elsewhere.get().data(), make, replies), workers.fileProps());
    getContext().watch(courier);
    made.put(new MadeWorkers.One(make.body().getName(), courier, make.replyTo()));
    return this;
  }

  /** It may have been dropped meanwhile. */
  private Behavior<Command> onCame(DataCourier.Came said) {
    String name = said.make().body().getName();
    Optional<MadeWorkers.One> courier = made.named(name);
    if (courier.isEmpty() || !courier.get().owner().equals(said.make().replyTo())) {
      return this;
    }
    getContext().unwatch(courier.get().worker());
    getContext().stop(courier.get().worker());
    made.remove(name);
    return said.recipe().isPresent()
        ? make(said.make(), said.recipe())
        : refuse(said.make(), said.failure());
  }

  /**
   * Makes it now.
   *
   * @param recipe with where its data lie here; empty: they are none of this host's business
   */
  private Behavior<Command> make(Make make, Optional<String> recipe) {
    ActorRef<?> worker;
    try {
      worker = spawn(make, recipe);
    } catch (IllegalArgumentException e) {
      return refuse(make, e.getMessage());
    }
    String name = make.body().getName();
    getContext().watch(worker);
    made.put(new MadeWorkers.One(name, worker, make.replyTo()));
    make.replyTo().tell(new Made(WorkerMade.newBuilder().setName(name).build(), worker));
    return this;
  }

  private ActorRef<?> spawn(Make make, Optional<String> recipe) {
    MakeWorker what = make.body();
    if (what.getWhatCase() == MakeWorker.WhatCase.CREW) {
      return getContext().spawn(workers.crew(recipe), what.getName(), workers.fileProps());
    }
    if (what.getWhatCase() != MakeWorker.WhatCase.STAGE) {
      throw new IllegalArgumentException("it is not said what is to be made");
    }
    Stage stage = Stage.of(what.getStage());
    if (make.keeper().isEmpty()) {
      return getContext().spawn(stageWorker(stage, workers), what.getName(), workers.props(stage));
    }
    Path home =
        elsewhere
            .orElseThrow(() -> new IllegalArgumentException(OWN))
            .work()
            .resolve(what.getName());
    Behavior<StageWorker.Command> worker = stageWorker(stage, workers.in(home));
    return getContext()
        .spawn(
            Courier.create(recipe, make.keeper().get(), worker, workers.props(stage), home),
            what.getName(),
            workers.fileProps());
  }

  private static Behavior<StageWorker.Command> stageWorker(Stage stage, Workers from) {
    return ErrorGuard.around(
        StageWorker.Command.class, Behaviors.setup(context -> from.worker(stage)));
  }

  private Behavior<Command> refuse(Make make, String cause) {
    return refuse(
        make, StageFailure.newBuilder().setKind(Failures.REFUSED).setCause(cause).build());
  }

  private Behavior<Command> refuse(Make make, StageFailure why) {
    unwatch(make.replyTo());
    make.replyTo()
        .tell(
            new Refused(
                WorkerEnded.newBuilder()
                    .setName(make.body().getName())
                    .setKind(why.getKind())
                    .setCause(record.getName() + " can't make it: " + why.getCause())
                    .build()));
    return this;
  }

  private Behavior<Command> onDrop(Drop drop) {
    made.named(drop.body().getName()).ifPresent(one -> getContext().stop(one.worker()));
    return this;
  }

  private Behavior<Command> onLook(Look look) {
    look.replyTo().tell(new Here(record));
    return this;
  }

  private Behavior<Command> onGone(ActorRef<?> ref, Throwable cause) {
    made.ownedBy(ref).forEach(one -> getContext().stop(one.worker()));
    Optional<MadeWorkers.One> gone = made.of(ref);
    if (gone.isPresent()) {
      made.remove(gone.get().name());
      unwatch(gone.get().owner());
      StageFailure how = cause == null ? StageFailure.getDefaultInstance() : Failures.of(cause);
      gone.get()
          .owner()
          .tell(
              new Gone(
                  WorkerEnded.newBuilder()
                      .setName(gone.get().name())
                      .setKind(how.getKind())
                      .setCause(how.getCause())
                      .build()));
    }
    return this;
  }

  /** An owner may be a worker of this host itself. */
  private void unwatch(ActorRef<?> owner) {
    if (made.ownedBy(owner).isEmpty() && made.of(owner).isEmpty()) {
      getContext().unwatch(owner);
    }
  }
}
