package io.symlab.door;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FrameReaderTest {
  @Property(tries = 200)
  void putsTogetherWhatComesInPiecesOfAnySize(
      @ForAll @IntRange(max = 200_000) int length,
      @ForAll @IntRange(min = 1, max = 70_000) int piece,
      @ForAll @IntRange(min = 1, max = 4) int messages)
      throws IOException {
    List<BytesValue> sent = new ArrayList<>();
    for (int i = 0; i < messages; i++) {
      sent.add(message(length / (i + 1), i));
    }
    var reader = new FrameReader(Integer.MAX_VALUE);
    List<BytesValue> read = new ArrayList<>();
    for (BytesValue one : sent) {
      ByteBuffer framed = Frames.of(one);
      while (framed.hasRemaining()) {
        int count = Math.min(piece, framed.remaining());
        ByteBuffer cut = framed.slice(framed.position(), count);
        framed.position(framed.position() + count);
        for (Optional<byte[]> m = reader.take(cut); m.isPresent(); m = reader.take(cut)) {
          read.add(BytesValue.parseFrom(m.get()));
          if (!cut.hasRemaining()) {
            break;
          }
        }
      }
    }
    assertThat(read).isEqualTo(sent);
    assertThat(reader.isHalfway()).isFalse();
  }

  @Test
  void noPartIsLongerThanABuffer() throws IOException {
    ByteBuffer framed = Frames.of(message(300_000, 1));
    int parts = 0;
    while (framed.hasRemaining()) {
      int length = framed.getInt() & ~Frames.MORE;
      assertThat(length).isLessThanOrEqualTo(Frames.LONGEST_PART);
      framed.position(framed.position() + length);
      parts++;
    }
    assertThat(parts).isEqualTo(5);
  }

  @Test
  void refusesWhatIsNoFrame() {
    var reader = new FrameReader(1000);
    assertThatThrownBy(() -> reader.take(ByteBuffer.wrap("GET / HTTP/1.1\r\n".getBytes(US_ASCII))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no frame");
  }

  @Test
  void refusesWhatIsTooLongBeforeItIsAllThere() throws IOException {
    var reader = new FrameReader(100_000);
    ByteBuffer framed = Frames.of(message(150_000, 1));
    int first = Frames.HEAD + Frames.LONGEST_PART;
    assertThat(reader.take(framed.slice(0, first))).isEmpty();
    assertThat(reader.isHalfway()).isTrue();
    assertThatThrownBy(() -> reader.take(framed.slice(first, Frames.HEAD)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("more than 100000 bytes");
  }

  private static BytesValue message(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return BytesValue.of(ByteString.copyFrom(bytes));
  }
}
