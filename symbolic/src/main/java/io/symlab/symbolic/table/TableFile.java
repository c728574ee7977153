package io.symlab.symbolic.table;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads a table from a file, whichever of the known forms it has. What a file is shows in its first
 * bytes, not in its name.
 */
public final class TableFile {
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
    return read(TableInput.of(file), Reading.PLAIN, choice);
  }

  /**
   * Reads the wanted columns of a source, to its end.
   *
   * @param reading what does not show by itself
   */
  public static Table read(TableInput input, Reading reading, Table.Choice choice)
      throws IOException {
    reading.check();
    Path file = input.file();
    try (PeekStream in = input.open()) {
      byte[] head = in.peek(TextFormat.SAMPLE);
      if (NpyHeader.begins(head)) {
        return NpyReader.read(file, in, input.size(), choice);
      }
      refuseOthers(file, head);
      return CsvReader.read(file, in, head, reading, choice);
    }
  }

  private static void refuseOthers(Path file, byte[] head) throws TableException {
    boolean npyName = file.toString().endsWith(".npy");
    boolean text = true;
    for (byte b : head) {
      text &= b != 0;
    }
    if (npyName || !text) {
      throw new TableException(
          file,
          (npyName ? "is no .npy file: it does not begin with \\x93NUMPY" : "is no text")
              + "; a table is a .npy file as numpy.save writes it, or a .csv file");
    }
  }
}
