package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.proto.ClientReply;
import io.symlab.proto.EndedExperiment;
import io.symlab.proto.ExperimentRecord;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FileRef;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept of an experiment that has ended: a file in its folder has all of it, its plan and
 * how each trial looks, and the lab remembers a line. So a lab that has done ten thousand trials
 * starts as fast as one that has done none.
 */
final class Records {
  private static final Logger LOG = LoggerFactory.getLogger(Records.class);

  private Records() {}

  /**
   * Writes one.
   *
   * @return its name; the empty one when it can't be written, and the lab has to remember all
   */
  static FileRef write(Path home, ExperimentSubmitted submitted, ExperimentView view) {
    ExperimentRecord record =
        ExperimentRecord.newBuilder().setSubmitted(submitted).setView(view).build();
    String path = "experiments/" + submitted.getId() + "/record.bin";
    try {
      return new CheckpointStore(home).write(path, record.toByteArray());
    } catch (IOException e) {
      LOG.warn("can't write {}: {}", path, e.toString());
      return FileRef.getDefaultInstance();
    }
  }

  /**
   * Reads one.
   *
   * @throws IOException when it is gone or damaged; says which file and how
   */
  static ExperimentRecord read(Path home, FileRef record) throws IOException {
    return ExperimentRecord.parseFrom(new CheckpointStore(home).read(record));
  }

  /**
   * How an ended experiment looks, with all its trials.
   *
   * @throws IOException when its record is gone or damaged
   */
  static ExperimentView view(Path home, EndedExperiment ended) throws IOException {
    ExperimentView view =
        ended.hasRecord() ? read(home, ended.getRecord()).getView() : ended.getView();
    return Moved.to(home, view);
  }

  /** The answer to who asks for it. */
  static ClientReply reply(Path home, EndedExperiment ended) {
    try {
      return ClientReply.newBuilder().setExperiment(view(home, ended)).build();
    } catch (IOException e) {
      String id = ended.getView().getId();
      return Replies.refused(1, "what became of " + id + " can't be read: " + e.getMessage());
    }
  }

  /** Answers one client, where waiting for the disk holds up nobody, and ends. */
  static Behavior<Void> answer(Path home, EndedExperiment ended, ActorRef<ClientReply> client) {
    return Behaviors.setup(
        context -> {
          client.tell(reply(home, ended));
          return Behaviors.stopped();
        });
  }
}
