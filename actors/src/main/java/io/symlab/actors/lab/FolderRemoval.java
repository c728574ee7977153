package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.store.Folders;
import io.symlab.proto.ClientReply;
import java.io.IOException;
import java.nio.file.Path;

/** Removes an experiment's folder once the journal knows it no more; lives for that long. */
final class FolderRemoval {
  private FolderRemoval() {}

  /**
   * @param done what the client is told when it is gone
   */
  static Behavior<Void> create(Path folder, ClientReply done, ActorRef<ClientReply> client) {
    return Behaviors.setup(
        context -> {
          try {
            Folders.delete(folder);
            client.tell(done);
          } catch (IOException e) {
            client.tell(
                Replies.refused(
                    1,
                    "it is removed from the lab, but its folder is not: "
                        + e
                        + "; 'lab clean' tries again"));
          }
          return Behaviors.stopped();
        });
  }
}
