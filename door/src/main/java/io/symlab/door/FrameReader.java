package io.symlab.door;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Puts messages together from bytes as they come, however they are cut. */
public final class FrameReader {
  private final int longest;
  private final ByteBuffer head = ByteBuffer.allocate(Frames.HEAD);
  private ByteArrayOutputStream message = new ByteArrayOutputStream();
  private int left;
  private boolean inside;
  private boolean more;

  /**
   * @param longest what a message may have, in bytes
   */
  public FrameReader(int longest) {
    this.longest = longest;
  }

  /**
   * Takes from the buffer until a message is whole; the rest stays there.
   *
   * @return the message's bytes, once they are all there
   * @throws IOException what comes is no frame, or longer than a message may be
   */
  public Optional<byte[]> take(ByteBuffer bytes) throws IOException {
    while (true) {
      if (!inside) {
        while (head.hasRemaining() && bytes.hasRemaining()) {
          head.put(bytes.get());
        }
        if (head.hasRemaining()) {
          return Optional.empty();
        }
        begin(head.flip().getInt());
        head.clear();
      }
      int length = Math.min(left, bytes.remaining());
      byte[] piece = new byte[length];
      bytes.get(piece);
      message.write(piece, 0, length);
      left -= length;
      if (left > 0) {
        return Optional.empty();
      }
      inside = false;
      if (!more) {
        byte[] whole = message.toByteArray();
        message = new ByteArrayOutputStream();
        return Optional.of(whole);
      }
    }
  }

  /** Whether a part of a message is here and the rest is not. */
  public boolean isHalfway() {
    return inside || message.size() > 0 || head.position() > 0;
  }

  private void begin(int word) throws IOException {
    more = (word & Frames.MORE) != 0;
    left = word & ~Frames.MORE;
    if (left > Frames.LONGEST_PART) {
      throw new IOException("no frame: a part of " + left + " bytes");
    }
    if (message.size() + (long) left > longest) {
      throw new IOException("a message of more than " + longest + " bytes");
    }
    inside = true;
  }
}
