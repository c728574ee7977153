package io.symlab.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestNameTest {
  private static final List<String> NAMES = List.of("mom5", "log", "rate", "max-complexity");

  @ParameterizedTest
  @CsvSource({
    "mon5, mom5",
    "lgo, log",
    "maxComplexty, max-complexity",
    "foo,", // two of its three letters are other ones
    "x,",
    "quadratic,"
  })
  void namesWhatIsASlipAway(String name, String near) {
    assertThat(NearestName.of(name, NAMES)).isEqualTo(Optional.ofNullable(near));
  }
}
