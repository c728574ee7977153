package io.symlab.symbolic.table;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Parts a .csv file into cells as RFC 4180 has it: cells may be quoted, a quote inside is doubled,
 * lines end with LF, CRLF or CR. Which separator it uses shows in its first line. Bytes in, bytes
 * out; no object per cell.
 */
final class CsvScanner implements AutoCloseable {
  private static final int CHUNK = 1 << 18;
  private static final int LONGEST_CELL = 1 << 20;
  private static final byte[] SEPARATORS = {',', ';', '\t'};

  private final Path file;
  private final FileChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(CHUNK).limit(0);
  private final byte separator;
  private byte[] cell = new byte[64];
  private int length;
  private boolean lastOfLine;
  private long line = 1;
  private long linesEnded;

  private CsvScanner(Path file, FileChannel channel) throws IOException {
    this.file = file;
    this.channel = channel;
    fill();
    byte[] head = buffer.array();
    if (buffer.limit() >= 3
        && head[0] == (byte) 0xEF
        && head[1] == (byte) 0xBB
        && head[2] == (byte) 0xBF) {
      buffer.position(3); // the mark that some programs put before UTF-8
    }
    separator = separator(head, buffer.position(), buffer.limit());
  }

  static CsvScanner open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file);
    try {
      return new CsvScanner(file, channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The separator that is most frequent in the first line, outside quotes. */
  private static byte separator(byte[] head, int from, int to) {
    int[] counts = new int[SEPARATORS.length];
    boolean quoted = false;
    for (int i = from; i < to; i++) {
      if (head[i] == '"') {
        quoted = !quoted;
      } else if (!quoted && (head[i] == '\n' || head[i] == '\r')) {
        break;
      } else if (!quoted) {
        for (int s = 0; s < SEPARATORS.length; s++) {
          counts[s] += head[i] == SEPARATORS[s] ? 1 : 0;
        }
      }
    }
    int best = 0;
    for (int s = 1; s < SEPARATORS.length; s++) {
      best = counts[s] > counts[best] ? s : best;
    }
    return SEPARATORS[best];
  }

  char separator() {
    return (char) separator;
  }

  /** The line that the cell begins in, counted from 1. */
  long line() {
    return line;
  }

  /** Whether the cell is the last of its line. */
  boolean lastOfLine() {
    return lastOfLine;
  }

  /** The cell's bytes, without quotes, valid below {@link #length} until the next call. */
  byte[] cell() {
    return cell;
  }

  int length() {
    return length;
  }

  String text() {
    return new String(cell, 0, length, StandardCharsets.UTF_8);
  }

  /**
   * Goes to the next cell.
   *
   * @return false when there is none
   */
  boolean next() throws IOException {
    line = 1 + linesEnded;
    length = 0;
    if (!buffer.hasRemaining() && !fill()) {
      return false;
    }
    boolean quoted = false;
    while (true) {
      if (!buffer.hasRemaining() && !fill()) {
        if (quoted) {
          throw new TableException(file, "line " + line + " opens a quote that never closes");
        }
        lastOfLine = true;
        return true;
      }
      byte b = buffer.get();
      if (b == '"') {
        if (quoted && peek() == '"') {
          buffer.get();
          put(b);
        } else {
          quoted = !quoted;
        }
      } else if (quoted) {
        linesEnded += b == '\n' ? 1 : 0;
        put(b);
      } else if (b == separator) {
        lastOfLine = false;
        return true;
      } else if (b == '\n' || b == '\r') {
        if (b == '\r' && peek() == '\n') {
          buffer.get();
        }
        linesEnded++;
        lastOfLine = true;
        return true;
      } else {
        put(b);
      }
    }
  }

  private void put(byte b) throws TableException {
    if (length == cell.length) {
      if (length == LONGEST_CELL) {
        throw new TableException(
            file, "line " + line + " has a cell of more than a megabyte: is a quote left open?");
      }
      cell = Arrays.copyOf(cell, 2 * length);
    }
    cell[length++] = b;
  }

  private int peek() throws IOException {
    return buffer.hasRemaining() || fill() ? buffer.get(buffer.position()) : -1;
  }

  private boolean fill() throws IOException {
    buffer.clear();
    int read;
    do {
      read = channel.read(buffer);
    } while (read == 0);
    buffer.flip();
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
