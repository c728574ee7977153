package io.symlab.cli.direct;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.display.JobDisplay;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.StopSignals;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Style;
import io.symlab.cli.terminal.TerminalSize;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.direct.NamedRule;
import io.symlab.experiment.direct.NewFolder;
import io.symlab.experiment.direct.ProblemRecipe;
import io.symlab.experiment.direct.TrainingRun;
import io.symlab.experiment.direct.TrainingRun.Epoch;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.data.DataException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.torch.TorchException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab train}: a recipe's problem trained by a rule, epoch by epoch; needs no lab. */
@Command(
    name = "train",
    header = "Train a recipe's network with a rule for some epochs; needs no lab.",
    description = {
      "What a rule is for in the end: the recipe's network is trained on half of its data, and the"
          + " share of test examples that it gets right is told after each epoch.",
      "A RULE is named as for 'lab evaluate': sgd-cosine:0.1 (its rate goes down along half a cosine"
          + " over all epochs), a learned optimizer's file, a lab's trial, an expression. An epoch of a"
          + " problem without examples is as long as the recipe's evaluation."
    },
    footer = {
      "",
      "Examples:",
      "  lab train adam:0.001 --epochs 10 --out digits",
      "  lab train e3:tuned --recipe mnist-rnnprop --epochs 20 --out tuned-mnist",
      "  lab train momentum-cosine:0.1 --recipe paper-large --epochs 200 --out resnet",
      "",
      "The folder has weights.safetensors, curve.csv and training.json, each written anew after every",
      "epoch, so that a training that is stopped leaves its last whole one."
    })
public final class TrainCommand extends Verb {
  @Parameters(paramLabel = "RULE", description = "The rule, see above.")
  private String rule;

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      description =
          "Whose problem: a file or a shipped recipe. Default: that of the first trial among the"
              + " rules, or else an MLP on drawn digits.")
  private String recipe;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      required = true,
      description = "How often each example is seen.")
  private int epochs;

  @Option(
      names = "--on",
      paramLabel = "HALF",
      description = "Half of the data to train on: train (the default) or held-out.")
  private String on = "train";

  @Option(
      names = "--from",
      paramLabel = "FILE",
      description = "Start from weights.safetensors of a training of the same network.")
  private Path from;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Write weights and curve to this folder, a new one.")
  private Path out;

  @Option(names = "--json", description = "Print JSON, and progress on stderr.")
  private boolean json;

  @Mixin private RuleOptions options;

  @Override
  public Integer call() throws LabException {
    DirectOptions.between("--epochs", epochs, 1_000_000);
    ProblemRecipe problem = options.problem(recipe, home(), List.of(rule));
    NewFolder.wanted(out);
    if (!problem.note().isEmpty()) {
      err().println("lab: " + problem.note());
    }
    try (Optimizee optimizee = TrainingRun.open(problem.recipe(), from)) {
      return train(optimizee, problem.recipe());
    } catch (DataException | IllegalArgumentException e) {
      throw new LabException(ExitCode.BAD_INPUT, e.getMessage(), e);
    } catch (TorchException e) {
      throw new LabException(ExitCode.FAILED, e.getMessage(), e);
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "the disk fails: " + e, e);
    }
  }

  private int train(Optimizee optimizee, Recipe meant) throws LabException, IOException {
    Half half = half();
    long steps = (long) epochs * TrainingRun.stepsPerEpoch(optimizee, half, meant);
    NamedRule named =
        options.rules(home(), meant, (int) Math.min(Integer.MAX_VALUE, steps)).one(rule);
    if (named.isSweep()) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          rule + " is a sweep; name the one to train with, e.g. " + rule + ":0.01");
    }
    Style style = json ? Style.PLAIN : Style.ofProcess();
    PrintWriter where = style.terminal() ? out() : err();
    var display = new JobDisplay(where, style, TerminalSize.ofProcess(), "train");
    StopSignals signals = StopSignals.ofProcess(err(), "stopping");
    Files.createDirectories(out);
    var run = new TrainingRun(meant, half, epochs, out);
    boolean whole =
        run.run(
            optimizee,
            named.points().get(0),
            signals::asked,
            display,
            epoch -> {
              display.clear();
              if (!json) {
                out().println(line(epoch));
                out().flush();
              }
            });
    display.clear();
    if (!whole) {
      int left = run.epochs().size();
      err()
          .println(
              "lab: stopped; "
                  + (left == 0
                      ? "no epoch had ended, nothing was written"
                      : out + " has the weights after epoch " + left));
      return signals.exitCode();
    }
    if (json) {
      out().println(json(run).toPrettyString());
    } else {
      out().println("Weights and curve: " + out);
    }
    return ExitCode.DONE;
  }

  private Half half() throws LabException {
    return switch (on) {
      case "train" -> Half.TRAIN;
      case "held-out" -> Half.HELD_OUT;
      default ->
          throw new LabException(
              ExitCode.BAD_INPUT, "--on is \"" + on + "\": choose train or held-out");
    };
  }

  private String line(Epoch epoch) {
    String accuracy =
        Double.isNaN(epoch.accuracy())
            ? ""
            : String.format(Locale.ROOT, "  accuracy %.2f %%", 100 * epoch.accuracy());
    return String.format(
        Locale.ROOT,
        "epoch %d of %d  loss %s%s  %s",
        epoch.number(),
        epochs,
        Amounts.figure(epoch.loss()),
        accuracy,
        Amounts.seconds(epoch.seconds()));
  }

  private ObjectNode json(TrainingRun run) {
    ObjectNode node = JsonViews.object();
    node.put("rule", rule).put("folder", out.toString());
    ArrayNode list = node.putArray("epochs");
    for (Epoch epoch : run.epochs()) {
      ObjectNode one = list.addObject().put("epoch", epoch.number());
      JsonViews.number(one, "loss", epoch.loss());
      JsonViews.number(one, "accuracy", epoch.accuracy());
      JsonViews.number(one, "seconds", epoch.seconds());
    }
    return node;
  }
}
