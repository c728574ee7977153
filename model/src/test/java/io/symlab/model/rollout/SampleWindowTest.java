package io.symlab.model.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SampleWindowTest {
  @Property
  void aWindowIsTheNewestStepsFirstThenZerosBeforeStepOne(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = -2, max = 2) Integer> gradients,
      @ForAll @IntRange(min = 1, max = 12) int size) {
    SampleWindow window = new SampleWindow(2, size, 1);
    List<Float> history = new ArrayList<>();
    for (int g : gradients) {
      window.push(new float[][] {{g}, {10f * g + 1}}, new float[] {g});
      history.add(0, (float) g);
      float[] row = new float[2 * size + 2];
      row[0] = 77;
      row[2 * size + 1] = 88;
      window.write(0, row, 1);
      assertThat(row[0]).isEqualTo(77);
      assertThat(row[2 * size + 1]).isEqualTo(88);
      int zeros = 0;
      for (int lag = 0; lag < size; lag++) {
        boolean real = lag < history.size();
        float expected = real ? history.get(lag) : 0;
        assertThat(row[1 + 2 * lag]).isEqualTo(expected);
        assertThat(row[2 + 2 * lag]).isEqualTo(real ? 10 * expected + 1 : 0);
        zeros += real && expected == 0 ? 1 : 0;
      }
      int real = Math.min(size, history.size());
      assertThat(window.dropped(0)).isEqualTo(zeros >= 0.75 * real);
    }
  }
}
