package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class GatherTest {
  private static final ActorTestKit KIT = ActorTestKit.create();
  private static final Path HOME = Path.of("/home/user/.symlab");

  @AfterAll
  static void end() {
    KIT.shutdownTestKit();
  }

  @Test
  void anExperimentThatIsSlowToAnswerIsInTheListAllTheSame() {
    TestProbe<ClientReply> client = KIT.createTestProbe();
    TestProbe<Experiment.Command> quick = KIT.createTestProbe();
    TestProbe<Experiment.Command> slow = KIT.createTestProbe();
    List<ExperimentView> ended =
        List.of(ExperimentView.newBuilder().setId("e1").setState("done").build());
    List<ExperimentView> open = List.of(unanswered("e2"), unanswered("e3"), unanswered("e4"));

    KIT.spawn(Gather.create(ended, open, List.of(quick.ref(), slow.ref()), client.ref()));
    var view = quick.expectMessageClass(Experiment.View.class);
    view.replyTo()
        .tell(
            ClientReply.newBuilder()
                .setExperiment(ExperimentView.newBuilder().setId("e3").setState("running"))
                .build());

    List<String> listed =
        client
            .expectMessageClass(ClientReply.class, Duration.ofSeconds(20))
            .getExperiments()
            .getExperimentsList()
            .stream()
            .map(one -> one.getId() + " " + one.getState())
            .toList();
    assertThat(listed).containsExactly("e1 done", "e2 waiting", "e3 running", "e4 waiting");
  }

  private static ExperimentView unanswered(String id) {
    return ExperimentViews.unanswered(
        ExperimentSubmitted.newBuilder().setId(id).setName(id).build(), HOME);
  }
}
