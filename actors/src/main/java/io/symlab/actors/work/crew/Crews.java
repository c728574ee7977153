package io.symlab.actors.work.crew;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.symlab.actors.host.FileKeeper;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.Line;
import io.symlab.actors.stage.StageWorker;
import io.symlab.proto.Allowance;
import io.symlab.proto.CrewBegin;
import io.symlab.proto.CrewEvent;
import io.symlab.proto.CrewOrder;
import io.symlab.proto.HostSlots;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageBegin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The crews of a stage, one on each host that it has slots on: has them made, speaks with each
 * along a line, and allows them their time, a message a second. Part of one actor, used in its
 * handlers only. Crews are told apart by their number, in the order of the hosts.
 */
public final class Crews {
  /** Longest message of a crew: the state of an island, or a merged front. */
  private static final long MOST_BYTES = 1L << 28;

  private static final long BETWEEN = Duration.ofSeconds(1).toNanos();
  private static final int ALLOWED_MILLIS = 10_000;

  /** What a crew said. */
  public record Heard(int crew, CrewEvent event) {}

  /** A crew, as its leader knows it. */
  private static final class Member {
    final HostSlots slots;
    final String name;
    final Line line;
    Optional<ActorRef<Crew.Command>> actor = Optional.empty();
    boolean lost;

    Member(HostSlots slots, String name, Line line) {
      this.slots = slots;
      this.name = name;
      this.line = line;
    }
  }

  private final ActorContext<StageWorker.Command> context;
  private final StageBegin begin;
  private final List<Member> members = new ArrayList<>();
  private final int milliseconds;
  private long allowed;
  private int cut;
  private boolean complete;

  /**
   * Has a crew made on every host.
   *
   * @param milliseconds how long an island or a rollout works before it yields
   */
  public Crews(ActorContext<StageWorker.Command> context, StageBegin begin, int milliseconds) {
    this.context = context;
    this.begin = begin;
    this.milliseconds = milliseconds;
    if (begin.getHostSlotsList().isEmpty()) {
      throw new IllegalArgumentException(begin.getStage() + " has slots on no host");
    }
    String name =
        begin.getExperiment()
            + "-"
            + begin.getTrial()
            + "-"
            + begin.getStage()
            + "-a"
            + begin.getAttempt()
            + "-"
            + Integer.toHexString(context.getSelf().path().uid());
    for (HostSlots slots : begin.getHostSlotsList()) {
      int index = members.size();
      members.add(new Member(slots, name + "-crew" + index, line(index)));
      ActorRef<WorkerHost.Command> host =
          ActorRefResolver.get(context.getSystem()).resolveActorRef(slots.getActor());
      context.watchWith(host, new StageWorker.HostLost(slots.getHost()));
      host.tell(make(members.get(index).name, slots.getHost(), begin));
    }
  }

  /** On another host than the lab's, its data come first. */
  private WorkerHost.Make make(String name, String host, StageBegin begin) {
    var what = MakeWorker.newBuilder().setName(name).setCrew(true);
    if (host.equals(HostRecords.LAB) || begin.getDataChecksum().isEmpty()) {
      return new WorkerHost.Make(what.build(), context.getSelf().narrow());
    }
    what.setRecipe(begin.getRecipe()).setDataChecksum(begin.getDataChecksum());
    ActorRef<FileKeeper.Command> keeper =
        context.spawn(
            FileKeeper.ofData(host, begin), name + "-data", DispatcherSelector.sameAsParent());
    return new WorkerHost.Make(what.build(), context.getSelf().narrow(), Optional.of(keeper));
  }

  private Line line(int index) {
    ActorRef<Crew.Said> self = context.getSelf().narrow();
    return new Line(
        "leader",
        MOST_BYTES,
        part -> members.get(index).actor.ifPresent(crew -> crew.tell(new Crew.Order(part, self))));
  }

  /** How many there are, those that were lost included. */
  public int count() {
    return members.size();
  }

  /** Slots that a crew has; none when it was lost. */
  public int slots(int crew) {
    Member member = members.get(crew);
    return member.lost ? 0 : Math.max(1, member.slots.getSlots());
  }

  /** The host that a crew is on. */
  public String host(int crew) {
    return members.get(crew).slots.getHost();
  }

  /** One has been made. */
  public void made(WorkerHost.Made made) {
    for (Member member : members) {
      if (member.name.equals(made.body().getName())) {
        member.actor = Optional.of(made.worker().unsafeUpcast());
      }
    }
  }

  /** Whether all that are left have been made, for the first time. */
  public boolean canBegin() {
    boolean all = members.stream().allMatch(member -> member.lost || member.actor.isPresent());
    boolean first = all && !complete;
    complete = all;
    return first;
  }

  /** Has a crew begin, with no islands, or a stretch of the ring. */
  public void begin(int crew, CrewBegin.Builder what) {
    what.setRecipe(begin.getRecipe()).setSlots(slots(crew)).setMilliseconds(milliseconds);
    tell(crew, CrewOrder.newBuilder().setBegin(what));
    allow(crew);
    allowed = System.nanoTime();
  }

  private void allow(int crew) {
    var allowance = Allowance.newBuilder().setMilliseconds(ALLOWED_MILLIS).setCut(cut);
    tell(crew, CrewOrder.newBuilder().setAllowance(allowance));
  }

  /** From now on no states are wanted of the ends of rounds before that one. */
  public void forget(int round) {
    cut = round;
  }

  /** A crew as Akka writes it. */
  public String actor(int crew) {
    return ActorRefResolver.get(context.getSystem())
        .toSerializationFormat(members.get(crew).actor.orElseThrow());
  }

  public void tell(int crew, CrewOrder.Builder order) {
    Member member = members.get(crew);
    if (!member.lost) {
      member.line.send(order.build().toByteString(), System.nanoTime());
    }
  }

  /** What a crew said, when this was the last part of it. */
  public Optional<Heard> heard(Crew.Said said) throws InvalidProtocolBufferException {
    for (int crew = 0; crew < members.size(); crew++) {
      Member member = members.get(crew);
      if (member.name.equals(said.body().getFrom()) && !member.lost) {
        Optional<ByteString> whole = member.line.take(said.body(), System.nanoTime());
        return whole.isEmpty()
            ? Optional.empty()
            : Optional.of(new Heard(crew, CrewEvent.parseFrom(whole.get())));
      }
    }
    return Optional.empty();
  }

  /** The crew of that name; -1: it is none of these. */
  public int named(String name) {
    for (int crew = 0; crew < members.size(); crew++) {
      if (members.get(crew).name.equals(name)) {
        return crew;
      }
    }
    return -1;
  }

  /** The crew on that host; -1: there is none. */
  public int on(String host) {
    for (int crew = 0; crew < members.size(); crew++) {
      if (host(crew).equals(host)) {
        return crew;
      }
    }
    return -1;
  }

  /** It is gone; whether that is news. */
  public boolean lost(int crew) {
    Member member = members.get(crew);
    boolean news = !member.lost;
    member.lost = true;
    return news;
  }

  /** Four times a second: goes on with what is under way, and allows the crews more time. */
  public void tick(long now) {
    boolean due = now - allowed >= BETWEEN;
    allowed = due ? now : allowed;
    for (int crew = 0; crew < members.size(); crew++) {
      Member member = members.get(crew);
      if (!member.lost && member.actor.isPresent()) {
        if (due) {
          allow(crew);
        }
        member.line.tick(now);
      }
    }
  }
}
