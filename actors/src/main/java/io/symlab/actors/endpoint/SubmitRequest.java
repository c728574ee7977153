package io.symlab.actors.endpoint;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.actors.lab.Lab;
import io.symlab.actors.lab.LabSettings;
import io.symlab.actors.lab.Replies;
import io.symlab.experiment.recipe.RecipeException;
import io.symlab.model.data.DataException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.Submit;
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
    return Behaviors.setup(
        context -> {
          try {
            SubmitOptions.check(submit);
            var frozen = Freezing.freeze(submit, settings.recipes(), settings.home());
            boolean always = submit.getAlwaysNew() || SubmitOptions.any(submit);
            lab.tell(new Lab.Submit(SubmitOptions.put(submit, frozen), always, client));
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
