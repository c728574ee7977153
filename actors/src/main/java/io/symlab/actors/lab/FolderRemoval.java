package io.symlab.actors.lab;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.proto.ClientReply;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

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
            delete(folder);
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

  /** Links in it are removed, what they lead to stays. */
  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes known)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
