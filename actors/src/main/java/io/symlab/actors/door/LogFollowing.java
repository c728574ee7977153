package io.symlab.actors.door;

import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import java.time.Duration;

/** Sends a trial's log piece by piece as it grows, until the trial has ended. */
final class LogFollowing extends Conversation {
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final ClientRequest request;
  private final Partner partner;
  private long offset;

  LogFollowing(ClientRequest request, Partner partner) {
    this.request = request;
    this.partner = partner;
    this.offset = request.getLogs().getOffset();
  }

  @Override
  void begin() {
    var logs = request.getLogs().toBuilder().setOffset(offset);
    partner.ask(request.toBuilder().setLogs(logs).build());
  }

  @Override
  void answered(ClientReply reply) {
    boolean last = !reply.hasLog() || reply.getLog().getEnded();
    offset = reply.getLog().getNextOffset();
    if (last || !reply.getLog().getText().isEmpty()) {
      partner.reply(reply, last);
    } else {
      partner.lookAfter(PAUSE);
    }
  }

  @Override
  void written() {
    begin();
  }

  @Override
  void look() {
    begin();
  }
}
