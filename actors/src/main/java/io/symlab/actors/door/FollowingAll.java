package io.symlab.actors.door;

import io.symlab.experiment.RunState;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentList;
import io.symlab.proto.ListExperiments;
import java.time.Duration;

/**
 * Sends the list of all experiments whenever it has changed, a few times a second at most, never
 * faster than the client reads, until none is open.
 */
final class FollowingAll extends Conversation {
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Partner partner;
  private ExperimentList sent;
  private boolean stale;
  private boolean busy;

  FollowingAll(Partner partner) {
    this.partner = partner;
  }

  @Override
  void begin() {
    partner.listenForChanges();
    askList();
  }

  @Override
  void changed(String id) {
    stale = true;
    if (!busy) {
      busy = true;
      partner.lookAfter(PAUSE);
    }
  }

  @Override
  void look() {
    askList();
  }

  @Override
  void answered(ClientReply reply) {
    if (!reply.hasExperiments()) {
      partner.reply(reply, true);
      return;
    }
    boolean ended =
        reply.getExperiments().getExperimentsList().stream()
            .allMatch(one -> RunState.ended(one.getState()));
    if (ended || !reply.getExperiments().equals(sent)) {
      sent = reply.getExperiments();
      partner.reply(reply, ended);
    } else {
      rest();
    }
  }

  @Override
  void written() {
    rest();
  }

  private void askList() {
    busy = true;
    stale = false;
    partner.ask(ClientRequest.newBuilder().setList(ListExperiments.getDefaultInstance()).build());
  }

  /** Until something changes, or not for long if it has meanwhile. */
  private void rest() {
    busy = stale;
    if (stale) {
      partner.lookAfter(PAUSE);
    }
  }
}
