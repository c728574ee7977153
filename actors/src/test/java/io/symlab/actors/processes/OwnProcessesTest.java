package io.symlab.actors.processes;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.host.DeviceSettings;
import io.symlab.actors.worker.DeviceWorker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which processes a lab has for its devices, and how one's end is told. */
class OwnProcessesTest {
  @TempDir Path home;

  private List<OwnProcess> of(String settings) {
    return OwnProcess.of(home, ConfigFactory.parseString("symlab { " + settings + " }"));
  }

  @Test
  void thereIsOneForEachDeviceBesideTheProcessor() {
    assertThat(of("device-processes = on, devices = [cpu]")).isEmpty();
    assertThat(of("device-processes = off, devices = [{ kind = fake-gpu }]")).isEmpty();
    var two = of("device-processes = on, devices = [{ kind = fake-gpu, count = 2, shares = 4 }]");
    assertThat(two).map(OwnProcess::name).containsExactly("lab-fake-gpu0", "lab-fake-gpu1");
    assertThat(two.get(1).resources().slots()).isZero();
    assertThat(two.get(1).resources().gpus().get(0).shares()).isEqualTo(4);
  }

  @Test
  void theirSettingsMeanThatDeviceAndNoOther() {
    var two = of("device-processes = on, devices = [{ kind = fake-gpu, count = 2, shares = 4 }]");
    var written =
        ConfigFactory.parseMap(
            java.util.Map.of("devices", List.of(DeviceSettings.setting(two.get(1).device()))));
    assertThat(DeviceSettings.read(written.getValue("devices"), List::of))
        .containsExactly(two.get(1).device());
  }

  @Test
  void whatTheyRunIsThere() {
    assertThat(OwnProcesses.MAIN).isEqualTo(DeviceWorker.class.getName());
  }

  @Test
  void theEndIsToldWithTheLastWords() throws Exception {
    Path output = Files.writeString(home.resolve("output.txt"), "one\ngpu0 is taken\n\n");
    assertThat(ProcessStarter.ending(2, output)).contains("exit code 2", "gpu0 is taken");
    assertThat(ProcessStarter.ending(139, home.resolve("none"))).contains("signal 11");
  }
}
