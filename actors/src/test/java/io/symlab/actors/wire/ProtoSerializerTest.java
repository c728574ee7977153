package io.symlab.actors.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.stage.StageWorker;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import io.symlab.proto.TrialEnded;
import io.symlab.proto.TrialEvent;
import java.io.NotSerializableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What may cross a process, and how it comes out at the other side. */
class ProtoSerializerTest {
  private static ActorTestKit kit;
  private static Serialization serialization;

  @BeforeAll
  static void begin() {
    kit =
        ActorTestKit.create(
            ConfigFactory.parseString("akka.actor.provider = local")
                .withFallback(ConfigFactory.load()));
    serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
  }

  @AfterAll
  static void end() {
    kit.shutdownTestKit();
  }

  @Test
  void carriesWorkAndReports() throws Exception {
    var probe = kit.createTestProbe(StageWorker.Report.class);
    var begin = StageBegin.newBuilder().setStage("distill").setAttempt(3).build();
    var report = StageReport.newBuilder().setStage("distill").setStopped(true).build();
    for (Object message :
        new Object[] {
          new StageWorker.Begin(begin, probe.getRef()),
          new StageWorker.Stop(),
          new StageWorker.Report(report)
        }) {
      assertThat(roundTrip(message)).isEqualTo(message);
    }
  }

  @Test
  void carriesEventsAsTheyAre() throws Exception {
    var event =
        TrialEvent.newBuilder()
            .setAtMillis(5)
            .setTrialEnded(TrialEnded.newBuilder().setState("done"))
            .build();
    assertThat(roundTrip(event)).isEqualTo(event);
  }

  @Test
  void saysWhichMessageItDoesNotKnow() {
    var serializer = (SerializerWithStringManifest) serializer(TrialEvent.getDefaultInstance());
    assertThatThrownBy(() -> serializer.fromBinary(new byte[0], "symlab.Tomorrow"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("symlab.Tomorrow")
        .hasMessageContaining("another version");
  }

  @Test
  void saysWhichMessageIsDamaged() {
    var serializer = (SerializerWithStringManifest) serializer(TrialEvent.getDefaultInstance());
    assertThatThrownBy(() -> serializer.fromBinary(new byte[] {-1, -1}, "symlab.TrialEvent"))
        .isInstanceOf(NotSerializableException.class)
        .hasMessageContaining("symlab.TrialEvent");
  }

  @Test
  void leavesNothingToJavasOwnSerialization() {
    assertThatThrownBy(() -> serialization.serialize(java.time.Year.of(2026)).get())
        .hasMessageContaining("allow-java-serialization");
  }

  private static Object serializer(Object message) {
    return serialization.findSerializerFor(message);
  }

  private static Object roundTrip(Object message) throws Exception {
    var serializer = (ProtoSerializer) serializer(message);
    byte[] bytes = serializer.toBinary(message);
    return serializer.fromBinary(bytes, serializer.manifest(message));
  }
}
