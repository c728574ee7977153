package io.symlab.symbolic.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a .npy file (NumPy enhancement proposal 1): magic, version, and a Python dictionary
 * of type, order and shape.
 *
 * @param endian byte order of the numbers
 * @param type of the numbers
 * @param columnsFirst whether the array is stored in Fortran order
 * @param shape of the array
 * @param offset where the numbers begin
 */
record NpyHeader(ByteOrder endian, NpyType type, boolean columnsFirst, long[] shape, long offset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_LENGTH = 1 << 20;
  private static final Pattern DESCR =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*(\\[|['\"]([^'\"]*)['\"])");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  /** Length of every head that {@link #write} makes: a multiple of 64, as numpy wants it. */
  static final int LENGTH = 128;

  /** Whether a file that begins with these bytes is a .npy file. */
  static boolean begins(byte[] start) {
    return start.length >= MAGIC.length
        && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** The head, version 1.0, of a little-endian float32 array in C order, always as long. */
  static byte[] write(long rows, int columns) {
    return write("<f4", rows, columns);
  }

  /** The same of another type, {@code <f8} for float64. */
  static byte[] write(String type, long rows, int columns) {
    String dictionary =
        "{'descr': '"
            + type
            + "', 'fortran_order': False, 'shape': ("
            + rows
            + ", "
            + columns
            + "), }";
    byte[] head = new byte[LENGTH];
    Arrays.fill(head, (byte) ' ');
    System.arraycopy(MAGIC, 0, head, 0, MAGIC.length);
    head[6] = 1;
    head[7] = 0;
    int length = LENGTH - 10;
    head[8] = (byte) length;
    head[9] = (byte) (length >> 8);
    byte[] text = dictionary.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(text, 0, head, 10, text.length);
    head[LENGTH - 1] = '\n';
    return head;
  }

  /**
   * Reads a head of version 1 to 3.
   *
   * @throws TableException naming the file and what is wrong with it
   */
  static NpyHeader read(PeekStream in, Path file) throws IOException {
    byte[] start = bytes(in, 0, 12, file);
    if (!begins(start)) {
      throw new TableException(file, "is no .npy file: it does not begin with \\x93NUMPY");
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new TableException(
          file, "is a .npy file of version " + version + "; 1 to 3 can be read");
    }
    ByteBuffer lengths = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int prefix = version == 1 ? 10 : 12;
    int length = version == 1 ? lengths.getShort(8) & 0xFFFF : lengths.getInt(8);
    if (length < 0 || length > MAX_LENGTH) {
      throw new TableException(
          file, "claims a .npy header of " + length + " bytes: it is damaged, save it again");
    }
    String text = new String(bytes(in, prefix, length, file), StandardCharsets.UTF_8);
    in.skipNBytes(prefix + length);
    Matcher descr = find(DESCR, text, "descr", file);
    if (descr.group(2) == null) {
      throw new TableException(
          file,
          "holds records with named fields (a structured array); save its numbers as one array, or"
              + " the table as .csv");
    }
    boolean columnsFirst = find(ORDER, text, "fortran_order", file).group(1).equals("True");
    String[] dimensions =
        find(SHAPE, text, "shape", file).group(1).replaceAll("[\\sL]", "").split(",");
    ByteOrder endian =
        descr.group(2).startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(
        endian,
        NpyType.of(descr.group(2), file),
        columnsFirst,
        shape(dimensions, file),
        prefix + length);
  }

  private static long[] shape(String[] dimensions, Path file) throws IOException {
    try {
      return Arrays.stream(dimensions)
          .filter(d -> !d.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw new TableException(
          file, "has a shape that cannot be read: " + String.join(",", dimensions), e);
    }
  }

  private static Matcher find(Pattern pattern, String text, String key, Path file)
      throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new TableException(file, "has a .npy header without " + key + ": " + text.strip());
    }
    return matcher;
  }

  private static byte[] bytes(PeekStream in, int offset, int length, Path file) throws IOException {
    byte[] head = in.peek(offset + length);
    if (head.length < offset + length) {
      throw new TableException(
          file, "ends within its .npy header, after " + head.length + " bytes");
    }
    return Arrays.copyOfRange(head, offset, head.length);
  }
}
