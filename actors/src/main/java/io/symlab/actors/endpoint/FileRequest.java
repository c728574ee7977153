package io.symlab.actors.endpoint;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import io.symlab.actors.lab.Lab;
import io.symlab.actors.lab.LabLooks;
import io.symlab.actors.lab.Replies;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers one client with what stands in a file of a trial: asks the lab how the trial does, reads,
 * and ends.
 */
final class FileRequest extends AbstractBehavior<ClientReply> {
  private static final Logger LOG = LoggerFactory.getLogger(FileRequest.class);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Reading reading;
  private final ActorRef<ClientReply> client;

  /** What is read, and how it is put. */
  interface Reading {
    int trial();

    /**
     * @param folder of the trial
     * @param ended whether nothing will be added any more
     */
    ClientReply read(Path folder, boolean ended) throws IOException;
  }

  private FileRequest(
      ActorContext<ClientReply> context, Reading reading, ActorRef<ClientReply> client) {
    super(context);
    this.reading = reading;
    this.client = client;
    context.setReceiveTimeout(PATIENCE, ClientReply.getDefaultInstance());
  }

  static Behavior<ClientReply> create(
      ActorRef<Lab.Command> lab, String id, Reading reading, ActorRef<ClientReply> client) {
    return Behaviors.setup(
        context -> {
          lab.tell(new LabLooks.View(id, context.getSelf()));
          return new FileRequest(context, reading, client);
        });
  }

  @Override
  public Receive<ClientReply> createReceive() {
    return newReceiveBuilder().onMessage(ClientReply.class, this::onReply).build();
  }

  private Behavior<ClientReply> onReply(ClientReply reply) {
    client.tell(reply.hasExperiment() ? read(reply.getExperiment(), reading) : passOn(reply));
    return Behaviors.stopped();
  }

  private ClientReply passOn(ClientReply reply) {
    return reply.hasRefused() ? reply : Replies.refused(1, "the lab is too busy to answer");
  }

  /** What a file of a trial says, as a reply. */
  static ClientReply read(ExperimentView experiment, Reading reading) {
    for (TrialView trial : experiment.getTrialsList()) {
      if (trial.getIndex() == reading.trial()) {
        boolean ended = RunState.ended(trial.getState());
        Path folder = Path.of(experiment.getDirectory(), Integer.toString(trial.getIndex()));
        try {
          return reading.read(folder, ended);
        } catch (IOException | RuntimeException e) {
          LOG.warn("can't read what is in {}", folder, e);
          return Replies.refused(1, "can't read " + folder + ": " + e.getMessage());
        }
      }
    }
    return Replies.refused(
        2,
        experiment.getId()
            + " has no trial "
            + reading.trial()
            + ", only 1 to "
            + experiment.getTrialsCount());
  }
}
