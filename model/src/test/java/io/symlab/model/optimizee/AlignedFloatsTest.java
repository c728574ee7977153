package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlignedFloatsTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 4, 60, 64, 68, 144, 4096, 4100})
  void anyLengthFitsAndIsAligned(int length) {
    var bytes = AlignedFloats.allocate(length);
    assertThat(bytes.capacity()).isEqualTo(length);
    assertThat(bytes.alignmentOffset(0, AlignedFloats.ALIGNMENT)).isZero();
  }
}
