package io.symlab.actors.work.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.Blobs;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.work.Tiny;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.proto.Credit;
import io.symlab.proto.HandMadeForm;
import io.symlab.proto.RolloutBegin;
import io.symlab.proto.RolloutResult;
import io.symlab.proto.RuleForm;
import io.symlab.proto.Turn;
import io.symlab.proto.WorkerEvent;
import io.symlab.proto.Yielded.State;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RolloutWorkerTest {
  private static final Turn TURN = Turn.newBuilder().setMilliseconds(60_000).build();

  private static ActorTestKit kit;

  @BeforeAll
  static void start() {
    kit = Tiny.kit("rollout-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  private static ActorRef<RolloutWorker.Command> begin(
      RolloutBegin.Builder work, TestProbe<WorkerSaid> leader) {
    var worker = kit.spawn(RolloutWorker.create());
    var whole = work.setWorker("rollout-0").setRecipe(Tiny.recipe().toJson()).build();
    for (var part : Blobs.split(whole.toByteString())) {
      worker.tell(new RolloutWorker.Begin(part, leader.getRef()));
    }
    return worker;
  }

  private static WorkerEvent said(TestProbe<WorkerSaid> leader) {
    return leader.receiveMessage(Duration.ofSeconds(30)).body();
  }

  @Test
  void noMoreBatchesAreUnderWayThanThereIsCredit() {
    TestProbe<WorkerSaid> leader = kit.createTestProbe();
    var learned = LearnedOptimizer.initial(Tiny.recipe().rule(), 3).encode();
    var worker =
        begin(
            RolloutBegin.newBuilder()
                .setRule(RuleForm.newBuilder().setLearned(ByteString.copyFrom(learned)))
                .setWatched(true)
                .setSteps(300)
                .setCredit(1),
            leader);
    worker.tell(new RolloutWorker.Go(TURN));
    assertThat(said(leader).getBatch().getNumber()).isZero();
    // It has made a second batch, and stands still until that may be sent.
    var yielded = said(leader).getYielded();
    assertThat(yielded.getState()).isEqualTo(State.WAITING);
    assertThat(yielded.getDone()).isLessThan(300);
    worker.tell(new RolloutWorker.Grant(Credit.newBuilder().setBatches(9).build()));
    assertThat(said(leader).getReady()).isTrue();
    worker.tell(new RolloutWorker.Go(TURN));
    int next = 1;
    WorkerEvent event = said(leader);
    while (event.hasBatch()) {
      assertThat(event.getBatch().getNumber()).isEqualTo(next++);
      event = said(leader);
    }
    assertThat(next).isGreaterThan(2);
    assertThat(event.getYielded().getState()).isEqualTo(State.DONE);
    assertThat(said(leader).hasRolloutResult()).isTrue();
    leader.expectTerminated(worker, Duration.ofSeconds(30));
  }

  @Test
  void aRunThatDivergesSaysSoAndIsNoFailure() throws Exception {
    TestProbe<WorkerSaid> leader = kit.createTestProbe();
    var wild = HandMadeForm.newBuilder().setKind("sgd").setLearningRate(1e30);
    var worker =
        begin(
            RolloutBegin.newBuilder()
                .setRule(RuleForm.newBuilder().setName("sgd").setHandMade(wild))
                .setSteps(20),
            leader);
    worker.tell(new RolloutWorker.Go(TURN));
    assertThat(said(leader).getYielded().getState()).isEqualTo(State.DONE);
    var result = RolloutResult.parseFrom(said(leader).getRolloutResult().getBytes());
    assertThat(result.getDiverged()).isTrue();
    assertThat(result.getLossesList()).hasSize(20);
    assertThat(result.getLosses(0)).isFinite();
    assertThat(result.getLosses(19)).isNaN();
  }

  @Test
  void aRuleThatCannotBeReadIsAFailureThatTheLeaderHearsOf() {
    TestProbe<WorkerSaid> leader = kit.createTestProbe();
    var worker =
        begin(
            RolloutBegin.newBuilder()
                .setRule(RuleForm.newBuilder().setName("distilled").setFormula("mt_0 + "))
                .setSteps(20),
            leader);
    worker.tell(new RolloutWorker.Go(TURN));
    assertThat(said(leader).getFailed().getCause()).isNotEmpty();
    leader.expectTerminated(worker, Duration.ofSeconds(30));
  }
}
