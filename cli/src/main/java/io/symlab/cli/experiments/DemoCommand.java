package io.symlab.cli.experiments;

import io.symlab.cli.recipe.Recipes;
import io.symlab.cli.recipe.SubmittableRecipe;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code lab demo}: the main job in some minutes, on data it renders itself. */
@Command(
    name = "demo",
    header = "The whole job in some minutes, on digits it draws itself.",
    description = {
      "Meta-trains a neural optimizer, distills it into formulas, tunes the best, evaluates them all,"
          + " and writes a report. Needs no lab in the background: its home is DIR/demo, and every"
          + " call is a new experiment."
    },
    footer = {"", "Examples:", "  lab demo", "  lab demo --home /tmp/try"})
public final class DemoCommand extends Verb {
  @Override
  public Integer call() throws LabException, InterruptedException {
    Path home = home().resolve("demo");
    SubmittableRecipe demo = new SubmittableRecipe(Recipes.shipped("demo"), List.of(), true);
    return InProcessLab.run(
        home,
        demo,
        err(),
        (client, submitted) -> {
          out().println("experiment " + submitted.getId() + " in " + home);
          out().flush();
          int code = Outcome.watch(home, client, submitted.getId(), out(), err());
          out().println();
          out().println("Look again: lab front " + submitted.getId() + " --home " + home);
          return code;
        });
  }
}
