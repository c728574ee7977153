package io.symlab.actors.host;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The worker of a stage elsewhere: what the lab's pool and the trial have of it. */
record RemoteWorker(
    ActorRef<StageWorker.Command> worker,
    TestProbe<WorkerHost.Reply> owner,
    TestProbe<StageWorker.Report> trial,
    ActorRef<FileKeeper.Command> keeper) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /**
   * A host there, as the lab sees it.
   *
   * @param folder for what it works on, and for data that it fetches
   */
  static ActorRef<WorkerHost.Command> host(Elsewhere both, Workers workers, Path folder) {
    var record = HostRecords.here("there", 2, List.of());
    var data = new HostData("there", Map.of(), folder.resolve("data"));
    return both.seen(
        both.there().spawn(WorkerHost.elsewhere(record, workers, folder.resolve("work"), data)));
  }

  /** What a pool says to have a worker made. */
  static WorkerHost.Make make(
      StageBegin begin, TestProbe<WorkerHost.Reply> owner, ActorRef<FileKeeper.Command> keeper) {
    var what =
        MakeWorker.newBuilder()
            .setName("e1-1-" + begin.getStage() + "-a" + begin.getAttempt())
            .setStage(begin.getStage())
            .setRecipe(begin.getRecipe())
            .setDataChecksum(begin.getDataChecksum());
    return new WorkerHost.Make(what.build(), owner.getRef(), Optional.of(keeper));
  }

  /** Has a stage begin there whose trial's files are in a home here. */
  static RemoteWorker begin(
      Elsewhere both, ActorRef<WorkerHost.Command> host, Path home, StageBegin begin) {
    TestProbe<WorkerHost.Reply> owner = both.lab().createTestProbe();
    TestProbe<StageWorker.Report> trial = both.lab().createTestProbe();
    ActorRef<FileKeeper.Command> keeper =
        both.lab()
            .spawn(FileKeeper.create("there", begin, new CheckpointStore(home), trial.getRef()));
    host.tell(make(begin, owner, keeper));
    var made = owner.expectMessageClass(WorkerHost.Made.class, PATIENCE);
    ActorRef<StageWorker.Command> worker = made.worker().unsafeUpcast();
    worker.tell(new StageWorker.Begin(begin, trial.getRef()));
    return new RemoteWorker(worker, owner, trial, keeper);
  }

  void stop() {
    worker.tell(new StageWorker.Stop());
  }

  /** What the trial hears next. */
  StageReport next() {
    return trial.receiveMessage(PATIENCE).body();
  }

  /** How the pool hears of its end. */
  WorkerHost.Gone gone() {
    return owner.expectMessageClass(WorkerHost.Gone.class, PATIENCE);
  }
}
