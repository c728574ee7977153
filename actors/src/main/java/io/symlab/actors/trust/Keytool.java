package io.symlab.actors.trust;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The JDK's own {@code keytool}, as a process. Java has no interface for making certificates, and
 * this comes with every Java: no further library has to be trusted, kept up to date, and loaded by
 * labs that have no workers. It runs a few times when a lab is opened and once per worker.
 */
final class Keytool {
  private static final long PATIENCE_SECONDS = 60;
  private static final String PASSWORD = "SYMLAB_KEYTOOL_PASSWORD";

  private final ClusterFolder folder;

  Keytool(ClusterFolder folder) {
    this.folder = folder;
  }

  /**
   * Runs it on a store of keys.
   *
   * @param input what it reads
   * @return what it wrote
   * @throws IOException with its words, when it does not succeed
   */
  byte[] run(Path store, byte[] input, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(List.of(words));
    command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
    command.addAll(List.of("-storepass:env", PASSWORD)); // others see the words of a process
    var builder = new ProcessBuilder(command);
    builder.environment().put(PASSWORD, folder.password());
    Path errors = folder.keytoolLog();
    Process process = builder.redirectError(errors.toFile()).start();
    try (var in = process.getOutputStream()) {
      in.write(input);
    }
    byte[] output = process.getInputStream().readAllBytes();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("keytool does not end");
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while keytool ran", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException("keytool: " + new String(output, StandardCharsets.UTF_8).strip());
    }
    return output;
  }
}
