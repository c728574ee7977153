package io.symlab.cli.experiments;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.recipe.SubmittableRecipe;
import io.symlab.cli.verb.Overrides;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.proto.Submitted;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lab run}: an experiment from beginning to end, with a daemon or without. */
@Command(
    name = "run",
    header = "Run a recipe and watch it; needs no lab in the background.",
    description = {
      "With a lab in the background: submit and watch. Without: this process is the lab for as long"
          + " as its experiment runs. Ctrl-C then stops it with a checkpoint, from which the next 'lab"
          + " up' or 'lab run' goes on."
    },
    footer = {
      "",
      "Examples:",
      "  lab run quadratic",
      "  lab run mnist-rnnprop --set optimizee.data.directory=/data/mnist",
      "  lab run mine.conf > run.log"
    })
public final class RunCommand extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "RECIPE",
      description = "A recipe's file, or the name of a shipped one ('lab recipes').")
  private String recipe;

  @Mixin private Overrides overrides;

  @Override
  public Integer call() throws LabException, InterruptedException {
    SubmittableRecipe submission = SubmittableRecipe.of(recipe, overrides.all());
    Optional<LabClient> running = LabClient.find(home(), err());
    if (running.isEmpty()) {
      return InProcessLab.run(home(), submission, err(), this::watch);
    }
    try (var client = running.get()) {
      return watch(client, submission.to(client));
    }
  }

  private int watch(LabClient client, Submitted submitted)
      throws LabException, InterruptedException {
    if (!submitted.getNote().isEmpty()) {
      err().println("lab: " + submitted.getNote());
    }
    return Outcome.watch(home(), client, submitted.getId(), out(), err());
  }
}
