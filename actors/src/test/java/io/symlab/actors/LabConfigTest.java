package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabConfigTest {
  @TempDir Path home;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          symlab.slotz = 3              | no setting symlab.slotz; did you mean symlab.slots?
          slots = 3                     | did you mean symlab.slots?
          symlabb.slots = 3             | no setting symlabb; did you mean symlab?
          symlab.retry.bugdet = 3       | did you mean symlab.retry.budget?
          symlab.port = 4711            | no setting symlab.port
          symlab.slots = abc            | symlab.slots wants a whole number, is abc
          symlab.slots = -5             | symlab.slots must be from 0 to 4096, is -5
          symlab.slots = null           | symlab.slots wants a whole number
          symlab.slots = 1.5            | symlab.slots wants a whole number, is 1.5
          symlab = 3                    | symlab is no block of settings
          symlab.device = toaster       | symlab.device wants cpu, or gpu0, gpu1, ..., is toaster
          symlab.rule-engine = steam    | symlab.rule-engine wants fused or djl, is steam
          symlab.stop-timeout = soon    | wants a time such as 5s or 2m, is soon
          symlab.retry.budget = 0       | symlab.retry.budget must be from 1
          akka.loglevel = TOAST         | akka.loglevel wants OFF, ERROR, WARNING, INFO or DEBUG, is TOAST
          akka.stdout-loglevel = LOUD   | akka.stdout-loglevel wants OFF, ERROR
          akka.loglevl = INFO           | no setting akka.loglevl; did you mean akka.loglevel?
          akka = 3                      | akka is no block of settings
          symlab { slots = 3            | can't read the settings
          symlab.slots = ${nothing}     | can't read the settings
          """)
  void refusesInWordsWhatCanNotBeUsed(String setting, String said) throws Exception {
    Files.writeString(home.resolve("lab.conf"), "# settings\n" + setting + "\n");
    assertThatThrownBy(() -> LabConfig.daemon(home, ConfigFactory.empty()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(home.resolve("lab.conf").toString())
        .hasMessageContaining(said)
        .extracting(e -> ((LabException) e).exitCode())
        .isEqualTo(LabException.BAD_INPUT);
  }

  @Test
  void tellsAllThatIsWrongWithItsLine() throws Exception {
    Files.writeString(home.resolve("lab.conf"), "symlab {\n slotz = 1\n devise = cpu\n}\n");
    assertThatThrownBy(() -> LabConfig.daemon(home, ConfigFactory.empty()))
        .hasMessageContaining("lab.conf:2: there is no setting symlab.slotz")
        .hasMessageContaining("lab.conf:3: there is no setting symlab.devise");
  }

  @Test
  void tellsOfADeviceOnce() throws Exception {
    Files.writeString(home.resolve("lab.conf"), "symlab.device = toaster\n");
    assertThatThrownBy(() -> LabConfig.daemon(home, ConfigFactory.empty()))
        .message()
        .containsOnlyOnce("toaster");
  }

  @Test
  void takesWhatIsRight() throws Exception {
    Files.writeString(
        home.resolve("lab.conf"),
        """
        symlab { slots = 3, device = gpu0, retry.backoff = 1s, data.mnist = "/data/x" }
        symlab.blocking-dispatcher.thread-pool-executor.fixed-pool-size = 6
        akka.loglevel = INFO
        """);
    var config = LabConfig.daemon(home, ConfigFactory.parseString("symlab.slots = 2"));
    assertThat(config.getInt("symlab.slots")).isEqualTo(2);
    assertThat(config.getInt("symlab.work-dispatcher.thread-pool-executor.fixed-pool-size"))
        .isEqualTo(2);
    assertThat(config.getString("symlab.device")).isEqualTo("gpu0");
  }
}
