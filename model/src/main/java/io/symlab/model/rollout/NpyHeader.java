package io.symlab.model.rollout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The head of a .npy file (NumPy enhancement proposal 1): magic, version, and a Python dictionary
 * of type, order and shape.
 *
 * @param width bytes of a number, 4 or 8
 * @param shape of the array
 * @param offset where the numbers begin
 */
record NpyHeader(ByteOrder endian, int width, boolean columnsFirst, long[] shape, long offset) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_LENGTH = 1 << 20;
  private static final Pattern DESCR =
      Pattern.compile("['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
  private static final Pattern ORDER =
      Pattern.compile("['\"]fortran_order['\"]\\s*:\\s*(True|False)");
  private static final Pattern SHAPE =
      Pattern.compile("['\"]shape['\"]\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  /** Length of every head that {@link #write} makes: a multiple of 64, as numpy wants it. */
  static final int LENGTH = 128;

  /** The head, version 1.0, of a little-endian float32 array in C order, always as long. */
  static byte[] write(long rows, int columns) {
    String dictionary =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (" + rows + ", " + columns + "), }";
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
   * @throws IOException naming the file and what is wrong with it
   */
  static NpyHeader read(FileChannel channel, Path file) throws IOException {
    byte[] start = bytes(channel, 0, 12, file);
    if (!Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
      throw new IOException(file + " is no .npy file: it does not begin with \\x93NUMPY");
    }
    int version = start[6];
    if (version < 1 || version > 3) {
      throw new IOException(
          file + " is a .npy file of version " + version + "; 1 to 3 can be read");
    }
    ByteBuffer lengths = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN);
    int prefix = version == 1 ? 10 : 12;
    int length = version == 1 ? lengths.getShort(8) & 0xFFFF : lengths.getInt(8);
    if (length < 0 || length > MAX_LENGTH) {
      throw new IOException(file + " claims a .npy header of " + length + " bytes: it is damaged");
    }
    String text = new String(bytes(channel, prefix, length, file), StandardCharsets.UTF_8);
    String descr = find(DESCR, text, "descr", file);
    boolean columnsFirst = find(ORDER, text, "fortran_order", file).equals("True");
    String[] dimensions = find(SHAPE, text, "shape", file).replaceAll("[\\sL]", "").split(",");
    if (!descr.matches("[<>=]f[48]")) {
      throw new IOException(
          file + " holds numbers of type '" + descr + "'; float32 ('<f4') and float64 can be read");
    }
    ByteOrder endian = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    return new NpyHeader(
        endian, descr.charAt(2) - '0', columnsFirst, shape(dimensions, file), prefix + length);
  }

  private static long[] shape(String[] dimensions, Path file) throws IOException {
    try {
      return Arrays.stream(dimensions)
          .filter(d -> !d.isEmpty())
          .mapToLong(Long::parseLong)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IOException(
          file + " has a shape that cannot be read: " + String.join(",", dimensions), e);
    }
  }

  private static String find(Pattern pattern, String text, String key, Path file)
      throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException(file + " has a .npy header without " + key + ": " + text.strip());
    }
    return matcher.group(1);
  }

  private static byte[] bytes(FileChannel channel, long offset, int length, Path file)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException(
            file + " ends within its .npy header, after " + channel.size() + " bytes");
      }
    }
    return buffer.array();
  }
}
