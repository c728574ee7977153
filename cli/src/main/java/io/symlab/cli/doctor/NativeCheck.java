package io.symlab.cli.doctor;

import io.symlab.model.torch.Torch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Whether the native libraries load. Each is tried in a process of its own, because one that does
 * not fit the machine may take its process with it.
 */
final class NativeCheck {
  private static final long PATIENCE_SECONDS = 120;

  private NativeCheck() {}

  static List<CheckResult> all() throws InterruptedException {
    return List.of(
        look(
            "libtorch",
            "torch",
            "it needs a C++ runtime and OpenMP: install libgomp1 and libstdc++6"),
        look("leveldb", "leveldb", "another processor than x86-64 uses the Java port instead"));
  }

  /** The process of its own: loads one library and says what it is. */
  public static void main(String[] args) throws Exception {
    System.out.println(args[0].equals("torch") ? torch() : leveldb());
  }

  private static String torch() {
    return Torch.cpu().description() + " loads";
  }

  private static String leveldb() throws IOException {
    Path folder = java.nio.file.Files.createTempDirectory("symlab-doctor");
    try (var db =
        org.fusesource.leveldbjni.JniDBFactory.factory.open(
            folder.toFile(), new org.iq80.leveldb.Options().createIfMissing(true))) {
      db.put(new byte[] {1}, new byte[] {2});
    } finally {
      org.fusesource.leveldbjni.JniDBFactory.factory.destroy(
          folder.toFile(), new org.iq80.leveldb.Options());
    }
    return "the native journal opens";
  }

  private static CheckResult look(String what, String library, String advice)
      throws InterruptedException {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    if (library.equals("leveldb") && !arch.equals("amd64") && !arch.equals("x86_64")) {
      return CheckResult.good(what, "Java port (no native one for " + arch + ")");
    }
    try {
      var command = new ArrayList<String>();
      command.add(ProcessHandle.current().info().command().orElse("java"));
      command.addAll(
          List.of(
              "-XX:TieredStopAtLevel=1",
              "-XX:+UseSerialGC",
              "-DOPT_OUT_TRACKING=true",
              "-Dai.djl.offline=true",
              "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
              "-cp",
              System.getProperty("java.class.path"),
              NativeCheck.class.getName(),
              library));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String said =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        return CheckResult.wrong(what, "does not load within " + PATIENCE_SECONDS + " s", advice);
      }
      List<String> lines = said.lines().toList();
      if (process.exitValue() == 0 && !lines.isEmpty()) {
        return CheckResult.good(what, lines.get(lines.size() - 1));
      }
      String cause =
          lines.stream()
              .filter(line -> line.contains("Error") || line.contains("Exception"))
              .findFirst()
              .orElse("exit code " + process.exitValue());
      return CheckResult.wrong(what, "does not load: " + cause, advice);
    } catch (IOException e) {
      return CheckResult.wrong(what, "can't be tried: " + e.getMessage(), advice);
    }
  }
}
