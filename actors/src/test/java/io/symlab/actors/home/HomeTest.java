package io.symlab.actors.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.experiment.LabException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The folder that a lab lives in. */
class HomeTest {
  @TempDir Path folder;

  @Test
  void isWhatTheUserSaysElseTheEnvironmentElseInTheirOwnFolder() {
    var environment = Map.of("SYMLAB_HOME", "/srv/lab");
    assertThat(Home.locate(Optional.of(Path.of("/a/../b")), environment)).hasToString("/b");
    assertThat(Home.locate(Optional.empty(), environment)).hasToString("/srv/lab");
    assertThat(Home.locate(Optional.empty(), Map.of()))
        .isEqualTo(Path.of(System.getProperty("user.home"), ".symlab"));
  }

  @Test
  void hasItsRoomsBeforeAnythingStarts() throws Exception {
    try (Home home = Home.open(folder.resolve("deep/home"))) {
      for (String room : new String[] {"journal", "snapshots", "tmp", "experiments"}) {
        assertThat(home.path().resolve(room)).isDirectory();
      }
    }
  }

  @Test
  void sweepsOutWhatACrashLeftBehind() throws Exception {
    Home.open(folder).close();
    Files.createDirectories(folder.resolve("tmp/nested"));
    Files.writeString(folder.resolve("tmp/nested/library.so"), "left");
    Files.writeString(folder.resolve("endpoint.json"), "{\"pid\": 1}");
    Files.writeString(folder.resolve("lab.conf.1.tmp"), "half");
    Path half = Files.writeString(folder.resolve("snapshots/snapshot-lab-50-1tmp"), "half");
    Path whole = Files.writeString(folder.resolve("snapshots/snapshot-lab-50-1"), "whole");
    try (Home home = Home.open(folder)) {
      assertThat(home.path().resolve("tmp")).isEmptyDirectory();
      assertThat(folder.resolve("endpoint.json")).doesNotExist();
      assertThat(folder.resolve("lab.conf.1.tmp")).doesNotExist();
      assertThat(half).doesNotExist();
      assertThat(whole).exists();
    }
  }

  @Test
  void isHeldByOneAtATime() throws Exception {
    try (Home home = Home.open(folder)) {
      assertThatThrownBy(() -> Home.open(home.path()))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("pid " + ProcessHandle.current().pid())
          .hasMessageContaining("lab down");
    }
    Home.open(folder).close();
  }

  @Test
  void saysWhenItCanNotBeAFolder() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatThrownBy(() -> Home.open(file))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("--home");
  }

  @Test
  void refusesAHomeInWhichEveryUserMayWrite() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThatThrownBy(() -> Home.open(folder))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("rwxrwxrwx")
        .hasMessageContaining("chmod 700");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void shutsAHomeThatOthersMayLookInto() throws Exception {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Home.open(folder).close();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
  }

  @Test
  void saysThatItWasOpenUnlessThereWasNothingToSee() throws Exception {
    var open = PosixFilePermissions.fromString("rwxr-xr-x");
    Files.setPosixFilePermissions(folder, open);
    assertThat(HomeModes.shut(folder)).isEmpty();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    Files.createDirectory(folder.resolve("journal"));
    Files.setPosixFilePermissions(folder, open);
    assertThat(HomeModes.shut(folder).orElseThrow()).contains(folder.toString(), "rwxr-xr-x");
    assertThat(HomeModes.shut(folder)).isEmpty();
  }

  @Test
  void leavesAFolderOfOtherThingsAsItIs() throws Exception {
    Files.writeString(folder.resolve("thesis.tex"), "");
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> Home.open(folder))
        .isInstanceOf(LabException.class)
        .hasMessageContaining(folder + " is no lab's home")
        .extracting(e -> ((LabException) e).exitCode())
        .isEqualTo(LabException.BAD_INPUT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwxr-xr-x");
    assertThat(folder).isDirectoryNotContaining(path -> !path.endsWith("thesis.tex"));
  }

  @Test
  void sweepsOutDraftsOfFilesThatWereNeverWhole() throws Exception {
    Files.writeString(folder.resolve("lab.conf.123.tmp"), "half");
    Home.open(folder).close();
    assertThat(folder.resolve("lab.conf.123.tmp")).doesNotExist();
  }

  @Test
  @Timeout(60)
  void noticesThatItHasBeenDeleted() throws Exception {
    Path home = folder.resolve("home");
    var lost = new CountDownLatch(1);
    try (Home held = Home.open(home)) {
      held.whenLost(lost::countDown);
      Files.delete(home.resolve("lock"));
      lost.await();
    }
  }
}
