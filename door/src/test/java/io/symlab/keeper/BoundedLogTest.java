package io.symlab.keeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that another process has open to append to. */
class BoundedLogTest {
  @TempDir Path folder;

  private Path log;
  private Path before;
  private BoundedLog bounded;

  @BeforeEach
  void name() {
    log = folder.resolve("daemon.log");
    before = folder.resolve("daemon.1.log");
    bounded = new BoundedLog(log, before, 10);
  }

  @Test
  void aLogThatIsShortStaysAsItIs() throws Exception {
    bounded.cut();
    assertThat(log).doesNotExist();
    Files.writeString(log, "ten bytes\n");
    bounded.cut();
    assertThat(log).hasContent("ten bytes\n");
    assertThat(before).doesNotExist();
  }

  @Test
  void oneThatIsLongBeginsAnewUnderWhoAppendsToIt() throws Exception {
    try (var writer =
        Files.newOutputStream(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int round = 1; round <= 3; round++) {
        writer.write(("more than ten bytes, " + round + "\n").getBytes(StandardCharsets.UTF_8));
        bounded.cut();
        assertThat(log).isEmptyFile();
        assertThat(before).hasContent("more than ten bytes, " + round + "\n");
      }
      writer.write("short\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(log).hasContent("short\n");
  }
}
