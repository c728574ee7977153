package io.symlab.experiment.distill;

import io.symlab.symbolic.Sha256;
import io.symlab.symbolic.table.TableException;
import io.symlab.symbolic.table.TableInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which data a result was made from.
 *
 * @param role {@code data}, {@code validation} or {@code test}
 * @param file absolute; {@code -} for standard input
 * @param bytes of the file
 * @param sha256 of the file, in hexadecimal
 */
public record DataStamp(String role, String file, long bytes, String sha256) {
  private static final int CHUNK = 1 << 18;

  /**
   * Those of all files of a run.
   *
   * @param seen of those that can't be read again
   */
  static List<DataStamp> all(Path data, DistillSettings settings, Map<Path, TableInput.Seen> seen)
      throws IOException {
    List<DataStamp> stamps = new ArrayList<>();
    for (Map.Entry<String, Path> file : files(data, settings).entrySet()) {
      TableInput.Seen once = seen.get(file.getValue());
      stamps.add(
          once == null
              ? of(file.getKey(), file.getValue())
              : new DataStamp(file.getKey(), named(file.getValue()), once.bytes(), once.sha256()));
    }
    return stamps;
  }

  /** By role. */
  private static Map<String, Path> files(Path data, DistillSettings settings) {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("data", data);
    if (settings.hasValidationFile()) {
      files.put("validation", Path.of(settings.validationRule()));
    }
    if (!settings.test().isEmpty()) {
      files.put("test", Path.of(settings.test()));
    }
    return files;
  }

  /** Whether all of a run's files can be read again. */
  static boolean areRepeatable(Path data, DistillSettings settings) {
    return files(data, settings).values().stream().allMatch(TableInput::isRepeatable);
  }

  /** Standard input ends once. */
  static void refuseTwice(Path data, DistillSettings settings) throws TableException {
    long inputs =
        files(data, settings).values().stream().filter(TableInput::isStandardInput).count();
    if (inputs > 1) {
      throw new TableException(data, "is read for data, validation or test more than once");
    }
  }

  private static String named(Path file) {
    return TableInput.isStandardInput(file)
        ? TableInput.STANDARD_INPUT
        : file.toAbsolutePath().toString();
  }

  /** Reads the whole file once more. */
  private static DataStamp of(String role, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new TableException(file, "does not exist");
    }
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = Sha256.begin();
      byte[] chunk = new byte[CHUNK];
      long bytes = 0;
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        digest.update(chunk, 0, read);
        bytes += read;
      }
      return new DataStamp(role, named(file), bytes, HexFormat.of().formatHex(digest.digest()));
    }
  }

  /** Whether both are the same content. */
  boolean sameContent(DataStamp other) {
    return bytes == other.bytes && sha256.equals(other.sha256);
  }
}
