package io.symlab.actors.work;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.report.ReportWriter;
import io.symlab.actors.work.StageWorker.Begin;
import io.symlab.actors.work.StageWorker.Command;
import io.symlab.actors.work.StageWorker.Stop;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The worker of the last stage: has the report written from what the others left. It is short and
 * begins anew when it was interrupted.
 */
final class Reporter extends AbstractBehavior<Command> {
  private final CheckpointStore store;

  private Reporter(ActorContext<Command> context, CheckpointStore store) {
    super(context);
    this.store = store;
  }

  static Behavior<Command> create(WorkerContext surroundings) {
    return Behaviors.setup(context -> new Reporter(context, surroundings.store()));
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Begin.class, this::onBegin)
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  private Behavior<Command> onBegin(Begin begin) {
    Reports reports = new Reports(begin.work(), begin.replyTo());
    try {
      write(begin.work(), reports);
    } catch (Exception | OutOfMemoryError e) {
      reports.failed(e);
    }
    return Behaviors.stopped();
  }

  private void write(StageBegin work, Reports reports) throws IOException {
    Path page = ReportWriter.write(store.resolve(work.getDirectory()));
    String name = work.getDirectory() + "/" + store.resolve(work.getDirectory()).relativize(page);
    // Written once more under the same name, so that it is safe before anyone is told of it.
    var file = store.write(name, Files.readAllBytes(page));
    reports.progressed(
        StageProgress.newBuilder().setDone(1).setTotal(1).setUnit("reports").build());
    reports.finished(file);
  }
}
