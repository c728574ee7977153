package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class HookTest {
  @TempDir Path folder;

  private String run(String script, Duration most) throws Exception {
    return Hook.start(
            List.of("/bin/sh", "-c", script), Map.of("SYMLAB_ID", "e7"), folder.resolve("hook.log"))
        .await(most);
  }

  @Test
  void itsOutputAndItsEndAreKept() throws Exception {
    assertThat(run("echo of $SYMLAB_ID", Duration.ofMinutes(1))).isEqualTo("ended in order");
    assertThat(folder.resolve("hook.log")).hasContent("of e7\n");
    assertThat(run("exit 4", Duration.ofMinutes(1))).startsWith("failed with exit code 4, see ");
  }

  @Test
  @Timeout(60)
  void oneThatTakesTooLongIsEndedWithWhatItStarted() throws Exception {
    String script = "sleep 1000 & echo $! > child; wait";
    assertThat(run(script, Duration.ofSeconds(5))).isEqualTo("was ended after 5 s");
    long child = Long.parseLong(Files.readString(folder.resolve("child")).strip());
    while (runs(child)) {
      Thread.sleep(10);
    }
  }

  /** One that has ended and that nobody has asked for yet does not. */
  private static boolean runs(long pid) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    try {
      return Files.isReadable(stat) && !Files.readString(stat).contains(") Z ");
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  @Test
  @Timeout(60)
  void endlessOutputIsCut() throws Exception {
    assertThat(run("head -c 3000000 /dev/zero", Duration.ofMinutes(1))).isEqualTo("ended in order");
    assertThat(Files.size(folder.resolve("hook.log"))).isEqualTo(64 * 1024);
  }
}
