package io.symlab.actors.door;

import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Front;
import io.symlab.proto.FrontView;
import io.symlab.proto.Status;
import io.symlab.proto.TrialFront;
import java.time.Duration;

/**
 * Sends an experiment's view whenever it has changed, and the front of the trial at work with it: a
 * few times a second at most, never faster than the client reads, and nothing while all is as it
 * was.
 */
final class Following extends Conversation {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final ClientRequest request;
  private final Partner partner;
  private ExperimentView sent = ExperimentView.getDefaultInstance();
  private ExperimentView current = sent;
  private TrialFront front = TrialFront.getDefaultInstance();
  private int frontAsked;
  private boolean stale;
  private boolean busy;

  Following(ClientRequest request, Partner partner) {
    this.request = request;
    this.partner = partner;
  }

  @Override
  void begin() {
    partner.listenForChanges();
    askStatus();
  }

  @Override
  void changed(String id) {
    if (id.equals(request.getFollow().getId())) {
      stale = true;
      if (!busy) {
        busy = true;
        partner.lookAfter(PAUSE);
      }
    }
  }

  @Override
  void look() {
    askStatus();
  }

  @Override
  void answered(ClientReply reply) {
    if (reply.hasFront()) {
      onFront(reply.getFront());
    } else if (!reply.hasExperiment()) {
      partner.reply(reply, true);
    } else {
      current = reply.getExperiment();
      int trial = request.getFollow().getFronts() ? TrialAtWork.withFront(current) : 0;
      boolean known = front.getTrial() == trial && front.getFront().getFinal();
      if (trial > 0 && !known) {
        askFront(trial);
      } else {
        sendView();
      }
    }
  }

  @Override
  void written() {
    if (!current.equals(sent)) {
      sendView();
    } else {
      rest();
    }
  }

  private void askStatus() {
    busy = true;
    stale = false;
    var status = Status.newBuilder().setId(request.getFollow().getId());
    partner.ask(ClientRequest.newBuilder().setStatus(status).build());
  }

  private void askFront(int trial) {
    frontAsked = trial;
    var asked = Front.newBuilder().setId(request.getFollow().getId()).setTrial(trial);
    partner.ask(ClientRequest.newBuilder().setFront(asked).build());
  }

  private void onFront(FrontView view) {
    var read = TrialFront.newBuilder().setTrial(frontAsked).setFront(view).build();
    if (read.equals(front)) {
      sendView();
    } else {
      front = read;
      partner.reply(ClientReply.newBuilder().setTrialFront(front).build(), false);
    }
  }

  private void sendView() {
    if (current.equals(sent)) {
      rest();
    } else {
      sent = current;
      boolean ended = current.getEndedMillis() > 0;
      partner.reply(ClientReply.newBuilder().setExperiment(current).build(), ended);
    }
  }

  /** Until something changes, or not for long if it has meanwhile. */
  private void rest() {
    busy = stale;
    if (stale) {
      partner.lookAfter(PAUSE);
    }
  }
}
