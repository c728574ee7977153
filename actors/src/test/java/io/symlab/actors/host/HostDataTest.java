package io.symlab.actors.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.data.DataException;
import io.symlab.model.data.ImageSource;
import io.symlab.model.optimizee.OwnTask;
import io.symlab.model.optimizee.ProblemData;
import io.symlab.model.optimizee.ProblemFiles;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trial's data on a worker's machine: the same, others, or none. */
class HostDataTest {
  private static final Map<String, Integer> IDX =
      Map.of(
          "train-images.idx3-ubyte", 200,
          "train-labels.idx1-ubyte", 200,
          "t10k-images.idx3-ubyte", 50,
          "t10k-labels.idx1-ubyte", 50);

  @TempDir Path folder;

  @Test
  void theHostsOwnCopyIsUsedWhereItsSumIsTheTrials() throws IOException {
    Path labs = images(folder.resolve("lab"), 3);
    String recipe = digits(labs);
    String sum = sum(recipe);
    Path own = images(folder.resolve("own"), 3);
    var data = data(Map.of(ImageSource.MNIST, own.toString()));
    assertThat(place(data.find(recipe, sum))).contains(labs.toString());
    remove(labs);
    assertThat(place(data.find(recipe, sum))).contains(own.toString());
    images(own, 4);
    assertThat(data.find(recipe, sum)).isEmpty();
    assertThat(data(Map.of()).find(recipe, sum)).isEmpty();
  }

  @Test
  void whatIsFetchedOughtToBeTheTrials() throws IOException {
    Path labs = images(folder.resolve("lab"), 3);
    String recipe = digits(labs);
    String sum = sum(recipe);
    remove(labs);
    var data = data(Map.of());
    images(data.folder(sum), 4);
    assertThatThrownBy(() -> data.fetched(recipe, sum))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(
            "far", sum.substring(0, 12), sum(digits(data.folder(sum))).substring(0, 12));
    images(data.folder(sum), 3);
    String here = data.fetched(recipe, sum);
    assertThat(sum(here)).isEqualTo(sum);
    assertThat(data.find(recipe, sum)).contains(here);
  }

  @Test
  void aTaskOfTheUsersOwnIsReadFromWhereItWasFetchedTo() throws IOException {
    StageBegin begin = begin(folder.resolve("lab"));
    var settings = Recipe.ofJson(begin.getRecipe()).optimizee();
    var data = data(Map.of());
    Path target = data.folder(begin.getDataChecksum());
    for (var file : ProblemFiles.of(settings).entrySet()) {
      Files.createDirectories(target.resolve(file.getKey()).getParent());
      Files.copy(file.getValue(), target.resolve(file.getKey()));
    }
    remove(folder.resolve("lab"));
    assertThat(data.find(begin.getRecipe(), begin.getDataChecksum())).isPresent();
  }

  /** Each problem of a mixture has files of its own, and all come from where they are. */
  @Test
  void theProblemsOfAMixtureFindTheirFilesToo() throws IOException {
    Path one = images(folder.resolve("one"), 3);
    Path other = images(folder.resolve("other"), 4);
    String recipe =
        """
        {"name": "x", "optimizee": {
          "kind": "mlp", "batch": 10, "data": {"kind": "mnist", "directory": "%s"},
          "mixture": [
            {"kind": "lenet", "data": {"kind": "fashion-mnist", "directory": "%s"}},
            {"kind": "quadratic"}
          ]
        }}
        """
            .formatted(one, other);
    var settings = Recipe.ofJson(recipe).optimizee();
    String sum = sum(recipe);
    assertThat(sum).isNotEqualTo(sum(digits(one)));
    var data = data(Map.of());
    assertThat(data.find(recipe, sum)).isPresent();
    Path target = data.folder(sum);
    var files = ProblemFiles.of(settings);
    assertThat(files).hasSize(8);
    for (var file : files.entrySet()) {
      Files.createDirectories(target.resolve(file.getKey()).getParent());
      Files.copy(file.getValue(), target.resolve(file.getKey()));
    }
    remove(one);
    remove(other);
    assertThat(sum(data.find(recipe, sum).orElseThrow())).isEqualTo(sum);
  }

  @Test
  void whatIsNoChecksumNamesNoFolder() {
    assertThatThrownBy(() -> data(Map.of()).folder("../../x"))
        .isInstanceOf(ForeignMessageException.class);
  }

  private HostData data(Map<ImageSource, String> own) {
    return new HostData("far", own, folder.resolve("cache"));
  }

  private static Optional<String> place(Optional<String> recipe) {
    return recipe.map(one -> Recipe.ofJson(one).optimizee().data().directory());
  }

  private static String sum(String recipe) {
    return ProblemData.of(Recipe.ofJson(recipe).optimizee()).orElseThrow().checksum();
  }

  static void remove(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path one : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }

  /** A recipe on digits from a folder. */
  static String digits(Path folder) {
    return """
        {"name": "x", "optimizee": {
          "kind": "mlp", "batch": 10, "data": {"kind": "mnist", "directory": "%s"}
        }}
        """
        .formatted(folder);
  }

  /** A few digits in IDX files, which are others for each salt. */
  static Path images(Path folder, int salt) throws IOException {
    Files.createDirectories(folder);
    for (var file : IDX.entrySet()) {
      boolean labels = file.getKey().contains("labels");
      int size = labels ? 1 : 28 * 28;
      var bytes = ByteBuffer.allocate((labels ? 8 : 16) + file.getValue() * size);
      bytes.putInt(labels ? 0x0801 : 0x0803).putInt(file.getValue());
      if (!labels) {
        bytes.putInt(28).putInt(28);
      }
      for (int i = 0; bytes.hasRemaining(); i++) {
        bytes.put((byte) (labels ? i % 10 : i * salt));
      }
      Files.write(folder.resolve(file.getKey()), bytes.array());
    }
    return folder;
  }

  /** Work on a task of the user's own, whose files are written there. */
  static StageBegin begin(Path folder) throws IOException {
    Path script = Files.writeString(Files.createDirectories(folder).resolve("task.pt"), "a module");
    Path arrays = Files.createDirectories(folder.resolve("arrays"));
    Files.write(arrays.resolve("x.idx"), new byte[] {0, 0, 8, 1, 0, 0, 0, 2, 7, 9});
    Files.writeString(arrays.resolve("README"), "no array");
    return StageBegin.newBuilder()
        .setExperiment("e1")
        .setTrial(1)
        .setAttempt(1)
        .setStage("meta-train")
        .setDirectory("experiments/e1/1")
        .setSlots(1)
        .setRecipe(
            """
            {"name": "x", "optimizee": {
              "kind": "torchscript", "inputs": ["x"], "script": "%s", "arrays": "%s"
            }}
            """
                .formatted(script, arrays))
        .setDataChecksum(own(folder).checksum())
        .build();
  }

  private static OwnTask own(Path folder) {
    return new OwnTask(
        folder.resolve("task.pt").toString(), folder.resolve("arrays").toString(), List.of("x"));
  }
}
