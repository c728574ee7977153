package io.symlab.actors.host;

import akka.actor.typed.ActorRef;
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.Line;
import io.symlab.proto.Errand;
import io.symlab.proto.ErrandDone;
import io.symlab.proto.LinePart;
import java.io.IOException;
import java.util.Optional;

/** A courier's line to the keeper of a trial's files: errands go there, what came of them here. */
final class ErrandLine {
  /** Longest message of a keeper: a part of a file, or a list. */
  private static final long MOST_BYTES = 1 << 20;

  private final Line line;

  /**
   * @param name of this end, for the keeper
   * @param courier hears the keeper; to be passed on to {@link #take}
   */
  ErrandLine(String name, ActorRef<FileKeeper.Command> keeper, ActorRef<Courier.Answered> courier) {
    this.line = new Line(name, MOST_BYTES, part -> keeper.tell(new FileKeeper.Said(part, courier)));
  }

  /**
   * Sends a task's next errand.
   *
   * @return whether it had one
   */
  boolean send(ErrandTask task) throws IOException {
    Optional<Errand> errand = task.next();
    errand.ifPresent(next -> line.send(next.toByteString(), System.nanoTime()));
    return errand.isPresent();
  }

  /**
   * Takes a part of what came of an errand.
   *
   * @return whether that was the last one, and the task has been told
   * @throws IOException when it is no answer
   */
  boolean take(LinePart part, ErrandTask task) throws IOException {
    Optional<ByteString> whole = line.take(part, System.nanoTime());
    if (whole.isPresent()) {
      task.answered(ErrandDone.parseFrom(whole.get()));
    }
    return whole.isPresent();
  }

  /** To be called every {@link Line#TICK}. */
  void tick() {
    line.tick(System.nanoTime());
  }
}
