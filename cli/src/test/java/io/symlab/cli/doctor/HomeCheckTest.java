package io.symlab.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a home is what a start makes of it. */
class HomeCheckTest {
  @TempDir Path folder;

  @Test
  void aHomeInWhichEverybodyMayWriteIsWrong() throws Exception {
    CheckResult found = of("rwxrwxrwx");
    assertThat(found.good()).isFalse();
    assertThat(found.toString()).contains("every user may write", "chmod 700");
  }

  @Test
  void aHomeThatOthersMayReadIsShutByAStart() throws Exception {
    CheckResult found = of("rwxr-xr-x");
    assertThat(found.good()).isTrue();
    assertThat(found.toString()).contains("open to other users");
  }

  private CheckResult of(String mode) throws Exception {
    Path home = Files.createDirectory(folder.resolve("home"));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString(mode));
    return HomeCheck.all(home).get(0);
  }
}
