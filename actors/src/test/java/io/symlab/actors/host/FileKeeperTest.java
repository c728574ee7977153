package io.symlab.actors.host;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.LoggingTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import com.google.protobuf.ByteString;
import io.symlab.actors.stage.Line;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.proto.Errand;
import io.symlab.proto.FilePart;
import io.symlab.proto.FileRef;
import io.symlab.proto.LinePart;
import io.symlab.proto.PartWanted;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeeperTest {
  private static final String FOLDER = "experiments/e1/1/";
  private static ActorTestKit kit;

  @TempDir Path home;

  private TestProbe<StageWorker.Report> trial;
  private TestProbe<Courier.Answered> courier;
  private ActorRef<FileKeeper.Command> keeper;

  @BeforeAll
  static void start() {
    kit = ActorTestKit.create("file-keeper-test");
  }

  @AfterAll
  static void leave() {
    kit.shutdownTestKit();
  }

  @BeforeEach
  void fresh() {
    trial = kit.createTestProbe();
    courier = kit.createTestProbe();
    keeper = spawn();
  }

  private ActorRef<FileKeeper.Command> spawn() {
    var begin =
        StageBegin.newBuilder()
            .setExperiment("e1")
            .setTrial(1)
            .setAttempt(2)
            .setStage("meta-train")
            .setDirectory("experiments/e1/1")
            .build();
    return kit.spawn(FileKeeper.create("desk", begin, new CheckpointStore(home), trial.getRef()));
  }

  private void say(ByteString message) {
    new Line("courier", 1 << 24, part -> keeper.tell(new FileKeeper.Said(part, courier.getRef())))
        .send(message, 0);
  }

  private void cutOff(ByteString message, String why) {
    keeper = spawn();
    LoggingTestKit.error("on desk is cut off: it " + why)
        .expect(
            kit.system(),
            () -> {
              say(message);
              return null;
            });
    courier.expectTerminated(keeper);
  }

  private void cutOff(Errand.Builder errand, String why) {
    cutOff(errand.build().toByteString(), why);
  }

  private static FilePart.Builder part(String path, String bytes) {
    var file = FileRef.newBuilder().setPath(path).setLength(bytes.length());
    return FilePart.newBuilder().setFile(file).setBytes(ByteString.copyFromUtf8(bytes));
  }

  @Test
  void otherFilesThanTheStagesAreNeitherReadNorWritten() throws IOException {
    Files.writeString(home.resolve("lab.conf"), "secret");
    for (String path :
        List.of(
            "lab.conf",
            "../other",
            "/etc/passwd",
            "experiments/e1/2/learned.bin",
            FOLDER + "../../../lab.conf",
            FOLDER + "checkpoints/../learned.bin",
            FOLDER + "checkpoints/meta-train-a1-s5.ckpt",
            FOLDER + "recipe.json")) {
      cutOff(Errand.newBuilder().setFetch(PartWanted.newBuilder().setPath(path)), "asked for");
      cutOff(Errand.newBuilder().setPut(part(path, "x").setLast(true)), "sent");
      cutOff(Errand.newBuilder().setGrow(part(path, "x").setLast(true)), "sent");
    }
    assertThat(home.resolve("lab.conf")).hasContent("secret");
    assertThat(home.resolve("experiments")).doesNotExist();
  }

  @Test
  void garbageIsCutOffAndNamed() {
    cutOff(ByteString.copyFrom(new byte[] {-1, 7, 99, 3}), "");
    cutOff(ByteString.EMPTY, "asked for nothing");
    cutOff(ByteString.copyFrom(new byte[3 << 20]), "courier sent part");
    String learned = FOLDER + "learned.bin";
    cutOff(Errand.newBuilder().setPut(part(learned, "x").setLast(true)), "sent " + learned);
    cutOff(Errand.newBuilder().setPut(part(learned, "x").setOffset(5)), "sent a piece of");
    cutOff(
        Errand.newBuilder()
            .setPut(
                part(learned, "x")
                    .setFile(FileRef.newBuilder().setPath(learned).setLength(1L << 40))),
        "sent 1099511627776 bytes");
    cutOff(Errand.newBuilder().setGrow(part(FOLDER + "meta-loss.csv", "x").setOffset(9)), "sent a");
    cutOff(
        Errand.newBuilder()
            .setReport(StageReport.newBuilder().setStage("meta-train").setAttempt(1)),
        "reported on");
    trial.expectNoMessage(java.time.Duration.ofMillis(100));
    assertThat(home.resolve(learned)).doesNotExist();
  }

  @Test
  void whatItIsToldTwiceItDoesOnce() {
    var report = StageReport.newBuilder().setStage("meta-train").setAttempt(2).setStopped(true);
    var message = Errand.newBuilder().setReport(report).build().toByteString();
    var part = LinePart.newBuilder().setFrom("courier").setNumber(1).setCount(1).setBytes(message);
    keeper.tell(new FileKeeper.Said(part.build(), courier.getRef()));
    keeper.tell(new FileKeeper.Said(part.build(), courier.getRef()));
    assertThat(trial.receiveMessage().body().getStopped()).isTrue();
    trial.expectNoMessage(java.time.Duration.ofMillis(100));
  }
}
