package io.symlab.bench.nights;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Submit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What these benchmarks ask of a lab. */
final class Asking {
  /** An experiment of a second or two that goes through every stage. */
  static final String RECIPE =
      """
      optimizee { kind = quadratic, instances = 4, dimension = 4 }
      rule { features = [mt, gt], linear = 3, lstm = [4] }
      meta-train {
        epochs = 12, steps = 30, unroll = 15, evaluate-every = 4, evaluation-steps = 15
      }
      distill {
        rollouts { train = 3, validation = 1, test = 1 }
        steps = 30, coordinates = 8, window = 2
        islands = 2, population = 30, rounds = 16, reservoir = 300, max-complexity = 10
      }
      meta-tune { epochs = 2, steps = 20, evaluate-every = 1, evaluation-steps = 15 }
      evaluate { runs = 2, steps = 20, baselines { adam = [0.01, 0.03], sgd = [0.01] } }
      """;

  private Asking() {}

  /** Submits the recipe, and returns its id. */
  static String submit(LabClient lab, String... overrides)
      throws LabException, InterruptedException {
    var submit =
        Submit.newBuilder()
            .setRecipe(RECIPE)
            .setOrigin("bench.conf")
            .setDirectory(Path.of("").toAbsolutePath().toString())
            .setAlwaysNew(true)
            .addAllOverrides(List.of(overrides));
    return lab.ask(ClientRequest.newBuilder().setSubmit(submit)).getSubmitted().getId();
  }

  /** An experiment once it has ended, or as it is after so long. */
  static ExperimentView await(LabClient lab, String id, Duration patience)
      throws LabException, InterruptedException {
    return lab.ask(
            LabQuestions.waitFor(id, (int) patience.toMillis()),
            patience.plus(Duration.ofSeconds(20)))
        .getExperiment();
  }
}
