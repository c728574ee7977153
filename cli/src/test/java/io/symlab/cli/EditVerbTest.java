package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.cli.exit.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab edit} as a process of its own, with small scripts as its user's editor. */
class EditVerbTest {
  @TempDir private static Path folder;
  private static Path home;
  private static LabProcess lab;

  private String out;
  private String err;

  @BeforeAll
  static void start() throws Exception {
    home = folder.resolve("home");
    lab = LabProcess.start(home, ConfigFactory.parseString("symlab.slots = 1"));
  }

  @AfterAll
  static void stop() {
    lab.close();
  }

  @Test
  void whatAnEditorSavesTakesTheRecipesPlaceAndSetValuesStay() throws Exception {
    String id = submit("--name", "mine", "--tag", "night", "--set", "seed=11");
    assertThat(edit("sed -i 's/^name.*/name = other/; $a sweep.seeds = 2'", id, "--json"))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    var view = new ObjectMapper().readTree(out);
    assertThat(view.path("id").asText()).isEqualTo(id);
    assertThat(view.path("name").asText()).isEqualTo("mine");
    assertThat(view.path("tags").path(0).asText()).isEqualTo("night");
    assertThat(view.path("trials")).hasSize(2);
  }

  @Test
  void theEditorIsShownWhatWasWrittenAndWhatStaysOverIt() throws Exception {
    String id = submit("--set", "seed=11");
    Path seen = folder.resolve("shown");
    assertThat(edit(script("cp \"$1\" " + seen), id)).as(err).isEqualTo(ExitCode.DONE);
    assertThat(err).contains("nothing was changed");
    assertThat(Files.readString(seen))
        .startsWith("name = quick\n")
        .endsWith("# lab edit: these --set values stay over what is above:\n#   seed=11\n");
  }

  @Test
  void whatCanNotBeRunIsToldByItsKeyAndChangesNothing() throws Exception {
    String id = submit();
    assertThat(edit(script("echo 'optimizee.knd = x' >> \"$1\""), id))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("mine.conf", "optimizee.knd", "nothing was changed");
    Matcher draft = Pattern.compile("what you wrote is in (\\S+)").matcher(err);
    assertThat(draft.find()).isTrue();
    assertThat(Path.of(draft.group(1))).content().contains("optimizee.knd = x");
    Files.delete(Path.of(draft.group(1)));
    Path seen = folder.resolve("seen");
    assertThat(edit(script("echo \"$1\" > " + seen + "; exit 3"), id)).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("ended with code 3", "nothing was changed").doesNotContain("is in /");
    assertThat(Path.of(Files.readString(seen).strip()).getParent()).doesNotExist();
    Path bad = Files.writeString(folder.resolve("bad.conf"), "optimizee.kind = sphere");
    assertThat(edit("false", id, "--file", bad.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("bad.conf", "optimizee.kind");
    assertThat(run("false", "status", id)).isEqualTo(ExitCode.DONE);
    assertThat(out).contains("quick");
  }

  @Test
  void aFileTakesItsPlaceWithoutAnEditor() throws Exception {
    String id = submit();
    Path other =
        Files.writeString(
            folder.resolve("other.conf"), "name = other\noptimizee.kind = quadratic\n");
    assertThat(edit("false", id, "--file", other.toString())).as(err).isEqualTo(ExitCode.DONE);
    assertThat(out).contains(id, "other", "paused");
  }

  @Test
  void withoutAnEditorAndATerminalItIsSaidWhatHelps() throws Exception {
    assertThat(edit("", submit())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("set EDITOR", "--file");
  }

  @Test
  void whatHasEndedOrNeverWasIsRefusedBeforeAnEditorOpens() throws Exception {
    Path opened = folder.resolve("opened");
    String id = submit();
    assertThat(run("false", "cancel", id)).isEqualTo(ExitCode.DONE);
    assertThat(edit("touch " + opened, id)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(id + " has ended");
    assertThat(edit("touch " + opened, "e4711")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("e4711");
    assertThat(opened).doesNotExist();
  }

  private static String script(String commands) throws Exception {
    Path script = Files.createTempFile(folder, "editor", ".sh");
    return "sh " + Files.writeString(script, commands + "\n");
  }

  private String submit(String... options) throws Exception {
    Path recipe =
        Files.writeString(
            folder.resolve("mine.conf"), "name = quick\noptimizee.kind = quadratic\n");
    List<String> words = new ArrayList<>(List.of(recipe.toString(), "--paused"));
    words.addAll(List.of(options));
    assertThat(run("false", "submit", words.toArray(String[]::new))).as(err).isZero();
    return out.strip();
  }

  private int edit(String editor, String... words) throws Exception {
    return run(editor, "edit", words);
  }

  private int run(String editor, String verb, String... words) throws Exception {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(List.of("--home", home.toString(), verb));
    line.addAll(List.of(words));
    Path outFile = folder.resolve("out");
    Path errFile = folder.resolve("err");
    var builder =
        new ProcessBuilder(line)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(outFile.toFile())
            .redirectError(errFile.toFile());
    builder.environment().remove("VISUAL");
    builder.environment().put("EDITOR", editor);
    int code = builder.start().waitFor();
    out = Files.readString(outFile, StandardCharsets.UTF_8);
    err = Files.readString(errFile, StandardCharsets.UTF_8);
    return code;
  }
}
