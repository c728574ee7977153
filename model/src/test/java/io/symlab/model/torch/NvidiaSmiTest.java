package io.symlab.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the driver's program says, by programs that say the same. */
class NvidiaSmiTest {
  @TempDir Path folder;

  private Path program(String script) throws IOException {
    Path file = folder.resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void readsGpusWhoseNamesHaveCommas() throws Exception {
    Path smi =
        program(
            "echo '0, 24564, 24000, 570.86, NVIDIA RTX 4090, 24 GB'; echo '1, 8, 4, 570.86, T4'");
    assertThat(NvidiaSmi.gpus(smi))
        .containsExactly(
            new NvidiaSmi.Gpu(0, "NVIDIA RTX 4090, 24 GB", 24564L << 20, 24000L << 20, "570.86"),
            new NvidiaSmi.Gpu(1, "T4", 8 << 20, 4 << 20, "570.86"));
  }

  @Test
  void passesOnWhyItFails() throws Exception {
    Path smi =
        program("echo 'Failed to initialize NVML: Driver/library version mismatch'; exit 18");
    assertThatThrownBy(() -> NvidiaSmi.gpus(smi)).hasMessageContaining("version mismatch");
  }

  @Test
  void saysWhatItCouldNotUnderstand() throws Exception {
    Path smi = program("echo 'No devices were found'");
    assertThatThrownBy(() -> NvidiaSmi.gpus(smi)).hasMessageContaining("No devices were found");
  }

  @Test
  void isFoundOnThePathOrNot() throws Exception {
    Path smi = program("exit 0");
    assertThat(NvidiaSmi.find("/no/such:" + folder)).contains(smi);
    assertThat(NvidiaSmi.find("/no/such")).isEmpty();
  }
}
