package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab train} as a person calls it. */
class TrainVerbTest {
  @TempDir private Path folder;
  private String out;
  private String err;

  @BeforeEach
  void writeRecipes() throws IOException {
    Files.writeString(
        folder.resolve("bowl.conf"),
        "optimizee { kind = quadratic, instances = 2, dimension = 3 }, evaluate.steps = 25");
    Files.writeString(
        folder.resolve("digits.conf"),
        "optimizee { hidden = [12], batch = 50, initial-scale = 0.1, data.images = 1200 }");
  }

  private int run(String recipe, String name, String... words) {
    var output = new StringWriter();
    var errors = new StringWriter();
    List<String> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of(words));
    all.addAll(List.of("--recipe", folder.resolve(recipe).toString()));
    all.addAll(List.of("--out", folder.resolve(name).toString()));
    int code =
        Main.run(
            new PrintWriter(output), new PrintWriter(errors, true), all.toArray(String[]::new));
    out = output.toString();
    err = errors.toString();
    return code;
  }

  private byte[] file(String name) throws IOException {
    return Files.readAllBytes(folder.resolve(name));
  }

  @Test
  void aNetworkLearnsAndItsWeightsAreGoneOnFrom() throws IOException {
    assertThat(run("digits.conf", "a", "adam-cosine:0.01", "--epochs", "4"))
        .isEqualTo(ExitCode.DONE);
    assertThat(out.lines()).hasSize(5);
    assertThat(out).contains("epoch 4 of 4", "accuracy");
    List<String> curve = Files.readAllLines(folder.resolve("a/curve.csv"));
    assertThat(curve).hasSize(5).startsWith("epoch,loss,accuracy,seconds");
    assertThat(loss(curve.get(4))).isLessThan(0.6 * loss(curve.get(1)));

    assertThat(run("digits.conf", "same", "adam-cosine:0.01", "--epochs", "4"))
        .isEqualTo(ExitCode.DONE);
    assertThat(file("same/weights.safetensors")).isEqualTo(file("a/weights.safetensors"));

    String weights = folder.resolve("a/weights.safetensors").toString();
    int code = run("digits.conf", "b", "sgd:0.01", "--epochs", "1", "--from", weights, "--json");
    assertThat(code).isEqualTo(ExitCode.DONE);
    JsonNode epochs = new ObjectMapper().readTree(out).get("epochs");
    assertThat(epochs.get(0).get("loss").asDouble()).isLessThan(1.5 * loss(curve.get(4)));
    assertThat(epochs.get(0).get("accuracy").asDouble()).isGreaterThan(0.5);
  }

  private static double loss(String line) {
    return Double.parseDouble(line.split(",")[1]);
  }

  @Test
  void aProblemWithoutExamplesHasEpochsAsLongAsItsEvaluation() throws IOException {
    assertThat(run("bowl.conf", "bowl", "sgd:0.01", "--epochs", "2", "--on", "held-out"))
        .isEqualTo(ExitCode.DONE);
    JsonNode training = new ObjectMapper().readTree(file("bowl/training.json"));
    assertThat(training.get("steps_per_epoch").asInt()).isEqualTo(25);
    assertThat(training.get("half").asText()).isEqualTo("held-out");
    assertThat(out).doesNotContain("accuracy");
  }

  @Test
  void aRuleMayBeginWithAMinus() throws IOException {
    assertThat(
            run(
                "bowl.conf",
                "minus",
                "-0.01 * g",
                "--epochs",
                "1",
                "--scale",
                "1",
                "--features",
                "g"))
        .as(err)
        .isEqualTo(ExitCode.DONE);
    assertThat(run("bowl.conf", "sgd", "sgd:0.01", "--epochs", "1")).isEqualTo(ExitCode.DONE);
    assertThat(file("minus/curve.csv")).isEqualTo(file("sgd/curve.csv"));
    assertThat(
            run("bowl.conf", "column", "-0.01*g_0", "--epochs", "1", "--scale=1", "--features=g"))
        .isEqualTo(ExitCode.DONE);
    assertThat(file("column/curve.csv")).isEqualTo(file("sgd/curve.csv"));
    assertThat(run("bowl.conf", "typo", "sgd:0.01", "--epochs", "1", "--epoch", "2"))
        .isEqualTo(ExitCode.BAD_INPUT);
  }

  @Test
  void aRecipeMayIncludeOneThatComesWithSymlab() throws IOException {
    Files.writeString(
        folder.resolve("own.conf"), "include \"quadratic.conf\", optimizee.instances = 3");
    assertThat(run("own.conf", "own", "sgd:0.01", "--epochs", "1")).isEqualTo(ExitCode.DONE);
    JsonNode training = new ObjectMapper().readTree(file("own/training.json"));
    assertThat(training.get("recipe").asText()).contains("\"instances\" : 3", "\"quadratic\"");
    Files.writeString(folder.resolve("own.conf"), "include \"no-such.conf\"");
    refused("there is no file", "own.conf", "sgd:0.01", "--epochs", "1");
  }

  @Test
  void whatCannotBeDoneIsSaid() throws IOException {
    refused("is a sweep; name the one to train with", "bowl.conf", "sgd", "--epochs", "2");
    refused("--epochs must be 1 to", "bowl.conf", "sgd:0.1", "--epochs", "0");
    refused("choose train or held-out", "bowl.conf", "sgd:0.1", "--epochs", "1", "--on", "test");
    assertThat(run("bowl.conf", "wild", "sgd:1e9", "--epochs", "2")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("diverged", "smaller rate");
    assertThat(run("bowl.conf", "w", "sgd:0.01", "--epochs", "1")).isEqualTo(ExitCode.DONE);
    String weights = folder.resolve("w/weights.safetensors").toString();
    refused("no tensor weight1", "digits.conf", "sgd:0.1", "--epochs", "1", "--from", weights);
    refused(
        "there is no such file", "bowl.conf", "sgd:0.1", "--epochs", "1", "--from", weights + "x");
    assertThat(run("bowl.conf", "w", "sgd:0.01", "--epochs", "1")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("exists already");
  }

  private void refused(String why, String recipe, String... words) {
    assertThat(run(recipe, "none", words)).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains(why);
    assertThat(folder.resolve("none")).doesNotExist();
  }
}
