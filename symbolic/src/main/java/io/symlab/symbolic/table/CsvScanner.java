package io.symlab.symbolic.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Parts text into cells as RFC 4180 has it: cells may be quoted, a quote inside is doubled, lines
 * end with LF, CRLF or CR. Cells that blanks separate may have any number of them between. Lines
 * that begin with # are skipped. Bytes in, bytes out; no object per cell.
 */
final class CsvScanner {
  private static final int CHUNK = 1 << 18;
  private static final int LONGEST_CELL = 1 << 20;

  /** What stands for blanks, one or more, as a separator. */
  static final byte BLANKS = ' ';

  private final Path file;
  private final InputStream in;
  private final byte separator;
  private final byte[] buffer = new byte[CHUNK];
  private int at;
  private int end;
  private byte[] cell = new byte[64];
  private int length;
  private boolean quotedCell;
  private boolean lastOfLine = true;
  private long line = 1;
  private long linesEnded;

  /**
   * @param separator a byte, or {@link #BLANKS}
   * @param linesBefore that were skipped already, for messages
   */
  CsvScanner(Path file, InputStream in, byte separator, long linesBefore) {
    this.file = file;
    this.in = in;
    this.separator = separator;
    this.linesEnded = linesBefore;
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

  /** Whether there is nothing in the cell, not even quotes. */
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (cell[i] > ' ' || cell[i] < 0) {
        return false;
      }
    }
    return !quotedCell;
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
    length = 0;
    quotedCell = false;
    if (separator == BLANKS) {
      skipBlanks();
    }
    while (lastOfLine && peek() == '#') {
      skipLine();
      if (separator == BLANKS) {
        skipBlanks();
      }
    }
    line = 1 + linesEnded;
    if (peek() < 0) {
      return false;
    }
    boolean quoted = false;
    while (true) {
      int b = peek();
      if (b < 0) {
        if (quoted) {
          throw new TableException(file, "line " + line + " opens a quote that never closes");
        }
        lastOfLine = true;
        return true;
      }
      at++;
      if (b == '"') {
        if (quoted && peek() == '"') {
          at++;
          put((byte) b);
        } else {
          quoted = !quoted;
          quotedCell = true;
        }
      } else if (quoted) {
        linesEnded += b == '\n' ? 1 : 0;
        put((byte) b);
      } else if (b == '\n' || b == '\r') {
        endLine(b);
        return true;
      } else if (separates(b)) {
        lastOfLine = false;
        if (separator == BLANKS) {
          endOfBlanks();
        }
        return true;
      } else {
        put((byte) b);
      }
    }
  }

  private boolean separates(int b) {
    return separator == BLANKS ? b == ' ' || b == '\t' : (byte) b == separator;
  }

  private void endLine(int b) throws IOException {
    if (b == '\r' && peek() == '\n') {
      at++;
    }
    linesEnded++;
    lastOfLine = true;
  }

  /** Blanks at the end of a line separate nothing. */
  private void endOfBlanks() throws IOException {
    skipBlanks();
    int b = peek();
    if (b == '\n' || b == '\r') {
      at++;
      endLine(b);
    } else {
      lastOfLine = b < 0;
    }
  }

  private void skipBlanks() throws IOException {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  private void skipLine() throws IOException {
    while (true) {
      int b = peek();
      if (b < 0) {
        return;
      }
      at++;
      if (b == '\n' || b == '\r') {
        endLine(b);
        return;
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

  /** The next byte, 0 to 255, without taking it; -1 at the end. */
  private int peek() throws IOException {
    if (at == end) {
      end = Math.max(0, in.read(buffer, 0, CHUNK));
      at = 0;
    }
    return at < end ? buffer[at] & 0xFF : -1;
  }
}
