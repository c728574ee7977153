package io.symlab.cli.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit that {@code lab up --systemd} installs. */
class SystemdUnitTest {
  private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
  private static final Path TRUE = Path.of("/bin/true");

  @TempDir private Path folder;

  @Test
  void systemdTakesIt() throws Exception {
    for (String home : new String[] {"/tmp/lab", "/tmp/a \"b\" 100% $HOME \\ é"}) {
      var unit = SystemdUnit.of(TRUE, Path.of(home), Map.of("SYMLAB_MNIST", "/data/it's \"new\""));
      assertThat(verify(unit)).as(home).isEmpty();
    }
  }

  @Test
  void aUnitThatIsBrokenWouldBeNoticed() throws Exception {
    var unit = SystemdUnit.of(TRUE, Path.of("/tmp/lab"), Map.of());
    var broken = new SystemdUnit(unit.name(), unit.text().replace("KillMode=", "KillMoode="));
    assertThat(verify(broken)).contains("KillMoode");
  }

  @Test
  void saysWhatALabNeedsAndNoMore() {
    var unit =
        SystemdUnit.of(
            Path.of("/opt/symlab/lab"),
            Path.of("/data/night"),
            Map.of("SYMLAB_HEAP", "2g", "SYMLAB_HOME", "/data/night", "SECRET", "x"));
    assertThat(unit.text())
        .contains("ExecStart=\"/opt/symlab/lab\" up --foreground --home \"/data/night\"")
        .contains("Environment=\"SYMLAB_HEAP=2g\"")
        .contains("Environment=\"JAVA_HOME=" + System.getProperty("java.home") + "\"")
        .contains("RestartPreventExitStatus=2")
        .doesNotContain("SECRET", "SYMLAB_HOME", "@");
  }

  @Test
  void eachHomeHasAUnitOfItsOwn() {
    Map<String, String> here = Map.of("HOME", "/home/ada");
    assertThat(name("/home/ada/.symlab", here)).isEqualTo("symlab.service");
    assertThat(name("/data/a-b", here)).isNotEqualTo(name("/data/a/b", here));
    assertThat(name("/data/" + "x".repeat(300) + "/é", here))
        .matches("symlab-[A-Za-z0-9-]+\\.service")
        .hasSizeLessThan(80);
  }

  @Test
  void liesWhereSystemdLooks() throws Exception {
    assertThat(SystemdUnit.folder(Map.of("XDG_CONFIG_HOME", folder.toString())))
        .isEqualTo(folder.resolve("systemd/user"));
    assertThat(SystemdUnit.folder(Map.of())).endsWithRaw(Path.of(".config/systemd/user"));
    var unit = SystemdUnit.of(TRUE, Path.of("/tmp/lab"), Map.of());
    assertThat(unit.write(folder.resolve("a/b"))).hasContent(unit.text());
  }

  private static String name(String home, Map<String, String> environment) {
    return SystemdUnit.of(TRUE, Path.of(home), environment).name();
  }

  /** What systemd has against a unit. */
  private String verify(SystemdUnit unit) throws Exception {
    assumeThat(ANALYZE).as("no systemd-analyze to judge the unit").isExecutable();
    Path file = unit.write(Files.createTempDirectory(folder, "unit"));
    var process =
        new ProcessBuilder(ANALYZE.toString(), "verify", "--user", "--man=no", file.toString())
            .redirectErrorStream(true);
    process.environment().put("XDG_RUNTIME_DIR", folder.toString());
    var running = process.start();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    running.waitFor();
    return said.strip();
  }
}
