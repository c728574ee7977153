package io.symlab.actors.work;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveTest {
  private static final List<String> COLUMNS = List.of("meta-loss", "held-out");

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("e1/0/meta-loss.csv");
  }

  private void write(long from, long... steps) throws IOException {
    try (var curve = Curve.open(path, COLUMNS, from)) {
      for (long step : steps) {
        curve.append(step, Map.of("meta-loss", 1.0 / (step + 3)));
      }
      curve.force();
    }
  }

  @Test
  void aMissingReadingLeavesItsCellEmpty() throws IOException {
    write(-1, 1);
    assertThat(path).hasContent("step,meta-loss,held-out\n1,0.25,\n");
  }

  @Test
  void aCurveThatIsCutAndWrittenAgainIsTheUninterruptedOne() throws IOException {
    write(-1, 0, 20, 40, 60, 80);
    String uninterrupted = Files.readString(path);
    write(40, 60, 80);
    assertThat(path).hasContent(uninterrupted);
  }

  @Test
  void aRowCutShortGoes() throws IOException {
    write(-1, 0, 20, 40);
    String whole = Files.readString(path);
    Files.writeString(path, "6", StandardOpenOption.APPEND);
    write(60, 60);
    assertThat(Files.readString(path)).startsWith(whole + "60,").endsWith("\n");
  }

  @Test
  void aFreshStartForgetsTheOldRows() throws IOException {
    write(-1, 0, 20);
    write(-1);
    assertThat(path).hasContent("step,meta-loss,held-out\n");
  }
}
