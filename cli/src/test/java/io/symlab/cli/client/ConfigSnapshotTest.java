package io.symlab.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigSnapshotTest {
  @Test
  void everySettingOfAkkaComesBackAsItWas() throws IOException {
    Config settings = ConfigFactory.load().withOnlyPath("akka");
    byte[] bytes = ConfigSnapshot.encode(settings.root().unwrapped());
    Config back = ConfigValueFactory.fromMap(ConfigSnapshot.decode(bytes)).toConfig();
    assertThat(back.root().unwrapped().toString())
        .isEqualTo(settings.root().unwrapped().toString());
    assertThat(back.getStringList("akka.remote.artery.ssl.config-ssl-engine.enabled-algorithms"))
        .isNotEmpty();
  }

  @Test
  void bytesThatAreNoSettingsAreRefused() throws IOException {
    byte[] bytes = ConfigSnapshot.encode(Map.of("a", 1.5, "b", true));
    assertThatThrownBy(() -> ConfigSnapshot.decode(Arrays.copyOf(bytes, bytes.length - 1)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ConfigSnapshot.decode(new byte[] {'x'}))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> ConfigSnapshot.decode(new byte[] {'t'}))
        .isInstanceOf(IOException.class);
  }
}
