package io.symlab.door;

import com.google.protobuf.MessageLite;
import java.nio.ByteBuffer;

/**
 * Messages as they cross the socket: in parts of at most {@value #LONGEST_PART} bytes, each after a
 * big-endian word of 32 bits with its length and, in the highest bit, whether another part of the
 * same message follows. So no message has a limit, and no part takes more than one buffer.
 */
public final class Frames {
  /** What one part may hold, in bytes. */
  public static final int LONGEST_PART = 64 * 1024;

  /** Grows when what was understood is understood no longer. */
  public static final int PROTOCOL = 1;

  static final int HEAD = Integer.BYTES;
  static final int MORE = 1 << 31;

  private Frames() {}

  /** A message, ready to be written. */
  public static ByteBuffer of(MessageLite message) {
    byte[] bytes = message.toByteArray();
    int parts = Math.max(1, (bytes.length + LONGEST_PART - 1) / LONGEST_PART);
    ByteBuffer framed = ByteBuffer.allocate(bytes.length + parts * HEAD);
    for (int part = 0; part < parts; part++) {
      int from = part * LONGEST_PART;
      int length = Math.min(LONGEST_PART, bytes.length - from);
      framed.putInt(part + 1 < parts ? length | MORE : length).put(bytes, from, length);
    }
    return framed.flip();
  }
}
