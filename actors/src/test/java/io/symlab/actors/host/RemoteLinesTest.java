package io.symlab.actors.host;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.store.CheckpointStore;
import io.symlab.actors.work.Tiny;
import io.symlab.experiment.Stage;
import io.symlab.proto.MakeWorker;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the worker of a stage logs in another process comes home with the host's name. */
class RemoteLinesTest {
  private ActorTestKit lab;
  private ActorTestKit there;

  @TempDir Path home;
  @TempDir Path elsewhere;

  @BeforeEach
  void start() {
    lab = Elsewhere.kit("lab");
    there = Elsewhere.kit("there");
  }

  @AfterEach
  void leave() {
    there.shutdownTestKit();
    lab.shutdownTestKit();
  }

  /** Says what it is made for, and ends. */
  private record Talkers(int lines) implements Workers {
    @Override
    public Behavior<StageWorker.Command> worker(Stage stage) {
      return Behaviors.receive(StageWorker.Command.class)
          .onMessage(
              StageWorker.Begin.class,
              begin -> {
                var log = LoggerFactory.getLogger("io.symlab.talker");
                for (int i = 0; i < lines; i++) {
                  log.warn("a slip {}", i, new IllegalStateException("of the pen"));
                }
                log.debug("nothing of note");
                begin
                    .replyTo()
                    .tell(
                        new StageWorker.Report(
                            StageReport.newBuilder()
                                .setAttempt(begin.work().getAttempt())
                                .setStage(begin.work().getStage())
                                .setStopped(true)
                                .build()));
                return Behaviors.stopped();
              })
          .build();
    }

    @Override
    public Props props(Stage stage) {
      return Props.empty();
    }

    @Override
    public Props fileProps() {
      return Props.empty();
    }

    @Override
    public Behavior<?> crew(Optional<String> recipe) {
      return Behaviors.empty();
    }

    @Override
    public Workers in(Path home) {
      return this;
    }
  }

  private TestProbe<StageWorker.Report> begin(int lines) {
    StageBegin begin = Tiny.begin("meta-train", "experiments/e1/1").build();
    var record = HostRecords.here("there", 2, List.of());
    var data = new HostData("there", Map.of(), elsewhere.resolve("data"));
    ActorRef<WorkerHost.Command> host =
        Elsewhere.seen(
            there.spawn(
                WorkerHost.elsewhere(record, new Talkers(lines), elsewhere.resolve("work"), data)),
            there,
            lab);
    TestProbe<WorkerHost.Reply> owner = lab.createTestProbe();
    TestProbe<StageWorker.Report> trial = lab.createTestProbe();
    ActorRef<FileKeeper.Command> keeper =
        lab.spawn(FileKeeper.create("there", begin, new CheckpointStore(home), trial.getRef()));
    var what = MakeWorker.newBuilder().setName("e1-1-meta-train-a1").setStage("meta-train");
    host.tell(new WorkerHost.Make(what.build(), owner.getRef(), Optional.of(keeper)));
    var made = owner.expectMessageClass(WorkerHost.Made.class, Duration.ofSeconds(20));
    ActorRef<StageWorker.Command> worker = made.worker().unsafeUpcast();
    worker.tell(new StageWorker.Begin(begin, trial.getRef()));
    return trial;
  }

  @Test
  void linesComeBeforeTheReportThatTheyLedTo() {
    TestProbe<StageWorker.Report> trial = begin(1);
    String noted = trial.receiveMessage(Duration.ofSeconds(20)).body().getNoted();
    assertThat(noted).startsWith("there: WARN a slip 0").contains("of the pen", "RemoteLinesTest");
    assertThat(trial.receiveMessage(Duration.ofSeconds(20)).body().getStopped()).isTrue();
  }

  @Test
  void aFloodIsCutOffAndTheReportComesAllTheSame() {
    TestProbe<StageWorker.Report> trial = begin(Deliveries.MOST_NOTES * 3);
    int lines = 0;
    while (trial.receiveMessage(Duration.ofSeconds(20)).body().hasNoted()) {
      lines++;
    }
    assertThat(lines).isBetween(Deliveries.MOST_NOTES, Deliveries.MOST_NOTES * 3);
  }
}
