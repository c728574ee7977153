package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.cli.exit.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher script, on a tree with a builder and a Java that only write down that they ran. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {
  private static final String BUILDER =
      """
      #!/usr/bin/env bash
      [ ! -e broken ] || { echo "cannot compile Thing.java"; exit 1; }
      for word in "$@"; do case $word in -Dlauncher.lib=*) lib=${word#*=} ;; esac; done
      sleep 0.2
      echo "[INFO] Building Symlab :: proto 0.1.0                              [2/9]"
      echo "[INFO] Building Symlab :: model 0.1.0                              [4/9]"
      echo built >>builds.txt
      echo x >"$lib/symlab-actors-1.jar"
      echo x >"$lib/akka-1.jar"
      """;

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      case " $* " in *" rehearse "*) exit 0 ;; esac
      printf '%s ' "$@"
      """;

  @TempDir private Path folder;

  private Path top;
  private Path jdk;

  /** What a call of the launcher came to. */
  private record Said(int code, String out, String err) {}

  @BeforeEach
  void makeTree() throws IOException {
    top = Files.createDirectory(folder.resolve("top"));
    jdk = folder.resolve("jdk");
    script(jdk.resolve("bin/java"), JAVA);
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    release("17.0.9");
    script(top.resolve("lab"), Files.readString(Path.of("../lab")));
    script(top.resolve("mvnw"), BUILDER);
    write(top.resolve("pom.xml"), "<project/>");
    write(top.resolve(".mvn/jvm.config"), "");
    for (String module : List.of("proto", "symbolic", "model", "actors")) {
      write(top.resolve(module + "/pom.xml"), "<project/>");
      write(top.resolve(module + "/src/main/Thing.java"), "class Thing {}");
    }
  }

  @Test
  void theFirstCallBuildsAndSaysSoAndTheNextOnesDoNot() throws Exception {
    Said first = lab("list");
    assertThat(first.err())
        .contains("building for the first time", "symlab: proto model", "built", "ready after");
    assertThat(first.out()).contains("io.symlab.cli.Main list");
    Said second = lab("list", "--json");
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).contains("Main list --json");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aSourceThatChangedIsBuiltAndOneThatWasOnlyTouchedIsNot() throws Exception {
    lab("list");
    Path source = top.resolve("model/src/main/Thing.java");
    Files.setLastModifiedTime(
        source, java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() + 5000));
    lab("list");
    assertThat(builds()).isEqualTo(1);
    write(source, "class Thing { int x; }");
    assertThat(lab("list").err()).contains("sources changed");
    assertThat(builds()).isEqualTo(2);
    Files.delete(source);
    lab("list");
    assertThat(builds()).isEqualTo(3);
  }

  @Test
  void aBuildInUseStaysAndOthersGo() throws Exception {
    lab("list");
    Path used = onlyBuild();
    write(used.resolve("users/" + ProcessHandle.current().pid()), "");
    write(top.resolve("model/src/main/Other.java"), "class Other {}");
    lab("list");
    assertThat(used).isDirectory();
    Files.delete(used.resolve("users/" + ProcessHandle.current().pid()));
    write(top.resolve("model/src/main/Another.java"), "class Another {}");
    lab("list");
    assertThat(used).doesNotExist();
    assertThat(onlyBuild()).isDirectory();
  }

  @Test
  void callsAtTheSameTimeBuildOnce() throws Exception {
    var calls = new ArrayList<Process>();
    for (int i = 0; i < 4; i++) {
      calls.add(start(top.resolve("lab"), "list"));
    }
    for (Process call : calls) {
      assertThat(said(call).code()).isZero();
    }
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void itWorksThroughALinkFromAnywhere() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("symlab"), Path.of("top/lab"));
    assertThat(said(start(link, "list")).out()).contains("Main list");
    assertThat(builds()).isEqualTo(1);
  }

  @Test
  void aBuildThatFailsShowsTheEndOfItsLogAndIsTriedAgain() throws Exception {
    write(top.resolve("broken"), "");
    Said failed = lab("list");
    assertThat(failed.code()).isEqualTo(1);
    assertThat(failed.err()).contains("cannot compile Thing.java", "the build failed", "build.log");
    Files.delete(top.resolve("broken"));
    assertThat(lab("list").code()).isZero();
  }

  @Test
  void anOldOrMissingJavaIsSaidPlainly() throws Exception {
    release("11.0.2");
    Said old = lab("list");
    assertThat(old.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(old.err()).contains("11.0.2", "JDK 17 or newer");
    Files.delete(jdk.resolve("bin/java"));
    Said missing = lab("list");
    assertThat(missing.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(missing.err()).contains("JAVA_HOME", jdk.toString());
  }

  @Test
  void clientsStartFastAndWorkersAreMadeForWork() throws Exception {
    assertThat(lab("list").out()).contains("TieredStopAtLevel=1").doesNotContain("--add-exports");
    assertThat(lab("--home", "demo", "status").out()).contains("TieredStopAtLevel=1");
    assertThat(lab("demo").out())
        .contains("--add-exports java.base/jdk.internal.module", "-Xmx", "num_threads=1")
        .doesNotContain("TieredStopAtLevel=1");
    assertThat(lab("up").out()).contains("TieredStopAtLevel=1");
    assertThat(lab("distill", "x.csv").out())
        .contains(
            "--add-exports java.base/jdk.internal.module", "-Xshare:auto", "-XX:MaxRAMPercentage")
        .doesNotContain("TieredStopAtLevel=1");
    assertThat(lab("up", "--foreground").out()).contains("--add-exports");
    assertThat(lab("run", "x").out()).doesNotContain("--enable-native-access");
    release("25.0.1");
    assertThat(lab("run", "x").out()).contains("--enable-native-access=ALL-UNNAMED");
  }

  @Test
  void theWatchdogIsSmallAndItsBuildStays() throws Exception {
    Said kept = lab("keep", "--home", folder.toString());
    assertThat(kept.out()).contains("Main keep --home", "-Xmx32m").doesNotContain("--add-exports");
    assertThat(onlyBuild().resolve("users")).isNotEmptyDirectory();
  }

  @Test
  void aTreeThatWasMovedRunsItsOwnJars() throws Exception {
    lab("list");
    Path moved = Files.move(top, folder.resolve("elsewhere"));
    Said said = said(start(moved.resolve("lab"), "list"));
    assertThat(said.code()).isZero();
    assertThat(said.out())
        .contains(moved.resolve(".build").toString(), "/lib/symlab-actors-1.jar")
        .doesNotContain(top + "/.build");
  }

  @Test
  void workersWriteForTheirOwnerAloneAndClientsAsTheUserHasIt() throws Exception {
    script(jdk.resolve("bin/java"), "#!/usr/bin/env bash\numask\n");
    assertThat(lab("daemon").out()).contains("0077");
    assertThat(lab("keep").out()).contains("0077");
    assertThat(lab("export").out()).doesNotContain("0077");
  }

  @Test
  void namesThatAreNotAsciiArriveWithoutALocale() throws Exception {
    script(jdk.resolve("bin/java"), "#!/usr/bin/env bash\necho \"$LC_ALL\"\n");
    assertThat(lab("list").out()).contains("C.UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"daemon", "list"})
  void tooFewFilesToOpenAreRefusedInWords(String verb) throws Exception {
    lab("list");
    Process few =
        new ProcessBuilder("bash", "-c", "ulimit -n 64 && exec \"$0\" " + verb, top + "/lab")
            .directory(folder.toFile())
            .start();
    Said said = said(few);
    assertThat(said.code()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("only 64 files", "ulimit -n");
  }

  private Said lab(String... words) throws Exception {
    return said(start(top.resolve("lab"), words));
  }

  private Process start(Path launcher, String... words) throws IOException {
    var command = new ArrayList<String>(List.of(launcher.toString()));
    command.addAll(List.of(words));
    var builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("SYMLAB_"));
    builder.environment().keySet().removeAll(List.of("LC_ALL", "LC_CTYPE", "LANG"));
    builder.environment().put("JAVA_HOME", jdk.toString());
    return builder.start();
  }

  private static Said said(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), out, err);
  }

  private long builds() throws IOException {
    return Files.readAllLines(top.resolve("builds.txt")).size();
  }

  private Path onlyBuild() throws IOException {
    try (Stream<Path> entries = Files.list(top.resolve(".build"))) {
      List<Path> builds = entries.filter(Files::isDirectory).toList();
      assertThat(builds).hasSize(1);
      return builds.get(0);
    }
  }

  private void release(String version) throws IOException {
    write(jdk.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
  }

  private static void script(Path file, String text) throws IOException {
    write(file, text);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
