package io.symlab.cli.recipe;

import io.symlab.actors.json.JsonViews;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.recipe.RecipeParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab new}: a recipe to start from. */
@Command(
    name = "new",
    header = "Write a commented recipe to start from.",
    description = {
      "Every key with its default and a comment, or a shipped recipe, as NAME.conf in this folder."
          + " A file that is there is not written over."
    },
    footer = {
      "",
      "Examples:",
      "  lab new mine                      then edit it, and: lab submit mine.conf",
      "  lab new mine --from quadratic     a shipped one ('lab recipes')"
    })
public final class NewCommand extends Verb {
  private static final String SUFFIX = ".conf";
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}_-][\\p{L}\\p{N}._-]{0,80}");
  private static final Pattern NAME_LINE = Pattern.compile("(?m)^name\\s*[=:].*$");

  @Parameters(
      index = "0",
      paramLabel = "NAME",
      description = "What the experiment and its file are called: letters, digits, '.', '_', '-'.")
  private String name;

  @Option(names = "--from", paramLabel = "RECIPE", description = "A shipped recipe's name.")
  private String from;

  @Option(names = "--json", description = "Print JSON: {\"file\": ...}.")
  private boolean json;

  @Override
  public Integer call() throws LabException {
    String called = name.endsWith(SUFFIX) ? name.substring(0, name.length() - 5) : name;
    if (!NAME.matcher(called).matches()) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "'" + name + "' is no name: letters, digits, '.', '_' and '-', 80 of them at most");
    }
    Path file = Path.of(called + SUFFIX).toAbsolutePath();
    write(file, named(from == null ? RecipeParser.reference() : shipped(), called));
    out()
        .println(
            json
                ? JsonViews.object().put("file", file.toString()).toPrettyString()
                : "wrote " + file + "; 'lab submit " + called + SUFFIX + "' runs it");
    return ExitCode.DONE;
  }

  private String shipped() throws LabException {
    if (!Recipes.shipped().contains(from)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "there is no recipe \""
              + from
              + "\"; shipped are: "
              + String.join(", ", Recipes.shipped()));
    }
    return Recipes.shipped(from).text();
  }

  private static String named(String text, String called) {
    String line = "name = \"" + called + "\"";
    Matcher own = NAME_LINE.matcher(text);
    return own.find() ? own.replaceFirst(Matcher.quoteReplacement(line)) : line + "\n" + text;
  }

  /** Whole or not at all, and never over another. */
  private static void write(Path file, String text) throws LabException {
    Path draft = null;
    try {
      draft = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".tmp");
      Files.writeString(draft, text, StandardCharsets.UTF_8);
      Files.move(draft, file);
    } catch (FileAlreadyExistsException e) {
      remove(draft);
      throw new LabException(
          ExitCode.BAD_INPUT, file + " is there already; choose another name", e);
    } catch (IOException e) {
      remove(draft);
      throw new LabException(ExitCode.FAILED, "can't write " + file + ": " + e.getMessage(), e);
    }
  }

  private static void remove(Path draft) throws LabException {
    try {
      if (draft != null) {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't remove " + draft + ": " + e.getMessage(), e);
    }
  }
}
