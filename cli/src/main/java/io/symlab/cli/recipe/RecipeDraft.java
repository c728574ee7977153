package io.symlab.cli.recipe;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.terminal.Confirmation;
import io.symlab.experiment.LabException;
import io.symlab.proto.RecipeText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A recipe in a file of its own, which the user's editor changes. {@code --set} values are told in
 * comments below it, so that line numbers stay those of the recipe, and are no part of its text.
 */
public final class RecipeDraft {
  private final Path file;
  private final String written;
  private final String remarks;

  private RecipeDraft(Path file, String written, String remarks) {
    this.file = file;
    this.written = written;
    this.remarks = remarks;
  }

  /**
   * Writes it, for nobody else's eyes.
   *
   * @param id names the file
   */
  public static RecipeDraft of(String id, RecipeText text) throws LabException {
    String remarks = remarks(text);
    try {
      Path file = Files.createTempDirectory("symlab-edit").resolve(id + ".conf");
      String written = text.getRecipe() + remarks;
      Files.writeString(file, written, StandardCharsets.UTF_8);
      return new RecipeDraft(file, written, remarks);
    } catch (IOException e) {
      throw failed("can't write a draft of the recipe", e);
    }
  }

  /** Opens it in the user's editor; returns when that has ended. */
  public void open() throws LabException, InterruptedException {
    String editor = editor(System.getenv());
    int code;
    try {
      code =
          new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString())
              .inheritIO()
              .start()
              .waitFor();
    } catch (IOException e) {
      throw failed("can't start " + editor, e);
    }
    if (code != 0) {
      throw new LabException(
          ExitCode.FAILED,
          "the editor ("
              + editor
              + ") ended with code "
              + code
              + "; VISUAL or EDITOR names another");
    }
  }

  /** What is in it, without the remarks. */
  public String text() throws LabException {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new LabException(
          ExitCode.BAD_INPUT, "can't read " + file + " as text: " + e.getMessage(), e);
    }
    return text.endsWith(remarks) ? text.substring(0, text.length() - remarks.length()) : text;
  }

  /** The same refusal, which says where the draft is; one that nobody changed is removed. */
  public LabException kept(LabException why) {
    if (untouched()) {
      return new LabException(why.exitCode(), why.getMessage() + "\n     nothing was changed", why);
    }
    return new LabException(
        why.exitCode(),
        why.getMessage() + "\n     nothing was changed; what you wrote is in " + file,
        why);
  }

  private boolean untouched() {
    try {
      boolean same = Files.readString(file).equals(written);
      if (same) {
        remove();
      }
      return same;
    } catch (IOException | LabException e) {
      return false; // then it is named, so that its user can look
    }
  }

  public void remove() throws LabException {
    try {
      Files.deleteIfExists(file);
      Files.deleteIfExists(file.getParent());
    } catch (IOException e) {
      throw failed("can't remove " + file, e);
    }
  }

  private static String editor(Map<String, String> environment) throws LabException {
    for (String name : new String[] {"VISUAL", "EDITOR"}) {
      String editor = environment.getOrDefault(name, "");
      if (!editor.isBlank()) {
        return editor;
      }
    }
    if (!Confirmation.possible()) {
      throw new LabException(
          ExitCode.BAD_INPUT, "there is no terminal for vi: set EDITOR, or say --file RECIPE");
    }
    return "vi";
  }

  private static String remarks(RecipeText text) {
    if (text.getOverridesCount() == 0) {
      return "";
    }
    var remarks = new StringBuilder("\n# lab edit: these --set values stay over what is above:\n");
    text.getOverridesList()
        .forEach(set -> remarks.append("#   ").append(set.replace('\n', ' ')).append('\n'));
    return remarks.toString();
  }

  private static LabException failed(String what, IOException e) {
    return new LabException(ExitCode.FAILED, what + ": " + e.getMessage(), e);
  }
}
