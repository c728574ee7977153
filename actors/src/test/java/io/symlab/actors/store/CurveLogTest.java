package io.symlab.actors.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CurveLogTest {
  private static final List<String> COLUMNS = List.of("epoch", "meta-loss", "held-out");

  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("e1/0/meta-loss.csv");
  }

  private void write(long last, long... epochs) throws IOException {
    try (var curve = CurveLog.open(path, COLUMNS, last)) {
      for (long epoch : epochs) {
        curve.append(new CurveLog.Row(epoch, 1.0 / (epoch + 3), Double.NaN));
      }
      curve.force();
    }
  }

  @Test
  void aReadingThatIsMissingLeavesItsCellEmpty() throws IOException {
    write(0, 1);
    assertThat(path).hasContent("epoch,meta-loss,held-out\n1,0.25,\n");
  }

  @Test
  void aCurveThatIsCutAndWrittenAgainIsTheUninterruptedOne() throws IOException {
    write(0, 1, 2, 3, 4, 5);
    String uninterrupted = Files.readString(path);
    write(3, 4, 5);
    assertThat(path).hasContent(uninterrupted);
  }

  @Test
  void aRowCutShortGoes() throws IOException {
    write(0, 1, 2, 3);
    String whole = Files.readString(path);
    Files.writeString(path, "4", StandardOpenOption.APPEND);
    write(4, 4);
    assertThat(Files.readString(path)).startsWith(whole + "4,").endsWith("\n").hasLineCount(5);
  }

  @Test
  void aFreshStartForgetsTheOldRows() throws IOException {
    write(0, 1, 2);
    write(0);
    assertThat(path).hasContent("epoch,meta-loss,held-out\n");
  }
}
