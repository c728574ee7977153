package io.symlab.actors.host;

import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import io.symlab.actors.stage.StageWorker;
import io.symlab.experiment.Stage;
import java.nio.file.Path;
import java.util.Optional;

/** Where a host's workers come from; a test's may come from elsewhere. */
public interface Workers {
  /** The worker of a stage of one attempt, to be spawned now. */
  Behavior<StageWorker.Command> worker(Stage stage);

  /** The dispatcher it is to be spawned on. */
  Props props(Stage stage);

  /** The dispatcher for files. */
  Props fileProps();

  /**
   * The islands and rollouts of one stage here, to be spawned on the dispatcher for files.
   *
   * @param recipe in place of its trial's, with where its data lie here; empty: where they lie for
   *     the lab
   */
  Behavior<?> crew(Optional<String> recipe);

  /** The same workers, with their files in another home. */
  Workers in(Path home);
}
