package io.symlab.actors.door;

import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Wait;

/** Waits for an experiment's end for as long as the client likes, in turns: it may have gone. */
final class Waiting extends Conversation {
  private static final int TURN_MILLIS = 60_000;

  private final ClientRequest request;
  private final Partner partner;
  private final long begun = System.nanoTime();

  Waiting(ClientRequest request, Partner partner) {
    this.request = request;
    this.partner = partner;
  }

  @Override
  void begin() {
    Wait.Builder turn = request.getWait().toBuilder().setMilliseconds(turn());
    partner.ask(request.toBuilder().setWait(turn).build());
  }

  @Override
  void answered(ClientReply reply) {
    boolean over = !reply.hasExperiment() || reply.getExperiment().getEndedMillis() > 0;
    if (over || turn() == 0) {
      partner.reply(reply, true);
    } else {
      begin();
    }
  }

  private int turn() {
    int wanted = request.getWait().getMilliseconds();
    long left = wanted - (System.nanoTime() - begun) / 1_000_000;
    return wanted < 0 ? TURN_MILLIS : (int) Math.max(0, Math.min(TURN_MILLIS, left));
  }
}
