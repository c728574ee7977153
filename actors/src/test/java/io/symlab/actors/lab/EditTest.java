package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.pool.PuppetWorkers;
import io.symlab.actors.pool.PuppetWorkers.Puppet;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A lab of one slot, where what waits gets another recipe, and what has begun gets none. */
class EditTest {
  @TempDir Path home;
  private ActorTestKit kit;
  private PuppetWorkers workers;
  private TestProbe<ClientReply> client;
  private ActorRef<Lab.Command> lab;

  @BeforeEach
  void begin() {
    kit = LabKit.create();
    workers = new PuppetWorkers(kit);
    client = kit.createTestProbe(ClientReply.class);
    lab = spawn();
  }

  @AfterEach
  void end() {
    kit.shutdownTestKit();
  }

  @Test
  void whatWaitsForASlotIsReplacedKeepsItsIdAndIsRememberedWhenTheLabIsKilled() {
    submit(recipe("first", 1));
    workers.next();
    submit(recipe("before", 2));
    edit("e2", recipe("after", 3));
    assertThat(experiment().getTrialsList()).hasSize(3);
    crash();
    Puppet first = workers.next("meta-train"); // whose actors were the first to be back
    ExperimentView view = view("e2");
    assertThat(view.getName()).isEqualTo("after");
    assertThat(view.getTrialsList()).hasSize(3);
    assertThat(view.getTrialsList()).extracting(it -> it.getLabel()).containsOnly("after");
    finish(first);
    Puppet second = workers.next("meta-train");
    assertThat(List.of(first.begin().getExperiment(), second.begin().getExperiment()))
        .contains("e2");
    submit(recipe("third", 1));
    assertThat(view("e3").getName()).isEqualTo("third");
  }

  @Test
  void whatWasSaidBesideTheRecipeStays() {
    submit(
        recipe("before", 4).toBuilder()
            .setName("mine")
            .setPaused(true)
            .addTags("night")
            .setPriority(3)
            .build());
    lab.tell(new LabControl.Prioritise("e1", 7, client.getRef()));
    experiment();
    lab.tell(new LabControl.Pause("e1", 4, client.getRef()));
    experiment();
    edit("e1", recipe("after", 1));
    experiment();
    crash();
    ExperimentView view = view("e1");
    assertThat(view.getName()).isEqualTo("mine");
    assertThat(view.getState()).isEqualTo("paused");
    assertThat(view.getTagsList()).containsExactly("night");
    assertThat(view.getPriority()).isEqualTo(7);
    assertThat(view.getTrialsList()).hasSize(1);
    workers.expectNone();
    lab.tell(new LabControl.Resume("e1", 0, client.getRef()));
    experiment();
    workers.next("meta-train");
  }

  @Test
  void aTrialThatStoodInLineAndWasPausedLooksAsItsNewRecipeHasIt() {
    submit(recipe("first", 1));
    workers.next();
    submit(recipe("before", 3));
    lab.tell(new LabControl.Pause("e2", 0, client.getRef()));
    experiment();
    edit("e2", recipe("after", 1));
    experiment();
    crash();
    ExperimentView view = view("e2");
    assertThat(view.getState()).isEqualTo("paused");
    assertThat(view.getTrialsList()).extracting(it -> it.getLabel()).containsExactly("after");
  }

  @Test
  void theRecipeIsHandedOutAsItWasWritten() {
    submit(
        recipe("tiny", 1).toBuilder()
            .setPaused(true)
            .setText("name = tiny")
            .setOrigin("tiny.conf")
            .setDirectory("/recipes")
            .addOverrides("seed=3")
            .build());
    lab.tell(new LabControl.AskRecipe("e1", client.getRef()));
    var text = client.receiveMessage().getRecipeText();
    assertThat(text.getRecipe()).isEqualTo("name = tiny");
    assertThat(text.getOrigin()).isEqualTo("tiny.conf");
    assertThat(text.getDirectory()).isEqualTo("/recipes");
    assertThat(text.getOverridesList()).containsExactly("seed=3");
  }

  @Test
  void whatHasBegunIsNotEditedAndGoesOn() {
    submit(recipe("before", 2));
    Puppet first = workers.next("meta-train");
    edit("e1", recipe("after", 1));
    assertThat(refusal()).contains("e1 has begun", "lab cancel e1");
    lab.tell(new LabControl.AskRecipe("e1", client.getRef()));
    assertThat(refusal()).contains("e1 has begun");
    assertThat(view("e1").getName()).isEqualTo("before");
    finish(first);
    assertThat(workers.next("meta-train").begin().getTrial()).isEqualTo(2);
    edit("e1", recipe("after", 1));
    assertThat(refusal()).contains("e1 has begun");
  }

  @Test
  void whatHadBegunBeforeTheLabDiedIsNotEdited() {
    submit(recipe("first", 1));
    finish(workers.next("meta-train"));
    submit(recipe("before", 1));
    workers.next("meta-train");
    crash();
    edit("e2", recipe("after", 2));
    assertThat(refusal()).contains("e2 has begun");
    assertThat(view("e2").getTrialsList()).hasSize(1);
    assertThat(workers.next("meta-train").begin().getExperiment()).isEqualTo("e2");
  }

  @Test
  void whatHasEndedOrNeverWasIsNotEdited() {
    submit(recipe("before", 1).toBuilder().setPaused(true).build());
    lab.tell(new LabControl.Cancel("e1", client.getRef()));
    assertThat(experiment().getState()).isEqualTo("cancelled");
    client.awaitAssert(
        Duration.ofSeconds(20),
        () -> {
          edit("e1", recipe("after", 1));
          assertThat(refusal()).contains("e1 has ended (cancelled)");
          return null;
        });
    edit("e9", recipe("after", 1));
    assertThat(refusal()).contains("'e9'");
  }

  private static ExperimentSubmitted recipe(String name, int trials) {
    ExperimentSubmitted.Builder recipe = LabKit.submitted("", trials).toBuilder();
    recipe
        .getTrialsBuilderList()
        .forEach(
            it ->
                it.setLabel(name).setRecipe(it.getRecipe().replace("\"tiny\"", '"' + name + '"')));
    return recipe.setName(name).setFingerprint(name).build();
  }

  private void submit(ExperimentSubmitted frozen) {
    lab.tell(new Lab.Submit(frozen, true, client.getRef()));
    assertThat(client.receiveMessage().hasSubmitted()).isTrue();
  }

  private void edit(String id, ExperimentSubmitted frozen) {
    lab.tell(new LabControl.Edit(id, frozen, client.getRef()));
  }

  private ExperimentView view(String id) {
    lab.tell(new LabLooks.View(id, client.getRef()));
    return experiment();
  }

  private ExperimentView experiment() {
    ClientReply reply = client.receiveMessage();
    assertThat(reply.hasExperiment()).as(reply.toString()).isTrue();
    return reply.getExperiment();
  }

  private String refusal() {
    ClientReply reply = client.receiveMessage();
    assertThat(reply.getRefused().getExitCode()).as(reply.toString()).isEqualTo(2);
    return reply.getRefused().getMessage();
  }

  private void finish(Puppet puppet) {
    puppet.finishes("learned.bin");
    for (String stage : new String[] {"distill", "meta-tune", "evaluate", "report"}) {
      workers.next(stage).finishes(stage + ".json");
    }
  }

  private ActorRef<Lab.Command> spawn() {
    return kit.spawn(Lab.create(LabKit.settings(home, 1, workers), it -> Behaviors.empty()));
  }

  private void crash() {
    kit.stop(lab);
    lab = spawn();
  }
}
