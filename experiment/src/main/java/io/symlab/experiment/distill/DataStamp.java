package io.symlab.experiment.distill;

import io.symlab.symbolic.table.TableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Which data a result was made from.
 *
 * @param role {@code data}, {@code validation} or {@code test}
 * @param file absolute
 * @param bytes of the file
 * @param sha256 of the file, in hexadecimal
 */
public record DataStamp(String role, String file, long bytes, String sha256) {
  private static final int CHUNK = 1 << 18;

  /** Those of all files of a run. */
  static List<DataStamp> all(Path data, DistillSettings settings) throws IOException {
    List<DataStamp> stamps = new ArrayList<>();
    stamps.add(of("data", data));
    if (settings.hasValidationFile()) {
      stamps.add(of("validation", Path.of(settings.validationRule())));
    }
    if (!settings.test().isEmpty()) {
      stamps.add(of("test", Path.of(settings.test())));
    }
    return stamps;
  }

  /** Reads the whole file once more. */
  private static DataStamp of(String role, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new TableException(file, "does not exist");
    }
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] chunk = new byte[CHUNK];
      long bytes = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
        bytes += read;
      }
      return new DataStamp(
          role, file.toAbsolutePath().toString(), bytes, HexFormat.of().formatHex(digest.digest()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether both are the same content. */
  boolean sameContent(DataStamp other) {
    return bytes == other.bytes && sha256.equals(other.sha256);
  }
}
