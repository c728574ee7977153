package io.symlab.actors.home;

import io.symlab.experiment.LabException;
import io.symlab.experiment.files.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The key pair by which a lab and its clients know each other: an EC key with its own certificate,
 * made at first start, readable by the owner of the home alone.
 *
 * @param store PKCS12: the key, its certificate, and that same certificate as the only trusted one
 * @param password of the store and the key
 */
public record Keys(Path store, String password) {
  private static final int PASSWORD_BYTES = 24;

  /** The keys of a home, where a lab has ever started in it. */
  public static Optional<Keys> find(Path home) throws LabException {
    Path store = home.resolve("keys/lab.p12");
    Path password = home.resolve("keys/password");
    if (!Files.exists(store)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Keys(store, Files.readString(password).strip()));
    } catch (IOException e) {
      throw new LabException(
          1, "can't read the lab's keys: " + e + "; are you the owner of " + home + "?", e);
    }
  }

  /** The keys of a home, made now if it has none; only for who holds the home's lock. */
  public static Keys findOrMake(Path home) throws LabException {
    Optional<Keys> found = find(home);
    if (found.isPresent()) {
      return found.get();
    }
    try {
      return make(home.resolve("keys"));
    } catch (IOException e) {
      throw new LabException(1, "can't make keys in " + home + ": " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException(1, "interrupted while making keys", e);
    }
  }

  private static Keys make(Path folder) throws IOException, InterruptedException, LabException {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Path passwordFile = folder.resolve("password");
    AtomicFiles.write(passwordFile, password.getBytes(StandardCharsets.UTF_8));
    ownerOnly(passwordFile);

    Path draft = folder.resolve("lab.p12.new");
    Files.deleteIfExists(draft);
    keytool(
        password,
        "-genkeypair",
        "-alias",
        "lab",
        "-keyalg",
        "EC",
        "-groupname",
        "secp256r1",
        "-dname",
        "CN=symlab",
        "-ext",
        "san=ip:127.0.0.1,dns:localhost",
        "-validity",
        "36500",
        "-storetype",
        "PKCS12",
        "-keystore",
        draft.toString());
    ownerOnly(draft);
    Path store = folder.resolve("lab.p12");
    Files.move(draft, store, StandardCopyOption.ATOMIC_MOVE);
    return new Keys(store, password);
  }

  /** Runs the JDK's own key tool; the password goes by the environment, not the command line. */
  private static void keytool(String password, String... arguments)
      throws IOException, InterruptedException, LabException {
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    var command = new java.util.ArrayList<String>();
    command.add(tool.toString());
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    // The password is random and long: stretching it protects nothing, and costs every client.
    for (String count : List.of("key", "cert")) {
      command.add("-J-Dkeystore.pkcs12." + count + "PbeIterationCount=1");
    }
    command.add("-J-Dkeystore.pkcs12.macIterationCount=1");
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storepass:env", "SYMLAB_STORE", "-keypass:env", "SYMLAB_STORE"));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("SYMLAB_STORE", password);
    Process process;
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new LabException(
          1, "can't run " + tool + ", which makes the lab's keys; is this a whole JDK?", e);
    }
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroy();
      throw new LabException(1, tool + " could not make the lab's keys: " + said.strip());
    }
  }

  private static void ownerOnly(Path file) throws IOException {
    if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
