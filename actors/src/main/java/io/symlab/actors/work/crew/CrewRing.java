package io.symlab.actors.work.crew;

import akka.actor.typed.ActorRef;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.symlab.actors.stage.Line;
import io.symlab.proto.LinePart;
import io.symlab.proto.Migrants;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A crew's neighbours on the ring of islands: takes the elites of its last island to the crew after
 * it, and those of the crew before it to its first. Part of one actor, used in its handlers only.
 */
final class CrewRing {
  private final Line passing;
  private final Line passed;
  private final List<Migrants> early = new ArrayList<>();
  private Optional<ActorRef<Crew.Command>> before = Optional.empty();
  private Optional<ActorRef<Crew.Command>> after = Optional.empty();

  /**
   * @param self the crew
   * @param mostBytes longest message of another
   */
  CrewRing(ActorRef<Crew.Command> self, long mostBytes) {
    String name = self.path().name();
    passing = new Line(name, mostBytes, part -> after.ifPresent(to -> pass(to, part, self)));
    passed =
        new Line(
            name, mostBytes, part -> before.ifPresent(from -> from.tell(new Crew.Passed(part))));
  }

  private static void pass(ActorRef<Crew.Command> to, LinePart part, ActorRef<Crew.Command> from) {
    to.tell(new Crew.Pass(part, from));
  }

  /** From now on elites can go to the crew after this one. */
  void goesOnTo(ActorRef<Crew.Command> crew) {
    after = Optional.of(crew);
  }

  /** The last island's elites go to the next crew. */
  void leave(Migrants elites, long now) {
    passing.send(elites.toByteString(), now);
  }

  /** A part has come from the crew before; gives the elites that it made whole. */
  Optional<Migrants> take(Crew.Pass pass, long now) throws InvalidProtocolBufferException {
    before = Optional.of(pass.from());
    Optional<ByteString> whole = passed.take(pass.body(), now);
    return whole.isEmpty() ? Optional.empty() : Optional.of(Migrants.parseFrom(whole.get()));
  }

  /** Elites have come before there is an island here. */
  void keep(Migrants elites) {
    early.add(elites);
  }

  /** All that came early; asked for once. */
  List<Migrants> kept() {
    List<Migrants> all = List.copyOf(early);
    early.clear();
    return all;
  }

  /** The crew after this one has heard something. */
  void heard(LinePart part, long now) {
    passing.take(part, now);
  }

  void tick(long now) {
    passing.tick(now);
    passed.tick(now);
  }
}
