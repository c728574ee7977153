package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Loading once, and splitting in halves. */
class ImagesTest {
  private static DataSettings rendered(int images) {
    return new DataSettings("rendered", "", false, images, 3);
  }

  @Test
  void areLoadedOncePerProcessWhoeverAsks() {
    List<Images> loaded =
        IntStream.range(0, 8).parallel().mapToObj(i -> Images.load(rendered(200))).toList();
    assertThat(loaded).allMatch(i -> i == loaded.get(0));
    DataSettings sameToTheEye = new DataSettings("rendered", "elsewhere", true, 200, 3);
    assertThat(Images.load(sameToTheEye)).isSameAs(loaded.get(0));
    assertThat(Images.load(rendered(201))).isNotSameAs(loaded.get(0));
  }

  @Test
  void splitIntoHalvesThatShareNothingAndMissNothing() {
    Images images = Images.load(rendered(201));
    int[] first = images.half(true);
    int[] second = images.half(false);
    assertThat(first).hasSize(100);
    assertThat(second).hasSize(101);
    assertThat(Stream.of(first, second).flatMapToInt(IntStream::of))
        .containsExactlyInAnyOrderElementsOf(IntStream.range(0, 201).boxed().toList());
    assertThat(first).isNotEqualTo(IntStream.range(0, 100).toArray());
  }

  @Test
  void givePixelsFromMinusToPlusAHalf() {
    byte[] pixels = new byte[784];
    pixels[1] = (byte) 255;
    pixels[2] = 51;
    float[] into = new float[785];
    new ImageSet(pixels, new byte[] {4}).copy(0, into, 1);
    assertThat(into[1]).isEqualTo(-0.5f);
    assertThat(into[2]).isEqualTo(0.5f);
    assertThat(into[3]).isEqualTo(51 / 255f - 0.5f);
  }

  @Test
  void haveAChecksumOfPixelsAndLabels() {
    ImageSet zero = new ImageSet(new byte[784], new byte[1]);
    ImageSet one = new ImageSet(new byte[784], new byte[] {1});
    String checksum = new Images(zero, zero, "").checksum();
    assertThat(checksum).matches("[0-9a-f]{64}");
    assertThat(new Images(one, zero, "").checksum()).isNotEqualTo(checksum);
  }

  @Test
  void refuseAnUnknownKind() {
    assertThatThrownBy(() -> Images.load(new DataSettings("cifar", "", false, 1, 1)))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("data.kind", "cifar", "mnist");
  }
}
