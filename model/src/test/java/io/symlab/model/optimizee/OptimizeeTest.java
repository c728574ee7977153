package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.data.DataSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every optimizee promises, on small ones. */
class OptimizeeTest {
  static OptimizeeSettings mlp(int... hidden) {
    List<Integer> sizes = java.util.Arrays.stream(hidden).boxed().toList();
    return new OptimizeeSettings(
        "mlp", sizes, 128, 0.01, new DataSettings("rendered", null, false, 4000, 1), 0, 0);
  }

  static OptimizeeSettings quadratic(int instances, int dimension) {
    return new OptimizeeSettings("quadratic", List.of(), 0, 0.01, null, instances, dimension);
  }

  @Test
  void thePublishedPerceptronHas24380ParametersInOrderWithoutGaps() {
    try (Optimizee mlp = Optimizees.open(mlp(30, 20))) {
      assertThat(mlp.size()).isEqualTo(24_380);
      int offset = 0;
      for (Optimizee.ParameterGroup group : mlp.groups()) {
        assertThat(group.offset()).isEqualTo(offset);
        offset += group.length();
      }
      assertThat(offset).isEqualTo(24_380);
    }
  }
}
