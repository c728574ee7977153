package io.symlab.model.optimizee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.symlab.model.data.DataSettings;
import io.symlab.model.optimizee.OptimizeeSettings.Beside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every optimizee promises: the same numbers in any thread, and nothing left behind. */
class OptimizeeTest {
  private static final DataSettings DATA = new DataSettings("rendered", null, false, 2000, 1);
  private static final OptimizeeSettings MLP =
      new OptimizeeSettings("mlp", List.of(30, 20), 128, 0.05, DATA, 0, 0);
  private static final OptimizeeSettings QUADRATIC =
      new OptimizeeSettings("quadratic", List.of(), 0, 0.01, null, 32, 10);
  private static final OptimizeeSettings ENSEMBLE =
      OptimizeeSettings.of(OptimizeeKind.ENSEMBLE)
          .withBeside(new Beside(1, List.of(QUADRATIC, MLP), List.of()));

  static List<OptimizeeSettings> kinds() {
    return List.of(MLP, QUADRATIC, ENSEMBLE);
  }

  /** A few steps of gradient descent: every loss, and at the end gradient and parameters. */
  private static List<Object> descend(OptimizeeSettings settings, long index) {
    try (Optimizee optimizee = Optimizees.open(settings)) {
      Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 4, "descend", index);
      float[] theta = new float[optimizee.size()];
      float[] gradient = new float[optimizee.size()];
      problem.initial(theta);
      List<Object> seen = new ArrayList<>();
      for (int step = 0; step < 25; step++) {
        seen.add(Double.doubleToRawLongBits(problem.gradient(theta, step, gradient)));
        for (int i = 0; i < theta.length; i++) {
          theta[i] -= 0.05f * gradient[i];
        }
      }
      seen.add(gradient);
      seen.add(theta);
      return seen;
    }
  }

  private static List<List<Object>> inThreads(int threads, List<Callable<List<Object>>> work)
      throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<List<Object>> results = new ArrayList<>();
      for (Future<List<Object>> future : pool.invokeAll(work)) {
        results.add(future.get());
      }
      return results;
    } finally {
      pool.shutdown();
    }
  }

  private static void assertSame(List<Object> actual, List<Object> expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void sameProblemGivesTheSameBitsInAnyThread(OptimizeeSettings settings) throws Exception {
    List<Object> here = descend(settings, 0);
    for (List<Object> there :
        inThreads(2, List.of(() -> descend(settings, 0), () -> descend(settings, 0)))) {
      assertSame(there, here);
    }
    assertThat(descend(settings, 1).get(0)).isNotEqualTo(here.get(0));
  }

  @Test
  void sixteenAtOnceOnFourThreadsGiveWhatEachGivesAlone() throws Exception {
    List<Callable<List<Object>>> work = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      int index = i;
      work.add(() -> descend(index % 2 == 0 ? MLP : QUADRATIC, index));
    }
    List<List<Object>> together = inThreads(4, work);
    for (int i = 0; i < 16; i++) {
      assertSame(together.get(i), work.get(i).call());
    }
  }

  @Test
  void problemsOfOneOptimizeeDoNotDisturbEachOther() {
    try (Optimizee optimizee = Optimizees.open(MLP)) {
      Optimizee.Problem one = optimizee.problem(Optimizee.Half.TRAIN, 1, "one", 0);
      Optimizee.Problem other = optimizee.problem(Optimizee.Half.TRAIN, 1, "other", 0);
      float[] a = new float[optimizee.size()];
      float[] b = new float[optimizee.size()];
      float[] gradient = new float[optimizee.size()];
      one.initial(a);
      other.initial(b);
      double before = one.gradient(a, 0, gradient);
      float[] first = gradient.clone();
      other.gradient(b, 9, gradient);
      one.accuracy(b);
      assertThat(one.gradient(a, 0, gradient)).isEqualTo(before);
      assertThat(gradient).isEqualTo(first);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void thousandsOfStepsLeaveNoMemoryBehind(OptimizeeSettings settings) throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/statm")), "needs Linux's account of memory");
    try (Optimizee optimizee = Optimizees.open(settings)) {
      Optimizee.Problem problem = optimizee.problem(Optimizee.Half.TRAIN, 1, "leak", 0);
      float[] theta = new float[optimizee.size()];
      float[] gradient = new float[optimizee.size()];
      problem.initial(theta);
      steps(problem, theta, gradient, 300);
      long before = residentMiB();
      steps(problem, theta, gradient, 2000);
      // Keeping the gradients alone would add 190 MiB (mlp), keeping the graphs as much again.
      assertThat(residentMiB() - before).isLessThan(120);
      assertThat(liveArrays(optimizee)).isZero();
    }
  }

  private static void steps(Optimizee.Problem problem, float[] theta, float[] gradient, int steps) {
    for (int step = 0; step < steps; step++) {
      problem.gradient(theta, step, gradient);
    }
  }

  private static int liveArrays(Optimizee optimizee) {
    // What computes without tensors holds none.
    return optimizee instanceof ImageClassifier classifier
        ? classifier.manager().getManagedArrays().size()
        : 0;
  }

  private static long residentMiB() throws IOException {
    String[] pages = Files.readString(Path.of("/proc/self/statm")).split(" ");
    return Long.parseLong(pages[1]) * 4096 / (1 << 20);
  }

  @Test
  void settingsOutOfRangeAreNamed() {
    refuses(new OptimizeeSettings("lasoo", List.of(), 1, 1, null, 1, 1), "optimizee.kind");
    refuses(new OptimizeeSettings("mlp", List.of(), 1001, 1, DATA, 0, 0), "optimizee.batch");
    refuses(new OptimizeeSettings("mlp", List.of(5, 0), 10, 1, DATA, 0, 0), "optimizee.hidden");
    refuses(new OptimizeeSettings("quadratic", List.of(), 0, 1, null, 0, 1), "instances");
    refuses(new OptimizeeSettings("quadratic", List.of(), 0, 1, null, 1, 0), "dimension");
  }

  private static void refuses(OptimizeeSettings settings, String key) {
    assertThatThrownBy(() -> Optimizees.open(settings))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }
}
