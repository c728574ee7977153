package io.symlab.experiment.direct;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.Version;
import io.symlab.experiment.exchange.ExchangeException;
import io.symlab.experiment.exchange.Problems;
import io.symlab.experiment.exchange.WeightsFile;
import io.symlab.experiment.files.AtomicFiles;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.DivergedException;
import io.symlab.model.data.DataException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rollout.TrainingByEpoch;
import io.symlab.model.rule.UpdateRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A recipe's problem trained by one rule for some epochs. Its folder has the weights, {@code
 * weights.safetensors}, the curve, {@code curve.csv}, and what they came of, {@code training.json}:
 * each is written anew after every epoch, whole.
 */
public final class TrainingRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Recipe recipe;
  private final Half half;
  private final int epochs;
  private final Path folder;
  private final List<Epoch> done = new ArrayList<>();

  /**
   * An epoch that has ended.
   *
   * @param number from 1
   * @param loss mean over its batches, before their updates
   * @param accuracy share of test examples right after it; NaN where there is no such thing
   * @param seconds since the training began
   */
  public record Epoch(int number, double loss, double accuracy, double seconds) {}

  /**
   * A training that has not begun.
   *
   * @param half of the data to train on
   * @param folder an existing one
   */
  public TrainingRun(Recipe recipe, Half half, int epochs, Path folder) {
    this.recipe = recipe;
    this.half = half;
    this.epochs = epochs;
    this.folder = folder;
  }

  /**
   * The problem, from given weights where there are some.
   *
   * @throws LabException when the weights are not this problem's
   */
  public static Optimizee open(Recipe recipe, Path from) throws LabException {
    if (from == null) {
      return Problems.open(recipe.optimizee());
    }
    Optimizee optimizee = Optimizees.open(recipe.optimizee());
    try {
      return Problems.startedAt(optimizee, from);
    } catch (IOException | ExchangeException e) {
      optimizee.close();
      String why = e instanceof IOException io ? DataException.reason(io) : e.getMessage();
      throw new LabException(LabException.BAD_INPUT, "--from " + from + ": " + why, e);
    }
  }

  /** Updates of an epoch on a half; the recipe's evaluation steps where there are no examples. */
  public static int stepsPerEpoch(Optimizee optimizee, Half half, Recipe recipe) {
    return Math.max(1, optimizee.stepsPerEpoch(half).orElse(recipe.evaluation().steps()));
  }

  /**
   * Trains.
   *
   * @param asked whether to stop now; asked between steps
   * @return whether all epochs ended; false when it was asked to stop
   * @throws LabException when it diverged; what was written before stays
   */
  public boolean run(
      Optimizee optimizee,
      UpdateRule rule,
      BooleanSupplier asked,
      JobProgress.Listener listener,
      Consumer<Epoch> ended)
      throws LabException, IOException {
    int perEpoch = stepsPerEpoch(optimizee, half, recipe);
    long begun = System.nanoTime();
    var problem = optimizee.problem(half, recipe.seed(), "train", 0);
    try (var training = new TrainingByEpoch(optimizee, problem, rule, perEpoch)) {
      while (done.size() < epochs) {
        if (asked.getAsBoolean()) {
          return false;
        }
        boolean over = training.step();
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (training.steps() % 10 == 0) {
          listener.show(
              new JobProgress(training.steps(), (long) epochs * perEpoch, "steps", seconds));
        }
        if (over) {
          Epoch epoch =
              new Epoch(done.size() + 1, training.meanLoss(), training.accuracy(), seconds);
          done.add(epoch);
          write(optimizee, training.theta(), rule, perEpoch);
          ended.accept(epoch);
        }
      }
      return true;
    } catch (DivergedException e) {
      throw new LabException(
          LabException.FAILED,
          rule.name() + " diverged: " + e.getMessage() + "; try a smaller rate",
          e);
    } catch (IllegalArgumentException e) {
      throw new LabException(LabException.BAD_INPUT, e.getMessage(), e);
    }
  }

  /** The epochs that have ended. */
  public List<Epoch> epochs() {
    return List.copyOf(done);
  }

  private void write(Optimizee optimizee, float[] theta, UpdateRule rule, int perEpoch)
      throws IOException {
    Map<String, String> description =
        Map.of(
            "format", "pt",
            "symlab.optimizee", recipe.optimizee().kind(),
            "symlab.rule", rule.name(),
            "symlab.epochs", Integer.toString(done.size()));
    AtomicFiles.write(
        folder.resolve("weights.safetensors"), WeightsFile.write(optimizee, theta, description));
    StringBuilder curve = new StringBuilder("epoch,loss,accuracy,seconds\n");
    for (Epoch epoch : done) {
      curve.append(
          String.format(
              Locale.ROOT,
              "%d,%s,%s,%.1f%n",
              epoch.number(),
              epoch.loss(),
              Double.isNaN(epoch.accuracy()) ? "" : epoch.accuracy(),
              epoch.seconds()));
    }
    AtomicFiles.write(
        folder.resolve("curve.csv"), curve.toString().getBytes(StandardCharsets.UTF_8));
    ObjectNode node = JSON.createObjectNode();
    node.put("schema", "symlab.training/1").put("rule", rule.name());
    node.put("half", half == Half.TRAIN ? "train" : "held-out");
    node.put("epochs", epochs).put("done", done.size()).put("steps_per_epoch", perEpoch);
    node.put("code_version", Version.text()).put("recipe", recipe.toJson());
    AtomicFiles.write(
        folder.resolve("training.json"),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
  }
}
