package io.symlab.experiment.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.table.Table;
import io.symlab.symbolic.table.TableException;
import io.symlab.symbolic.table.TableFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZstdTest {
  /** a,b,y; 1,2,3; 4,5,6; 7,8,9; then i, i^2, 2 i from 1 to 9: as zstd 1.5.4 writes it. */
  private static final byte[] FRAME =
      HexFormat.of()
          .parseHex(
              "28b52ffd2459fd010052850d11b0a5390c003cac44b66d2fd9042b05f208b45efb581ba91f3d28bde622"
                  + "d0852c685727d6f790a685722f6f7bb0161367b91c160e0201004c09541413d03394");

  @TempDir private Path folder;

  @Test
  void aTableIsReadFromIt() throws IOException {
    Path file = Files.write(folder.resolve("t.csv"), FRAME);
    Table table = TableFile.read(file);
    assertThat(table.names()).containsExactly("a", "b", "y");
    assertThat(table.columns()[0]).containsExactly(1, 4, 7, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    assertThat(table.columns()[1]).endsWith(49, 64, 81);
  }

  @Test
  void whatIsCutOrDamagedIsToldInWords() throws IOException {
    for (int length = 5; length < FRAME.length; length++) {
      assertRefused(Arrays.copyOf(FRAME, length));
    }
    byte[] damaged = FRAME.clone();
    Arrays.fill(damaged, 12, 40, (byte) 0x5A);
    assertRefused(damaged);
  }

  private void assertRefused(byte[] content) throws IOException {
    Path file = Files.write(folder.resolve("bad.zst"), content);
    assertThatThrownBy(() -> TableFile.read(file))
        .isInstanceOf(TableException.class)
        .hasMessageContaining("bad.zst is ")
        .hasMessageMatching("(?s).*(cut short|damaged|empty).*");
  }
}
