package io.symlab.actors.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * States with a checksum behind them: a Protobuf message with a wrong bit is often another message,
 * and snapshot files have no checksum of their own.
 */
public final class Sealed {
  /** What a manifest ends with whose bytes are sealed; states of 0.1.0 are not. */
  static final String ENDING = "+crc32c";

  private Sealed() {}

  static byte[] seal(Message state) {
    byte[] bytes = state.toByteArray();
    return ByteBuffer.allocate(bytes.length + Integer.BYTES).put(bytes).putInt(sum(bytes)).array();
  }

  /**
   * Reads a state.
   *
   * @param manifest as the serializer wrote it
   * @throws InvalidProtocolBufferException when it is not what was written, or not of this kind
   */
  public static <S extends Message> S open(
      Parser<S> parser, String name, String manifest, byte[] bytes)
      throws InvalidProtocolBufferException {
    if (manifest.equals(name)) {
      return parser.parseFrom(bytes);
    }
    if (!manifest.equals(name + ENDING)) {
      throw new InvalidProtocolBufferException("it is no " + name);
    }
    if (bytes.length < Integer.BYTES) {
      throw new InvalidProtocolBufferException("it is cut short");
    }
    byte[] state = Arrays.copyOf(bytes, bytes.length - Integer.BYTES);
    if (ByteBuffer.wrap(bytes, state.length, Integer.BYTES).getInt() != sum(state)) {
      throw new InvalidProtocolBufferException("its checksum is wrong");
    }
    return parser.parseFrom(state);
  }

  private static int sum(byte[] bytes) {
    var sum = new CRC32C();
    sum.update(bytes, 0, bytes.length);
    return (int) sum.getValue();
  }
}
