package io.symlab.actors.trust;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.experiment.LabException;
import io.symlab.experiment.files.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import java.util.TreeSet;

/**
 * The folder {@code cluster} of a home: the keys and certificates of a lab that was opened to
 * workers, or of a worker that was let in. It counts as being there once its {@code place.json},
 * which is written last, is.
 */
public final class ClusterFolder {
  /** Loaded where there is a cluster: a lab without one starts without it. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private static final int PASSWORD_BYTES = 24;

  private final Path folder;

  private ClusterFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Of a home.
   *
   * @param home a lab's, or a worker's own
   */
  public static ClusterFolder of(Path home) {
    return new ClusterFolder(home.resolve("cluster"));
  }

  public Path path() {
    return folder;
  }

  /** Whether this home is part of a cluster. */
  public boolean isOpen() {
    return Files.exists(placeFile());
  }

  /**
   * Where this process and its lab are.
   *
   * @throws LabException when that can't be read
   */
  public Place place() throws LabException {
    try {
      return Json.MAPPER.readValue(Files.readAllBytes(placeFile()), Place.class);
    } catch (IOException e) {
      throw new LabException(
          LabException.BAD_INPUT,
          "can't read "
              + placeFile()
              + ": "
              + e.getMessage()
              + "; remove the folder "
              + folder
              + ", and invite anew",
          e);
    }
  }

  /** From now on it is part of a cluster. */
  public void open(Place place) throws IOException {
    AtomicFiles.write(
        placeFile(), Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(place));
  }

  /** Takes the keys away, so that nothing of a cluster is left. */
  public void close() throws IOException {
    Files.deleteIfExists(placeFile());
    Files.deleteIfExists(keys());
    Files.deleteIfExists(passwordFile());
    Files.deleteIfExists(keytoolLog());
    try {
      Files.deleteIfExists(folder.resolve("revoked"));
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      return; // what else is there is not of this class
    }
  }

  /** Makes the folder, for its owner alone. */
  void make() throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      var own = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
      Files.createDirectories(folder, own);
    } else {
      Files.createDirectories(folder);
    }
  }

  /** The keys of this process, with its certificate and the authority's. */
  Path keys() {
    return folder.resolve("node.p12");
  }

  /** The lab's authority, with its private key. */
  Path authority() {
    return folder.resolve("authority.p12");
  }

  /** One certificate per worker that was let in. */
  Path workers() {
    return folder.resolve("workers");
  }

  Path invitations() {
    return folder.resolve("invitations.json");
  }

  /** What the key files are sealed with; made when there is none. It lies beside them. */
  String password() throws IOException {
    if (!Files.exists(passwordFile())) {
      make();
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
      AtomicFiles.write(passwordFile(), text.getBytes(StandardCharsets.US_ASCII));
    }
    return Files.readString(passwordFile(), StandardCharsets.US_ASCII);
  }

  /** Serial numbers, hexadecimal, of certificates that hold no more. */
  public Set<String> revoked() throws IOException {
    Path file = folder.resolve("revoked");
    return Files.exists(file) ? new TreeSet<>(Files.readAllLines(file)) : new TreeSet<>();
  }

  /** These hold no more, beside those that hold no more already. */
  public void revoke(Iterable<String> serials) throws IOException {
    Set<String> all = revoked();
    int before = all.size();
    serials.forEach(all::add);
    if (all.size() > before) {
      byte[] text = (String.join("\n", all) + "\n").getBytes(StandardCharsets.US_ASCII);
      AtomicFiles.write(folder.resolve("revoked"), text);
    }
  }

  static byte[] json(Object value) throws JsonProcessingException {
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(value);
  }

  static <T> T read(Path file, Class<T> type) throws IOException {
    return Json.MAPPER.readValue(Files.readAllBytes(file), type);
  }

  Path keytoolLog() {
    return folder.resolve("keytool.log");
  }

  private Path placeFile() {
    return folder.resolve("place.json");
  }

  private Path passwordFile() {
    return folder.resolve("password");
  }
}
