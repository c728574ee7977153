package io.symlab.actors.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.symlab.model.torch.NvidiaSmi.Gpu;
import io.symlab.proto.DeviceRecord;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code symlab.devices} may say, on a machine with two GPUs. */
class DeviceSettingsTest {
  private static final long GB = 1_000_000_000;
  private static final List<Gpu> TWO =
      List.of(new Gpu(0, "Ada", 24 * GB, GB, "570.1"), new Gpu(1, "Hopper", 80 * GB, GB, "570.1"));

  private static ConfigValue setting(String text) {
    return ConfigFactory.parseString("devices = " + text).getValue("devices");
  }

  private static List<String> read(String text) {
    return DeviceSettings.read(setting(text), () -> TWO).stream()
        .map(one -> one.getName() + " " + one.getShares() + " " + one.getMemory() / GB)
        .toList();
  }

  @Test
  void theProcessorIsThereAnyhow() {
    assertThat(read("cpu")).isEmpty();
    assertThat(read("[cpu]")).isEmpty();
    assertThat(read("[]")).isEmpty();
  }

  @Test
  void gpusHaveTheMemoryThatTheirDriverSays() {
    assertThat(read("[gpu1]")).containsExactly("gpu1 1 80");
    assertThat(read("all")).containsExactly("gpu0 1 24", "gpu1 1 80");
    assertThat(read("[gpu0, cpu, gpu1]")).containsExactly("gpu0 1 24", "gpu1 1 80");
  }

  @Test
  void aBlockSaysHowOneIsDivided() {
    assertThat(read("[{ kind = gpu1, shares = 4, memory = 60 GB }]")).containsExactly("gpu1 4 60");
    assertThat(read("[{ kind = all, shares = 2 }]")).containsExactly("gpu0 2 24", "gpu1 2 80");
  }

  @Test
  void theSettingInFewWords() {
    assertThat(DeviceSettings.words(setting("[gpu0, { kind = fake-gpu, count = 8 }]")))
        .isEqualTo("gpu0, 8 fake-gpu");
    assertThat(DeviceSettings.words(setting("[]"))).isEqualTo("cpu");
  }

  @Test
  void noDeviceHasMoreMemoryThanItHas() {
    assertThat(read("[{ kind = gpu0, memory = 600 GB }]")).containsExactly("gpu0 1 24");
  }

  @Test
  void fakeOnesAreNumberedThroughAndNeedNoDriver() {
    String text = "[{ kind = fake-gpu, count = 2, memory = 16 GB, shares = 4 }, fake-gpu]";
    assertThat(
            DeviceSettings.read(
                setting(text),
                () -> {
                  throw new IllegalStateException("the driver is asked");
                }))
        .extracting(DeviceRecord::getName, DeviceRecord::getShares)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("fake-gpu0", 4),
            org.assertj.core.groups.Tuple.tuple("fake-gpu1", 4),
            org.assertj.core.groups.Tuple.tuple("fake-gpu2", 1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [gpu2]                               | this machine has gpu0 (Ada), gpu1 (Hopper)
          [gpu0, gpu0]                         | names gpu0 twice
          [all, gpu1]                          | names gpu1 twice
          toaster                              | wants cpu, gpu0, gpu1, ..., all
          [3]                                  | wants cpu, gpu0, gpu1, ..., all
          [{ kind = gpu0, count = 2 }]         | there is one
          [{ kind = fake-gpu, shares = 0 }]    | shares = 0: must be from 1 to
          [{ kind = fake-gpu, share = 2 }]     | did you mean shares?
          [{ shares = 2 }]                     | kind
          [{ kind = fake-gpu, memory = much }] | memory
          [{ kind = fake-gpu, memory = -1 }]   | negative number
          """)
  void refusesInWordsWhatCanNotBe(String text, String said) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(said);
  }

  @Test
  void saysThatThereIsNoGpu() {
    for (String text : List.of("all", "[gpu0]")) {
      assertThatThrownBy(() -> DeviceSettings.read(setting(text), List::of))
          .hasMessageContaining("no GPU that nvidia-smi knows of; choose cpu");
    }
  }

  @Test
  void oneProcessHasADeviceAndTheOtherIsToldWho(@TempDir Path folder) throws Exception {
    List<DeviceRecord> both = DeviceSettings.read(setting("all"), () -> TWO);
    List<DeviceRecord> one = DeviceSettings.read(setting("[gpu1]"), () -> TWO);
    try (DeviceLocks held = DeviceLocks.take(folder, one)) {
      assertThatThrownBy(() -> DeviceLocks.take(folder, both))
          .hasMessageContaining("gpu1 is taken")
          .hasMessageContaining("pid " + ProcessHandle.current().pid());
      assertThat(held).isNotNull();
    }
    DeviceLocks.take(folder, both).close(); // what was taken before the refusal is free again
  }
}
