package io.symlab.actors.door;

import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import java.time.Duration;

/** What follows from one request, up to its last reply; told by the gate what happens. */
abstract class Conversation {
  /** Nothing was asked, or all is said. */
  static final Conversation NONE =
      new Conversation() {
        @Override
        void begin() {}

        @Override
        void answered(ClientReply reply) {}
      };

  /** What a conversation can do: the gate. */
  interface Partner {
    /** Asks the endpoint, which answers exactly once. */
    void ask(ClientRequest request);

    /** Sends to the client; nothing more may be sent before {@link Conversation#written}. */
    void reply(ClientReply reply, boolean last);

    /** Has {@link Conversation#look} called once, after a while. */
    void lookAfter(Duration pause);

    /** Has {@link Conversation#changed} called from now on. */
    void listenForChanges();
  }

  /** The kind of conversation that a request asks for. */
  static Conversation about(ClientRequest request, Partner partner) {
    return switch (request.getWhatCase()) {
      case WAIT -> new Waiting(request, partner);
      case FOLLOW ->
          request.getFollow().getId().isEmpty()
              ? new FollowingAll(partner)
              : new Following(request, partner);
      case LOGS ->
          request.getLogs().getFollow()
              ? new LogFollowing(request, partner)
              : once(request, partner);
      default -> once(request, partner);
    };
  }

  private static Conversation once(ClientRequest request, Partner partner) {
    return new Conversation() {
      @Override
      void begin() {
        partner.ask(request);
      }

      @Override
      void answered(ClientReply reply) {
        partner.reply(reply, true);
      }
    };
  }

  abstract void begin();

  /** The endpoint has answered. */
  abstract void answered(ClientReply reply);

  /** The client has taken all that was sent. */
  void written() {}

  /** An experiment looks different now. */
  void changed(String id) {}

  /** The time has come that was asked for. */
  void look() {}
}
