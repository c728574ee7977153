package io.symlab.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializers;
import com.google.protobuf.ByteString;
import io.symlab.actors.host.Courier;
import io.symlab.actors.host.FileKeeper;
import io.symlab.actors.host.HostRecords;
import io.symlab.actors.host.WorkerHost;
import io.symlab.actors.stage.WorkerMessage;
import io.symlab.actors.stage.WorkerSaid;
import io.symlab.actors.work.Tiny;
import io.symlab.actors.work.crew.Crew;
import io.symlab.actors.work.island.IslandWorker;
import io.symlab.actors.work.island.ReservoirWorker;
import io.symlab.actors.work.rollout.Batches;
import io.symlab.actors.work.rollout.RolloutWorker;
import io.symlab.proto.BlobPart;
import io.symlab.proto.Credit;
import io.symlab.proto.DropWorker;
import io.symlab.proto.LinePart;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.Migrants;
import io.symlab.proto.Need;
import io.symlab.proto.Pull;
import io.symlab.proto.RecordEnd;
import io.symlab.proto.Stock;
import io.symlab.proto.Turn;
import io.symlab.proto.WorkerEnded;
import io.symlab.proto.WorkerEvent;
import io.symlab.proto.WorkerMade;
import io.symlab.symbolic.sample.SampleBatch;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkerMessagesTest {
  private static ActorTestKit kit;

  @BeforeAll
  static void start() {
    kit = Tiny.kit("messages-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  private static List<WorkerMessage> messages() {
    TestProbe<IslandWorker.Command> island = kit.createTestProbe();
    TestProbe<ReservoirWorker.Command> reservoir = kit.createTestProbe();
    TestProbe<WorkerSaid> leader = kit.createTestProbe();
    TestProbe<WorkerHost.Reply> owner = kit.createTestProbe();
    TestProbe<Crew.Said> leading = kit.createTestProbe();
    TestProbe<Crew.Command> crew = kit.createTestProbe();
    TestProbe<FileKeeper.Command> keeper = kit.createTestProbe();
    TestProbe<Courier.Answered> courier = kit.createTestProbe();
    TestProbe<WorkerHost.Here> looks = kit.createTestProbe();
    var ended = WorkerEnded.newBuilder().setName("w").setKind("bug").setCause("why").build();
    var part =
        BlobPart.newBuilder()
            .setIndex(1)
            .setCount(3)
            .setBytes(ByteString.copyFromUtf8("part"))
            .build();
    var turn = Turn.newBuilder().setMilliseconds(100).build();
    var batch = new SampleBatch(4, 2, 3, new float[] {1, -2.5f, Float.NaN, 0, 3e-20f, 7});
    return List.of(
        new WorkerSaid(
            WorkerEvent.newBuilder()
                .setWorker("reservoir")
                .setPull(Pull.newBuilder().setNumber(3))
                .build()),
        new RolloutWorker.Begin(part, leader.getRef()),
        new RolloutWorker.Go(turn),
        new RolloutWorker.Grant(Credit.newBuilder().setBatches(2).build()),
        new IslandWorker.Begin(part, island.getRef(), reservoir.getRef(), leader.getRef()),
        new IslandWorker.Go(turn),
        new IslandWorker.Arrive(Migrants.newBuilder().setRound(9).build()),
        new IslandWorker.Stocked(Stock.newBuilder().setBatches(5).setEnded(true).build()),
        new ReservoirWorker.Append(Batches.toMessage(batch)),
        new ReservoirWorker.End(RecordEnd.newBuilder().setBatches(5).build()),
        new ReservoirWorker.Ask(Need.newBuilder().setBatches(6).build(), island.getRef()),
        new WorkerHost.Make(MakeWorker.newBuilder().setStage("distill").build(), owner.getRef()),
        new WorkerHost.Make(
            MakeWorker.newBuilder().setStage("evolve").build(),
            owner.getRef(),
            Optional.of(keeper.getRef())),
        new FileKeeper.Said(LinePart.newBuilder().setNumber(2).build(), courier.getRef()),
        new Crew.Order(LinePart.newBuilder().setNumber(3).build(), leading.getRef()),
        new Crew.Pass(LinePart.newBuilder().setNumber(4).build(), crew.getRef()),
        new Crew.Passed(LinePart.newBuilder().setHeard(4).build()),
        new Crew.Said(LinePart.newBuilder().setNumber(5).build()),
        new Courier.Answered(LinePart.newBuilder().setHeard(2).build()),
        new WorkerHost.Drop(DropWorker.newBuilder().setName("e1-1-distill-a1").build()),
        new WorkerHost.Look(looks.getRef()),
        new WorkerHost.Here(HostRecords.here("lab", 2)),
        new WorkerHost.Made(WorkerMade.newBuilder().setName("w").build(), island.getRef()),
        new WorkerHost.Refused(ended),
        new WorkerHost.Gone(ended));
  }

  @Test
  void everyMessageCrossesAProcess() throws Exception {
    var serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    for (WorkerMessage message : messages()) {
      var serializer = serialization.findSerializerFor(message);
      String manifest = Serializers.manifestFor(serializer, message);
      byte[] bytes = serialization.serialize(message).get();
      Object back = serialization.deserialize(bytes, serializer.identifier(), manifest).get();
      assertThat(back).isEqualTo(message);
    }
  }

  @Test
  void noMessageIsForgotten() {
    Stream<Class<?>> protocol =
        Stream.of(
                IslandWorker.Command.class,
                RolloutWorker.Command.class,
                ReservoirWorker.Command.class,
                WorkerHost.Command.class,
                WorkerHost.Reply.class)
            .flatMap(type -> Stream.<Class<?>>of(type.getPermittedSubclasses()))
            .filter(WorkerMessage.class::isAssignableFrom);
    assertThat(protocol)
        .allMatch(type -> messages().stream().anyMatch(message -> message.getClass().equals(type)));
  }

  @Test
  void batchesKeepTheirBits() {
    float[] values = {1, -0f, Float.MIN_VALUE, Float.POSITIVE_INFINITY};
    var back = Batches.ofMessage(Batches.toMessage(new SampleBatch(4, 2, 2, values)));
    assertThat(back.number()).isEqualTo(4);
    assertThat(back.rows()).isEqualTo(2);
    assertThat(back.values()).isEqualTo(values);
  }

  @Test
  void anUnknownMessageIsRefused() {
    record Foreign(Turn body) implements WorkerMessage {}
    assertThatThrownBy(() -> WorkerMessages.manifest(new Foreign(Turn.getDefaultInstance())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Foreign");
  }
}
