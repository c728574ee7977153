package io.symlab.actors.host;

import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import io.symlab.experiment.Stage;
import java.nio.file.Path;
import java.util.Optional;

/** Workers of a test's own, on the usual dispatcher and without crews. */
public interface StandInWorkers extends Workers {
  @Override
  default Props props(Stage stage) {
    return Props.empty();
  }

  @Override
  default Props fileProps() {
    return Props.empty();
  }

  @Override
  default Behavior<?> crew(Optional<String> recipe) {
    return Behaviors.empty();
  }

  @Override
  default Workers in(Path home) {
    return this;
  }
}
