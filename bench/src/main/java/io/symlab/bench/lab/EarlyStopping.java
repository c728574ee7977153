package io.symlab.bench.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.actors.lab.SweepReports;
import io.symlab.cli.client.LabClient;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Submit;
import io.symlab.proto.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What early stopping costs and saves: a sweep of learning rates by sizes in a lab, once whole and
 * once with successive halving, compared by the best held-out loss and the epochs of meta-training.
 *
 * <p>Arguments: the problem, {@code quadratic} (the default) or {@code demo}; how many rates and
 * how many sizes (8 each); epochs of a whole trial (27); the halving's factor (3). {@code quadratic
 * 3 3 9} is a small one.
 */
public final class EarlyStopping {
  private static final double[] RATES = {1e-4, 3e-4, 1e-3, 2e-3, 4e-3, 8e-3, 2e-2, 5e-2};
  private static final int[] SIZES = {2, 3, 5, 7, 10, 14, 20, 28};

  private EarlyStopping() {}

  public static void main(String[] args) throws Exception {
    String problem = args.length > 0 ? args[0] : "quadratic";
    int rates = number(args, 1, RATES.length);
    int sizes = number(args, 2, SIZES.length);
    int epochs = number(args, 3, 27);
    int factor = number(args, 4, 3);
    String recipe = recipe(problem, rates, sizes, epochs);
    Path home = Files.createTempDirectory("early-stopping");
    try (var lab = LabProcess.start(home, ConfigFactory.empty());
        var client = LabClient.connect(home)) {
      Outcome whole = run(client, recipe);
      Outcome halved =
          run(
              client,
              recipe
                  + "\nsweep.early-stopping { stage = meta-train, factor = %d }".formatted(factor));
      System.out.printf(
          Locale.ROOT,
          "%s: %d rates by %d sizes, %d epochs, in %s%n",
          problem,
          rates,
          sizes,
          epochs,
          lab.home());
      System.out.println("sweep      best held-out  trial  epochs  pruned  seconds");
      whole.print("whole");
      halved.print("halved");
      System.out.printf(
          Locale.ROOT,
          "best of halved / best of whole: %.4f; epochs: %.3f of the whole%n",
          halved.best() / whole.best(),
          halved.epochs() / whole.epochs());
    }
  }

  private record Outcome(double best, int trial, double epochs, int pruned, double seconds) {
    void print(String name) {
      System.out.printf(
          Locale.ROOT,
          "%-9s  %13.6g  %5d  %6.0f  %6d  %7.1f%n",
          name,
          best,
          trial,
          epochs,
          pruned,
          seconds);
    }
  }

  private static Outcome run(LabClient client, String recipe) throws Exception {
    long begin = System.nanoTime();
    var submit =
        Submit.newBuilder()
            .setRecipe(recipe)
            .setOrigin("early-stopping")
            .setDirectory(Path.of("").toAbsolutePath().toString());
    String id = client.ask(ClientRequest.newBuilder().setSubmit(submit)).getSubmitted().getId();
    var wait = Wait.newBuilder().setId(id).setMilliseconds(Integer.MAX_VALUE);
    ExperimentView view =
        client.ask(ClientRequest.newBuilder().setWait(wait), Duration.ofDays(1)).getExperiment();
    double seconds = (System.nanoTime() - begin) * 1e-9;
    if (!view.getState().equals("done")) {
      throw new IllegalStateException(id + " is " + view.getState());
    }
    Path page = SweepReports.write(view);
    JsonNode sweep = new ObjectMapper().readTree(page.resolveSibling("sweep.json").toFile());
    int first = sweep.get("ranking").get(0).asInt();
    double epochs = 0;
    int pruned = 0;
    for (JsonNode trial : sweep.get("trials")) {
      epochs += trial.get("reached").asDouble();
      pruned += trial.get("state").asText().equals("pruned") ? 1 : 0;
    }
    double best = sweep.get("trials").get(first - 1).get("value").asDouble();
    return new Outcome(best, first, epochs, pruned, seconds);
  }

  private static String recipe(String problem, int rates, int sizes, int epochs) {
    List<String> lstm = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    for (int i = 0; i < sizes; i++) {
      lstm.add("[" + SIZES[i * SIZES.length / sizes] + "]");
    }
    for (int i = 0; i < rates; i++) {
      steps.add(String.valueOf(RATES[i * RATES.length / rates]));
    }
    String optimizee =
        problem.equals("demo")
            ? "kind = mlp, hidden = [20], batch = 64, initial-scale = 0.1, data { images = 6000 }"
            : "kind = quadratic, instances = 16, dimension = 10";
    return """
        name = early-stopping
        optimizee { %s }
        meta-train { epochs = %d, steps = 100, evaluate-every = 1, evaluation-steps = 100 }
        distill {
          rollouts { train = 1, validation = 1, test = 1 }, steps = 20, window = 2, coordinates = 5
          islands = 1, population = 20, rounds = 2, reservoir = 100, choose = best
        }
        meta-tune { epochs = 0, rates = [] }
        evaluate { runs = 1, steps = 10, baselines { adam = [], momentum = [], sgd = [] } }
        sweep.grid { meta-train.learning-rate = %s, rule.lstm = %s }
        """
        .formatted(optimizee, epochs, steps, lstm);
  }

  private static int number(String[] args, int index, int otherwise) {
    return args.length > index ? Integer.parseInt(args[index]) : otherwise;
  }
}
