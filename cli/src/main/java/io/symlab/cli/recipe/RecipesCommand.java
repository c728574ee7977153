package io.symlab.cli.recipe;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.symlab.actors.json.JsonViews;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Table;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab recipes}: what can be run without writing anything. */
@Command(
    name = "recipes",
    description = "List the recipes shipped, or print one to start from.",
    footer = {
      "",
      "Examples:",
      "  lab recipes",
      "  lab recipes quadratic > mine.conf     then edit it, and: lab submit mine.conf"
    })
public final class RecipesCommand extends Verb {
  @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "Print this one.")
  private String name;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Override
  public Integer call() throws LabException {
    if (name != null) {
      if (!Recipes.shipped().contains(name)) {
        throw new LabException(
            ExitCode.BAD_INPUT,
            "there is no recipe \""
                + name
                + "\"; shipped are: "
                + String.join(", ", Recipes.shipped()));
      }
      out().print(Recipes.shipped(name).text());
      return ExitCode.DONE;
    }
    var table = new Table("name", "what");
    ArrayNode array = JsonViews.array();
    for (String shipped : Recipes.shipped()) {
      String summary = Recipes.summary(Recipes.shipped(shipped).text());
      table.row(shipped, summary);
      array.addObject().put("name", shipped).put("summary", summary);
    }
    if (json) {
      out().println(array.toPrettyString());
    } else {
      table.lines().forEach(out()::println);
    }
    return ExitCode.DONE;
  }
}
