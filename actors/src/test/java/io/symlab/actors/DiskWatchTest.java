package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import io.symlab.actors.home.HomeTroubleException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskWatchTest {
  @TempDir Path home;

  @Test
  void aLabThatFindsTooLittleRoomSaysWhatThereIsToDo() {
    var config = ConfigFactory.parseString("symlab.disk-reserve = " + Long.MAX_VALUE);
    assertThatThrownBy(() -> DiskWatch.requireHealth(home, config))
        .isInstanceOf(HomeTroubleException.class)
        .hasMessageContainingAll(home.toString(), "symlab.disk-reserve", "make room", "--home");
  }
}
