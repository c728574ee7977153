package io.symlab.experiment.results;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.experiment.LabException;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that earlier versions wrote still open, and are still what is written today. */
class StoredFrontsTest {
  @TempDir private Path folder;

  private static byte[] stored(String name) throws IOException {
    try (InputStream in = StoredFrontsTest.class.getResourceAsStream("/stored-fronts/" + name)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"trial-1.json", "table-1.json"})
  void aStoredFrontIsWrittenAsItWas(String name) throws IOException {
    byte[] bytes = stored(name);
    String written = new String(FrontFile.ofBytes(bytes, name).toBytes(), UTF_8);
    // A choice that there was not then is added.
    assertThat(written).containsPattern("\"simplest\" : [0-9]+,");
    assertThat(written.replaceFirst(" *\"simplest\" : [0-9]+,\n", ""))
        .isEqualTo(new String(bytes, UTF_8));
  }

  @Test
  void aTrialsFrontHasItsRowsAndMarks() throws Exception {
    FrontFile front = FrontFile.ofBytes(stored("trial-1.json"), "trial-1.json");
    assertThat(front.rows()).hasSize(25);
    assertThat(front.names().columns()).startsWith("mt_0", "gt_0").hasSize(20);
    assertThat(front.names().signals().isEmpty()).isTrue();
    assertThat(front.front().marks()).containsEntry(FrontChoice.BEST, 23);
    assertThat(front.chosenRow()).isEqualTo(front.front().accuracy());
    assertThat(front.choose("")).isEqualTo(front.chosenRow());
    assertThat(front.layout().columns()).startsWith("mt_0").endsWith("y").hasSize(21);
    // The marks of then are those that would be made today.
    assertThat(new ScoredFront(front.rows()).marks()).isEqualTo(front.front().marks());
  }

  @Test
  void aTablesFrontHasItsSignalsAndLayout() throws Exception {
    Path file = Files.write(folder.resolve("front.json"), stored("table-1.json"));
    FrontFile front = FrontFile.read(folder);
    assertThat(FrontFile.read(file)).isEqualTo(front);
    assertThat(front.names().signals().of(0).name()).isEqualTo("g");
    assertThat(front.layout().columns()).containsExactly("g_0", "g_1", "g_2", "g_3", "t", "y");
    assertThat(front.text(front.choose("5"))).isEqualTo("-0.38224155 * ema_hat(g, 0.48665512)");
    assertThat(front.readable(front.choose("knee"))).isEqualTo("-0.3822 * ema_hat(g, 0.4867)");
    assertThat(front.formula(front.choose("best")).figures()).containsEntry("complexity", 10.0);
    assertThat(front.table().orElseThrow().settings().at("/lags/0").asText()).isEqualTo("g=4");
  }

  @Test
  void whatIsMissingOrDamagedIsToldWithItsFile() throws IOException {
    assertThatThrownBy(() -> FrontFile.read(folder))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("front.json: it does not exist");
    String text = new String(stored("trial-1.json"), UTF_8).replaceFirst("mt_0 ", "mt_77 ");
    Files.writeString(folder.resolve("front.json"), text);
    assertThatThrownBy(() -> FrontFile.read(folder))
        .isInstanceOfSatisfying(
            LabException.class, e -> assertThat(e.exitCode()).isEqualTo(LabException.BAD_INPUT))
        .hasMessageContaining("front.json is damaged")
        .hasMessageContaining("mt_77");
  }

  @Test
  void rowsThatAreNotThereAreToldWithThoseThatAre() throws Exception {
    FrontFile front = FrontFile.ofBytes(stored("table-1.json"), "table-1.json");
    assertThatThrownBy(() -> front.choose("nicest"))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("best, accuracy, knee or a complexity")
        .hasMessageContaining("[1, 3, 5, 10, 11]");
  }
}
