package io.symlab.actors.endpoint;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.lab.Lab;
import io.symlab.actors.lab.LabControl;
import io.symlab.actors.lab.LabSettings;
import io.symlab.actors.lab.Replies;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.model.data.DataException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.Submit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Judges one submission: reads the recipe, looks at its data, freezes both and hands them to the
 * lab; or tells the client all that is wrong. Lives for that long.
 */
public final class SubmitRequest {
  private static final Logger LOG = LoggerFactory.getLogger(SubmitRequest.class);

  private SubmitRequest() {}

  static Behavior<Void> create(
      Submit submit,
      LabSettings settings,
      ActorRef<Lab.Command> lab,
      ActorRef<ClientReply> client) {
    boolean always = submit.getAlwaysNew() || SubmitOptions.any(submit);
    return judge(
        submit, settings, client, frozen -> lab.tell(new Lab.Submit(frozen, always, client)));
  }

  /**
   * The same of a recipe that is to take another's place.
   *
   * @param id of the experiment that has the other
   */
  static Behavior<Void> edit(
      String id,
      Submit submit,
      LabSettings settings,
      ActorRef<Lab.Command> lab,
      ActorRef<ClientReply> client) {
    return judge(
        submit, settings, client, frozen -> lab.tell(new LabControl.Edit(id, frozen, client)));
  }

  private static Behavior<Void> judge(
      Submit submit,
      LabSettings settings,
      ActorRef<ClientReply> client,
      Consumer<ExperimentSubmitted> then) {
    return Behaviors.setup(
        context -> {
          try {
            SubmitOptions.check(submit);
            var frozen =
                Freezing.freeze(submit, settings.recipes(), settings.home(), settings.resources());
            then.accept(SubmitOptions.put(submit, frozen));
          } catch (RecipeException | DataException e) {
            client.tell(Replies.refused(2, e.getMessage()));
          } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("a submission failed", e);
            client.tell(Replies.refused(1, "the lab failed to read the recipe: " + e));
          }
          return Behaviors.stopped();
        });
  }
}
