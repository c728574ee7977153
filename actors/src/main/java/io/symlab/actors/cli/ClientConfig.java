package io.symlab.actors.cli;

import com.typesafe.config.Config;
import io.symlab.actors.LabConfig;
import io.symlab.actors.home.Keys;

/** The settings of a client's actor system: as little as answers fast. */
final class ClientConfig {
  private ClientConfig() {}

  static Config of(Keys keys) {
    return LabConfig.client(keys);
  }
}
