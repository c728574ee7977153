package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.pool.Free;
import io.symlab.actors.pool.TrainerPool;
import io.symlab.proto.ClientReply;
import java.time.Duration;

/** Asks the pool what there is and who holds it, for a client. Lives for that long. */
final class DevicesRequest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private DevicesRequest() {}

  static Behavior<Free> create(ActorRef<TrainerPool.Command> pool, ActorRef<ClientReply> client) {
    return Behaviors.setup(
        context -> {
          pool.tell(new TrainerPool.Look(context.getSelf()));
          context.setReceiveTimeout(PATIENCE, Free.NONE);
          return Behaviors.receiveMessage(
              free -> {
                client.tell(
                    free.equals(Free.NONE)
                        ? Replies.refused(1, "the lab is too busy to say; ask again")
                        : ClientReply.newBuilder().setDevices(DeviceViews.of(free)).build());
                return Behaviors.stopped();
              });
        });
  }
}
