package io.symlab.actors.work.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.actors.store.DamagedFileException;
import io.symlab.symbolic.sample.SampleBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleLogTest {
  @TempDir Path folder;
  private Path path;

  @BeforeEach
  void name() {
    path = folder.resolve("e1/0/samples.bin");
  }

  private static SampleBatch batch(int number) {
    float[] values = new float[6];
    for (int i = 0; i < values.length; i++) {
      values[i] = number + i / 8f;
    }
    return new SampleBatch(number, 2, 3, values);
  }

  private long write(int batches) throws IOException {
    try (var log = SampleLog.open(path, 0)) {
      for (int i = 0; i < batches; i++) {
        log.append(batch(i));
      }
      log.force();
      return log.length();
    }
  }

  @Test
  void whatWasWrittenIsReadInOrder() throws IOException {
    long length = write(3);
    try (var log = SampleLog.open(path, length)) {
      assertThat(log.batches()).isEqualTo(3);
      assertThat(log.length()).isEqualTo(length);
      assertThat(log.read(2).number()).isEqualTo(2);
      assertThat(log.read(2).values()).isEqualTo(batch(2).values());
      assertThat(log.read(0).values()).isEqualTo(batch(0).values());
      assertThat(log.read(1).width()).isEqualTo(3);
    }
  }

  @Test
  void aLogIsCutBackToTheNamedLengthAndGoesOn() throws IOException {
    long two = write(2);
    long four = write(4);
    byte[] whole = Files.readAllBytes(path);
    try (var log = SampleLog.open(path, two)) {
      assertThat(Files.size(path)).isEqualTo(two);
      log.append(batch(2));
      log.append(batch(3));
      assertThat(log.length()).isEqualTo(four);
    }
    assertThat(Files.readAllBytes(path)).isEqualTo(whole);
  }

  @Test
  void aShorterFileIsDamaged() throws IOException {
    long length = write(2);
    Files.write(path, java.util.Arrays.copyOf(Files.readAllBytes(path), (int) length - 1));
    assertThatThrownBy(() -> SampleLog.open(path, length))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("samples.bin");
  }

  @Test
  void aChangedValueIsSeen() throws IOException {
    long length = write(2);
    byte[] bytes = Files.readAllBytes(path);
    bytes[bytes.length - 1] ^= 1;
    Files.write(path, bytes);
    assertThatThrownBy(() -> SampleLog.open(path, length))
        .isInstanceOf(DamagedFileException.class)
        .hasMessageContaining("batch 1");
  }

  @Test
  void numbersHaveNoGaps() throws IOException {
    try (var log = SampleLog.open(path, 0)) {
      assertThatThrownBy(() -> log.append(batch(1))).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
