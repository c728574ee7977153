package io.symlab.symbolic.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a table from a file, whichever of the known forms it has. What a file is shows in its first
 * bytes, not in its name.
 */
public final class TableFile {
  private static final int HEAD = 8;

  private TableFile() {}

  /** Reads all columns. */
  public static Table read(Path file) throws IOException {
    return read(file, Table.Choice.ALL);
  }

  /**
   * Reads the wanted columns into memory, 8 bytes per number.
   *
   * @throws TableException naming the file and what is wrong with it
   * @throws IOException when the disk fails
   */
  public static Table read(Path file, Table.Choice choice) throws IOException {
    try {
      if (Files.isDirectory(file)) {
        throw new TableException(file, "is a folder; a table is a .npy or .csv file");
      }
      byte[] head = head(file);
      if (NpyHeader.begins(head)) {
        return NpyReader.read(file, choice);
      }
      refuseOthers(file, head);
      return CsvReader.read(file, choice);
    } catch (NoSuchFileException e) {
      throw new TableException(file, "does not exist", e);
    } catch (AccessDeniedException e) {
      throw new TableException(file, "may not be read by this user", e);
    }
  }

  private static byte[] head(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(HEAD);
    }
  }

  private static void refuseOthers(Path file, byte[] head) throws TableException {
    if (head.length == 0) {
      throw new TableException(file, "is empty");
    }
    String text = new String(head, StandardCharsets.ISO_8859_1);
    String kind =
        text.startsWith("PK\u0003\u0004")
            ? "a zip archive (.npz, .xlsx)"
            : text.startsWith("\u001f\u008b")
                ? "compressed with gzip"
                : text.startsWith("PAR1")
                    ? "a Parquet file"
                    : text.startsWith("\u0089HDF") ? "an HDF5 file" : "";
    if (!kind.isEmpty()) {
      throw new TableException(file, "is " + kind + "; save the table as .npy or .csv");
    }
    if (text.startsWith("\u00ff\u00fe") || text.startsWith("\u00fe\u00ff")) {
      throw new TableException(file, "is text in UTF-16; save it as UTF-8");
    }
    boolean npyName = file.toString().endsWith(".npy");
    if (npyName || text.indexOf('\0') >= 0) {
      throw new TableException(
          file,
          (npyName ? "is no .npy file: it does not begin with \\x93NUMPY" : "is no text")
              + "; a table is a .npy file as numpy.save writes it, or a .csv file");
    }
  }
}
