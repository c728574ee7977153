package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import io.symlab.actors.trial.Decision;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabState;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;

/**
 * Takes up what is submitted: gives each experiment an id that was never given before, and
 * acknowledges it once its one event is on the disk. Part of the lab's actor, used in its handlers
 * only.
 */
final class Submissions {
  private final LabSettings settings;
  private final OpenExperiments open;
  private final ExperimentFolders folders;
  private final Logger log;
  private long given;

  Submissions(LabSettings settings, OpenExperiments open, Logger log) {
    this.settings = settings;
    this.open = open;
    this.folders = new ExperimentFolders(settings.home());
    this.log = log;
  }

  Decision<LabEvent, LabState> decide(LabState state, Lab.Submit submit) {
    Optional<ClientReply> answer = answerAtOnce(state, submit);
    if (answer.isPresent()) {
      return Decision.only(now -> submit.replyTo().tell(answer.get()));
    }
    String note =
        LabHistory.endedTwin(state, submit.frozen())
            .map(id -> "identical to " + id + ", which has ended; runs anew")
            .orElse("");
    given = nextNumber(state);
    ExperimentSubmitted frozen =
        submit.frozen().toBuilder()
            .setId("e" + given)
            .setAtMillis(System.currentTimeMillis())
            .build();
    return Decision.of(
        LabEvent.newBuilder().setSubmitted(frozen).build(),
        now -> {
          makeFolder(frozen.getId()); // before anybody is told of it
          submit.replyTo().tell(LabViews.submitted(frozen.getId(), note));
          open.start(frozen);
        });
  }

  /** When there is nothing to be written down: it is refused, or joins one that is the same. */
  private Optional<ClientReply> answerAtOnce(LabState state, Lab.Submit submit) {
    if (open.leaving()) {
      return Optional.of(Replies.refused(1, "the lab is stopping; submit again once it is up"));
    }
    Optional<String> trouble = settings.health().trouble();
    if (trouble.isPresent()) {
      return Optional.of(
          Replies.refused(
              1, trouble.get() + "; nothing was submitted, submit again once that is mended"));
    }
    Optional<String> unknown =
        submit.frozen().getAfterList().stream()
            .filter(id -> !LabHistory.isOpen(state, id) && LabHistory.ended(state, id).isEmpty())
            .findFirst();
    if (unknown.isPresent()) {
      return unknown.map(Replies::unknown);
    }
    return LabHistory.openTwin(state, submit.frozen())
        .filter(twin -> !submit.alwaysNew())
        .map(
            twin ->
                LabViews.submitted(
                    twin, "identical to " + twin + ", which has not ended: joined it"));
  }

  /**
   * The journal had failed while one was written down, and has been read anew. It may be there
   * though that failed, and is not to be there twice.
   */
  void answer(LabState state, ActorRef<ClientReply> client) {
    client.tell(
        state.getLastNumber() == given
            ? LabViews.submitted("e" + given, "")
            : Replies.refused(
                1, "the journal can't be written at the moment; nothing was submitted"));
  }

  /** Of all that are open, whatever had become of them. */
  void makeFolders(LabState state) {
    state.getOpenList().forEach(one -> makeFolder(one.getId()));
  }

  /** Never one that was given before, whatever became of it. */
  private long nextNumber(LabState state) {
    long number = state.getLastNumber() + 1;
    while (folders.isThere(number)) {
      number++;
    }
    return number;
  }

  private void makeFolder(String id) {
    try {
      folders.make(id);
    } catch (IOException e) {
      log.warn("can't make the folder of {}: {}", id, e.toString());
    }
  }
}
