package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import akka.persistence.testkit.javadsl.PersistenceTestKit;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guardian, when its journal fails and when ids are given. */
class LabTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir Path home;
  private ActorTestKit kit;
  private PersistenceTestKit journal;
  private PuppetWorkers workers;
  private TestProbe<ClientReply> client;
  private ActorRef<Lab.Command> lab;

  @BeforeEach
  void begin() {
    kit = LabKit.create();
    journal = PersistenceTestKit.create(kit.system());
    workers = new PuppetWorkers(kit);
    client = kit.createTestProbe(ClientReply.class);
    lab = kit.spawn(Lab.create(LabKit.settings(home, 2, workers), self -> Behaviors.ignore()));
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void saysThatNothingWasSubmittedWhenTheJournalFailsAndGoesOn() {
    assertThat(submit().getSubmitted().getId()).isEqualTo("e1");
    workers.next();
    journal.failNextPersisted("lab");
    assertThat(submit().getRefused().getMessage()).contains("journal", "nothing was submitted");
    assertThat(submit().getSubmitted().getId()).isEqualTo("e2");
    workers.next();
    assertThat(list()).isEqualTo(2);
  }

  @Test
  void notesAnExperimentsEndThoughTheJournalFailed() {
    submit();
    var puppet = workers.next();
    journal.failNextPersisted("lab");
    puppet.finishes("learned.bin");
    for (String stage : new String[] {"distill", "meta-tune", "evaluate", "report"}) {
      workers.next(stage).finishes(stage);
    }
    String state = "";
    while (!state.equals("done")) {
      lab.tell(new LabLooks.View("e1", client.getRef()));
      state = client.receiveMessage(PATIENCE).getExperiment().getState();
    }
    while (journal.persistedInStorage("lab").size() < 2) {
      Thread.onSpinWait();
    }
    assertThat(submit().getSubmitted().getId()).isEqualTo("e2");
  }

  @Test
  void neverGivesTheIdOfAFolderThatIsThere() throws Exception {
    assertThat(submit().getSubmitted().getId()).isEqualTo("e1");
    assertThat(home.resolve("experiments/e1")).isDirectory();
    Files.createDirectories(home.resolve("experiments/e2"));
    assertThat(submit().getSubmitted().getId()).isEqualTo("e3");
  }

  private ClientReply submit() {
    lab.tell(new Lab.Submit(LabKit.submitted("", 1), true, client.getRef()));
    return client.receiveMessage(PATIENCE);
  }

  private long list() {
    lab.tell(new LabLooks.ListAll(client.getRef()));
    return client.receiveMessage(PATIENCE).getExperiments().getExperimentsList().stream()
        .map(ExperimentView::getId)
        .distinct()
        .count();
  }
}
