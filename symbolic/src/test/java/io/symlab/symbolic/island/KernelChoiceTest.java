package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.kernels.KernelSet;
import io.symlab.symbolic.kernels.Sums;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nothing but speed depends on which kernels run, and on when they change. */
class KernelChoiceTest {
  private static final int ROWS = Evaluator.BLOCK + 77;

  /** Goes over so many rows with every operator that all of them earn vectors. */
  private static void warm() {
    float[][] columns = RandomFormulas.columns(Evaluator.BLOCK, 1);
    Evaluator evaluator = new Evaluator();
    Sums before = evaluator.sums();
    List<Program> programs = new ArrayList<>();
    for (Operator operator : Operator.PLAIN) {
      Expression x = Expression.variable(0);
      programs.add(
          Program.of(
              operator.arity() == 1
                  ? Expression.of(operator, x)
                  : Expression.of(operator, x, Expression.variable(1))));
    }
    for (int i = 0; i < 60_000_000 / Evaluator.BLOCK || evaluator.sums() == before; i++) {
      for (Program program : programs) {
        evaluator.block(program, columns, 0, Evaluator.BLOCK);
      }
    }
  }

  private static Island island(SearchSettings settings, Samples samples, Evaluator evaluator) {
    return Island.create(settings, 0, samples.features(), evaluator);
  }

  private static void evolve(Island island, Samples samples, int rounds) {
    for (int r = 0; r < rounds; r++) {
      island.beginRound(samples, Elites.NONE);
      assertThat(island.evolve(System.nanoTime() + Long.MAX_VALUE / 2)).isTrue();
    }
  }

  private static void sameIslands(SearchSettings settings, Samples samples) {
    Island plain = island(settings, samples, new Evaluator(KernelSet.plain()));
    Island vectors = island(settings, samples, new Evaluator(KernelSet.best()));
    Evaluator evaluator = new Evaluator();
    Sums before = evaluator.sums();
    Island changing = island(settings, samples, evaluator);
    evolve(changing, samples, 1);
    warm();
    evolve(changing, samples, 5);
    assertThat(evaluator.sums()).isNotSameAs(before);
    evolve(plain, samples, 6);
    evolve(vectors, samples, 6);
    assertThat(vectors.encode()).isEqualTo(plain.encode());
    assertThat(changing.encode()).isEqualTo(plain.encode());
  }

  @Test
  void anIslandIsTheSameWithPlainLoopsWithVectorsAndWhileItChanges() {
    SearchSettings settings =
        SearchSettings.builder()
            .operators(Operator.PLAIN)
            .islands(1)
            .population(60)
            .maxComplexity(20)
            .build();
    sameIslands(settings, RandomFormulas.saturating(1500, 1));
  }

  @Test
  void soIsAnIslandOfFormulasWithMemory() {
    SearchSettings settings = MemorySearchTest.settings().islands(1).population(40).build();
    sameIslands(settings, MemorySearchTest.samples(500));
  }

  @Test
  void soIsAnIslandWhoseRowsHaveWeights() {
    Samples rows = RandomFormulas.saturating(1100, 1);
    float[] weights = new float[1100];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i % 5;
    }
    SearchSettings settings =
        SearchSettings.builder().islands(1).population(60).maxComplexity(20).build();
    sameIslands(settings, Samples.of(rows.columns(), rows.target(), weights));
  }

  /** Values, a block's values, derivatives by row and their sums. */
  private static List<float[]> everything(Evaluator evaluator, Program program, float[][] columns) {
    List<float[]> all = new ArrayList<>();
    float[] values = new float[ROWS];
    evaluator.evaluate(program, columns, ROWS, values);
    all.add(values);
    all.add(Arrays.copyOf(evaluator.block(program, columns, 50, 999), 50 + 999));
    float[] again = new float[ROWS];
    float[][] jacobian = new float[program.constantCount()][ROWS];
    evaluator.jacobian(program, columns, ROWS, again, jacobian);
    all.add(again);
    all.addAll(List.of(jacobian));
    return all;
  }

  private static double[] slopes(Evaluator evaluator, Program program, float[][] columns) {
    double[] slopes = new double[program.constantCount()];
    evaluator.backward(program, columns, ROWS, columns[2], slopes);
    return slopes;
  }

  private static void same(List<float[]> one, List<float[]> other) {
    assertThat(one).hasSameSizeAs(other);
    for (int i = 0; i < one.size(); i++) {
      assertThat(one.get(i)).isEqualTo(other.get(i));
    }
  }

  @Test
  void everyProgramHasTheSameBitsBeforeAndAfterTheChange() {
    float[][] columns = RandomFormulas.columns(ROWS, 4);
    Evaluator plain = new Evaluator(KernelSet.plain());
    Evaluator vectors = new Evaluator(KernelSet.best());
    Evaluator changing = new Evaluator();
    Sums before = changing.sums();
    for (int seed = 0; seed < 300; seed++) {
      if (seed == 20) {
        warm();
      }
      Program program = Program.of(RandomFormulas.any(seed));
      List<float[]> expected = everything(plain, program, columns);
      same(everything(vectors, program, columns), expected);
      same(everything(changing, program, columns), expected);
      double[] slopes = slopes(plain, program, columns);
      assertThat(slopes(vectors, program, columns)).isEqualTo(slopes);
      assertThat(slopes(changing, program, columns)).isEqualTo(slopes);
    }
    assertThat(changing.sums()).isNotSameAs(before);
  }
}
