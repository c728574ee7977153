package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.sample.Samples;
import java.util.Arrays;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class EdgeTest {
  /** In one column the edge is what lies furthest from the median, whatever the scale. */
  @Property(tries = 100)
  void ofOneColumnItIsTheFurthestTenth(
      @ForAll long seed, @ForAll @IntRange(min = 10, max = 300) int rows) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] column = new float[rows];
    for (int i = 0; i < rows; i++) {
      column[i] = (float) Math.exp(20 * random.nextDouble());
    }
    float[] sorted = column.clone();
    Arrays.sort(sorted);
    double middle = sorted[rows / 2];
    int[] edge = Edge.of(Samples.of(new float[][] {column}, new float[rows]));
    assertThat(edge).hasSize(rows / 10).doesNotHaveDuplicates();
    double least =
        Arrays.stream(edge).mapToDouble(i -> Math.abs(column[i] - middle)).min().orElseThrow();
    long further = 0;
    for (float value : column) {
      further += Math.abs(value - middle) > least ? 1 : 0;
    }
    assertThat(further).isLessThan(edge.length + 0L);
  }

  @Test
  void everyColumnHasItsEdgeAndOneOfTwoValuesHasTheRarerOne() {
    int rows = 200;
    float[][] columns = new float[3][rows];
    for (int i = 0; i < rows; i++) {
      columns[0][i] = (i * 37) % rows;
      columns[1][i] = i == 100 ? 1 : 0; // whether something rare was there
      columns[2][i] = 5;
    }
    int[] edge = Edge.of(Samples.of(columns, new float[rows]));
    assertThat(edge).hasSize(20).contains(0, 100);
    assertThat(Edge.of(Samples.of(new float[][] {columns[2]}, new float[rows]))).isEmpty();
  }
}
