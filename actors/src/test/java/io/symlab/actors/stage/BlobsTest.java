package io.symlab.actors.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.symlab.proto.BlobPart;
import io.symlab.symbolic.Randomness;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlobsTest {
  private static ByteString blob(int size) {
    byte[] bytes = new byte[size];
    Randomness.stream(1, "blob", size).nextBytes(bytes);
    return ByteString.copyFrom(bytes);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 131_072, 131_073, 400_000})
  void partsMakeTheWholeAgainAndTheAssemblyTakesTheNextOne(int size) {
    var assembly = new Blobs.Assembly();
    for (int again = 0; again < 2; again++) {
      ByteString blob = blob(size + again);
      List<BlobPart> parts = Blobs.split(blob);
      assertThat(parts).allMatch(part -> part.getBytes().size() <= 128 * 1024);
      Optional<ByteString> whole = Optional.empty();
      for (BlobPart part : parts) {
        assertThat(whole).isEmpty();
        whole = assembly.add(part);
      }
      assertThat(whole).contains(blob);
    }
  }

  @Test
  void aLostPartIsSeen() {
    var assembly = new Blobs.Assembly();
    List<BlobPart> parts = Blobs.split(blob(400_000));
    assembly.add(parts.get(0));
    assertThatThrownBy(() -> assembly.add(parts.get(2))).isInstanceOf(IllegalStateException.class);
  }
}
