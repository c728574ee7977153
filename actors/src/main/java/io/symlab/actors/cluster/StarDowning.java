package io.symlab.actors.cluster;

import akka.actor.AbstractActorWithTimers;
import akka.actor.ActorSystem;
import akka.actor.Props;
import akka.cluster.Cluster;
import akka.cluster.ClusterEvent;
import akka.cluster.ClusterEvent.MemberRemoved;
import akka.cluster.ClusterEvent.ReachableMember;
import akka.cluster.ClusterEvent.UnreachableMember;
import akka.cluster.DowningProvider;
import akka.cluster.Member;
import akka.cluster.UniqueAddress;
import java.time.Duration;
import scala.Option;
import scala.concurrent.duration.FiniteDuration;
import scala.jdk.javaapi.DurationConverters;

/**
 * Who goes when a connection is lost, in a cluster that is a star: the lab, which has the journal,
 * goes on and takes its leave of whom it can't reach; a worker that can't reach the lab ends itself
 * and comes back. Akka's own strategies weigh sides against each other, and where two workers are
 * lost at once and each is seen to be lost by the other, they can end the lab too.
 */
public final class StarDowning extends DowningProvider {
  private static final Duration STABLE = Duration.ofSeconds(4);
  private static final String LAB = "lab";

  /** Akka makes it by name. */
  @SuppressWarnings("unused")
  public StarDowning(ActorSystem system) {}

  @Override
  public FiniteDuration downRemovalMargin() {
    return DurationConverters.toScala(STABLE);
  }

  @Override
  public Option<Props> downingActorProps() {
    return Option.apply(Props.create(Watch.class, Watch::new));
  }

  /** Of one process. */
  private static final class Watch extends AbstractActorWithTimers {
    private final Cluster cluster = Cluster.get(getContext().getSystem());
    private final boolean lab = cluster.getSelfRoles().contains(LAB);

    /** It has been out of reach for long enough. */
    private record Lost(Member member) {}

    @Override
    public void preStart() {
      cluster.subscribe(
          getSelf(),
          ClusterEvent.initialStateAsEvents(),
          UnreachableMember.class,
          ReachableMember.class,
          MemberRemoved.class);
    }

    @Override
    public void postStop() {
      cluster.unsubscribe(getSelf());
    }

    @Override
    public Receive createReceive() {
      return receiveBuilder()
          .match(UnreachableMember.class, event -> unreachable(event.member()))
          .match(ReachableMember.class, event -> getTimers().cancel(key(event.member())))
          .match(MemberRemoved.class, event -> getTimers().cancel(key(event.member())))
          .match(Lost.class, lost -> down(lost.member()))
          .build();
    }

    /** A worker leaves it to the lab what becomes of other workers. */
    private void unreachable(Member member) {
      if (lab || member.hasRole(LAB)) {
        getTimers().startSingleTimer(key(member), new Lost(member), STABLE);
      }
    }

    private void down(Member member) {
      cluster.down(lab ? member.address() : cluster.selfAddress());
    }

    private static UniqueAddress key(Member member) {
      return member.uniqueAddress();
    }
  }
}
