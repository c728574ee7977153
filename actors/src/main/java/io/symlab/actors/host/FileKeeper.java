package io.symlab.actors.host;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.symlab.actors.stage.Line;
import io.symlab.actors.stage.StageReports;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.model.data.DataException;
import io.symlab.proto.Errand;
import io.symlab.proto.ErrandDone;
import io.symlab.proto.LinePart;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the files of one trial, in the lab's own process, for the courier of its stage's worker
 * elsewhere, and passes the worker's reports on. It lives for one attempt: whoever speaks for an
 * attempt that was given up finds nobody here.
 */
public final class FileKeeper extends AbstractBehavior<FileKeeper.Command> {
  /** Longest message of a courier: a part of a file, or a report. */
  private static final long MOST_BYTES = 1 << 20;

  private static final int MOST_COURIERS = 4;

  /** What it understands. */
  public sealed interface Command permits Said, Tick {}

  /** From the courier. */
  public record Said(LinePart body, ActorRef<Courier.Answered> courier)
      implements Command, WorkerMessage {
    @Override
    public List<ActorRef<?>> references() {
      return List.of(courier);
    }
  }

  /** From its timer. */
  private record Tick() implements Command {}

  private interface Giving {
    void run() throws IOException;
  }

  private final String host;
  private final StageBegin begin;
  private final ActorRef<StageWorker.Report> trial;
  private final Optional<TrialFolder> folder;
  private final TrialData data;
  private final Map<ActorRef<Courier.Answered>, Line> lines = new HashMap<>();

  private FileKeeper(
      ActorContext<Command> context,
      String host,
      StageBegin begin,
      Optional<TrialFolder> folder,
      ActorRef<StageWorker.Report> trial) {
    super(context);
    this.host = host;
    this.begin = begin;
    this.trial = trial;
    this.folder = folder;
    this.data = new TrialData(begin.getRecipe());
  }

  /** One that gives the stage's data, and neither takes nor gives anything else. */
  public static Behavior<Command> ofData(String host, StageBegin begin) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  timers.startTimerWithFixedDelay(new Tick(), Line.TICK);
                  ActorRef<StageWorker.Report> nobody = context.getSystem().ignoreRef();
                  return new FileKeeper(context, host, begin, Optional.empty(), nobody);
                }));
  }

  /**
   * The keeper of a stage's attempt; belongs on a dispatcher for files. One that is asked for what
   * is not the stage's fails with a {@link ForeignMessageException}.
   *
   * @param host where the worker is, to be named when it misbehaves
   * @param store the lab's
   * @param trial hears the worker's reports
   */
  public static Behavior<Command> create(
      String host, StageBegin begin, CheckpointStore store, ActorRef<StageWorker.Report> trial) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  try {
                    timers.startTimerWithFixedDelay(new Tick(), Line.TICK);
                    var folder = new TrialFolder(begin, store);
                    return new FileKeeper(context, host, begin, Optional.of(folder), trial);
                  } catch (IOException e) {
                    new StageReports(begin, trial).failed(e);
                    return Behaviors.stopped();
                  }
                }));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Said.class, this::onSaid)
        .onMessage(Tick.class, tick -> onTick())
        .onSignal(PostStop.class, signal -> onPostStop())
        .build();
  }

  private Behavior<Command> onSaid(Said said) {
    try {
      Line line = line(said.courier());
      Optional<ByteString> whole = line.take(said.body(), System.nanoTime());
      if (whole.isPresent()) {
        ErrandDone done = run(Errand.parseFrom(whole.get()));
        line.send(done.toByteString(), System.nanoTime());
      }
      return this;
    } catch (ForeignMessageException
        | IllegalArgumentException
        | InvalidProtocolBufferException e) {
      getContext()
          .getLog()
          .error(
              "the worker of {} on {} is cut off: it {}",
              begin.getDirectory(),
              host,
              e.getMessage());
      throw e instanceof ForeignMessageException foreign
          ? foreign
          : new ForeignMessageException(e.getMessage());
    } catch (IOException e) {
      new StageReports(begin, trial).failed(e);
      return Behaviors.stopped();
    }
  }

  /** Who has the data brought, and then who stands for the worker, speak each for itself. */
  private Line line(ActorRef<Courier.Answered> courier) {
    if (lines.size() == MOST_COURIERS && !lines.containsKey(courier)) {
      throw new ForeignMessageException("spoke as more than " + MOST_COURIERS);
    }
    return lines.computeIfAbsent(
        courier,
        one -> new Line("keeper", MOST_BYTES, part -> one.tell(new Courier.Answered(part))));
  }

  private TrialFolder folder() {
    return folder.orElseThrow(() -> new ForeignMessageException("asked for more than data"));
  }

  private ErrandDone run(Errand errand) throws IOException {
    var done = ErrandDone.newBuilder();
    switch (errand.getWhatCase()) {
      case LIST -> done.setFiles(folder().list());
      case FETCH -> {
        if (errand.getFetch().getData()) {
          give(done, () -> done.setPart(data.read(errand.getFetch())));
        } else {
          done.setPart(folder().read(errand.getFetch()));
        }
      }
      case PUT -> {
        folder().put(errand.getPut());
        done.setKept(true);
      }
      case GROW -> {
        folder().grow(errand.getGrow());
        done.setKept(true);
      }
      case REPORT -> {
        folder();
        pass(errand.getReport());
        done.setKept(true);
      }
      case NOTE -> {
        folder();
        note(errand.getNote());
        done.setKept(true);
      }
      case DATA -> give(done, () -> done.setFiles(data.list()));
      case WHAT_NOT_SET -> throw new ForeignMessageException("asked for nothing");
    }
    return done.build();
  }

  private void note(String line) {
    String cut = line.substring(0, Math.min(line.length(), StageLines.MOST_CHARACTERS));
    trial.tell(
        new StageWorker.Report(
            StageReport.newBuilder()
                .setAttempt(begin.getAttempt())
                .setStage(begin.getStage())
                .setNoted(host + ": " + cut)
                .build()));
  }

  /** Data that can't be had are the worker's trouble, and no end of this. */
  private static void give(ErrandDone.Builder done, Giving giving) {
    try {
      giving.run();
    } catch (DataException e) {
      done.setTrouble(e.getMessage());
    } catch (IOException e) {
      done.setTrouble("can't read them: " + e);
    }
  }

  private void pass(StageReport report) {
    if (report.hasNoted()
        || report.getAttempt() != begin.getAttempt()
        || !report.getStage().equals(begin.getStage())) {
      throw new ForeignMessageException("reported on " + report.getStage());
    }
    trial.tell(new StageWorker.Report(report));
  }

  private Behavior<Command> onTick() {
    lines.values().forEach(line -> line.tick(System.nanoTime()));
    return this;
  }

  private Behavior<Command> onPostStop() throws IOException {
    if (folder.isPresent()) {
      folder.get().close();
    }
    return this;
  }
}
