package io.symlab.symbolic.table;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream whose next bytes can be looked at before they are read. */
final class PeekStream extends InputStream {
  private static final int SIZE = 1 << 16;

  private final InputStream in;
  private byte[] buffer = new byte[SIZE];
  private int from;
  private int to;

  PeekStream(InputStream in) {
    this.in = in;
  }

  /** The next bytes, fewer only where the stream ends before. */
  byte[] peek(int count) throws IOException {
    if (from + count > buffer.length) {
      byte[] larger = count > buffer.length ? new byte[count] : buffer;
      System.arraycopy(buffer, from, larger, 0, to - from);
      to -= from;
      from = 0;
      buffer = larger;
    }
    while (to - from < count) {
      int read = in.read(buffer, to, buffer.length - to);
      if (read < 0) {
        break;
      }
      to += read;
    }
    return Arrays.copyOfRange(buffer, from, from + Math.min(count, to - from));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int at, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (from == to) {
      return in.read(bytes, at, length);
    }
    int count = Math.min(length, to - from);
    System.arraycopy(buffer, from, bytes, at, count);
    from += count;
    return count;
  }

  /** At least 1 unless the stream is at its end, which it waits to find out. */
  @Override
  public int available() throws IOException {
    return from < to || peek(1).length > 0 ? Math.max(1, to - from) : 0;
  }

  /** Reads what is left, so that who writes into a pipe can end. */
  void drain() throws IOException {
    byte[] rest = new byte[SIZE];
    while (read(rest, 0, rest.length) >= 0) {
      // nothing is made of it
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
