package io.symlab.actors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A lab that starts serves its trials in their order, not in that of their journals' reading. */
class GatheringTest {
  private static final ActorTestKit KIT = ActorTestKit.create();

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void theFirstInLineIsServedThoughItComesLast() {
    var pool = PuppetWorkers.pool(KIT, 1, new PuppetWorkers(KIT), Duration.ofSeconds(1));
    TestProbe<PoolReply> third = KIT.createTestProbe();
    TestProbe<PoolReply> second = KIT.createTestProbe();
    TestProbe<PoolReply> first = KIT.createTestProbe();
    enter(pool, 3, third);
    enter(pool, 2, second);
    enter(pool, 1, first);
    first.expectMessageClass(PoolReply.Admitted.class);
    for (TestProbe<PoolReply> waiting : List.of(second, third)) {
      assertThat(waiting.expectMessageClass(PoolReply.Waits.class).what()).startsWith("a CPU slot");
      waiting.expectNoMessage(Duration.ofMillis(100));
    }

    pool.tell(new TrainerPool.Leave("e1-1")); // from then on nobody waits for others
    second.expectMessageClass(PoolReply.Admitted.class);
  }

  private static void enter(
      ActorRef<TrainerPool.Command> pool, int trial, TestProbe<PoolReply> replies) {
    pool.tell(
        new TrainerPool.Enter(
            "e1-" + trial, new Order(0, 1, trial), Need.LEAD, replies.ref(), replies.ref()));
  }
}
