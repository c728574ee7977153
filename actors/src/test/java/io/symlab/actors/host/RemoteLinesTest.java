package io.symlab.actors.host;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.stage.StageWorker;
import io.symlab.actors.work.Tiny;
import io.symlab.experiment.Stage;
import io.symlab.proto.StageBegin;
import io.symlab.proto.StageReport;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What the worker of a stage logs in another process comes home with the host's name. */
class RemoteLinesTest {
  @RegisterExtension final Elsewhere both = new Elsewhere();

  @TempDir Path home;
  @TempDir Path elsewhere;

  /** Says what it is made for, and ends. */
  private record Talkers(int lines) implements StandInWorkers {
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
  }

  private RemoteWorker begin(int lines) {
    StageBegin begin = Tiny.begin("meta-train", "experiments/e1/1").build();
    var host = RemoteWorker.host(both, new Talkers(lines), elsewhere);
    return RemoteWorker.begin(both, host, home, begin);
  }

  @Test
  void linesComeBeforeTheReportThatTheyLedTo() {
    RemoteWorker worker = begin(1);
    String noted = worker.next().getNoted();
    assertThat(noted).startsWith("there: WARN a slip 0").contains("of the pen", "RemoteLinesTest");
    assertThat(worker.next().getStopped()).isTrue();
  }

  @Test
  void aFloodIsCutOffAndTheReportComesAllTheSame() {
    RemoteWorker worker = begin(Deliveries.MOST_NOTES * 3);
    int lines = 0;
    while (worker.next().hasNoted()) {
      lines++;
    }
    assertThat(lines).isBetween(Deliveries.MOST_NOTES, Deliveries.MOST_NOTES * 3);
  }
}
