package io.symlab.model.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.optimizee.Optimizee.Problem;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.sample.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A rollout against the same run written down naively: every history kept, every row rebuilt. */
class RolloutTest {
  private static final Bowl BOWL = new Bowl();
  private static final UpdateRule RULE = HandMade.adam(0.01);
  private static final int STEPS = 60;

  @Test
  void curveAndRowsAreThoseOfTheNaiveRun() {
    for (List<Feature> features :
        List.of(List.of(Feature.MT, Feature.GT), List.of(Feature.G, Feature.MOM5, Feature.T))) {
      Watch watch = new Watch(features, 7, 10, 0.01);
      List<Double> losses = new ArrayList<>();
      List<float[]> expected = naive(watch, 5, losses);
      try (Rollout rollout = Rollout.watched(BOWL, RULE, STEPS, watch, 1, 5)) {
        List<float[]> rows = rows(rollout);
        assertThat(rollout.lossCurve()).containsExactly(losses.toArray(Double[]::new));
        assertThat(rows).hasSameSizeAs(expected);
        for (int i = 0; i < rows.size(); i++) {
          assertThat(rows.get(i)).as("row %d", i).containsExactly(expected.get(i));
        }
      }
    }
  }

  @Test
  void smallGroupsAreWatchedWholeAndLargeOnesByTenFixedCoordinates() {
    int[] chosen = Observer.choose(BOWL.groups(), 10, 3);
    assertThat(chosen).hasSize(3 + 10 + 10).isSorted().doesNotHaveDuplicates().startsWith(0, 1, 2);
    assertThat(chosen).isEqualTo(Observer.choose(BOWL.groups(), 10, 3));
    assertThat(chosen).isNotEqualTo(Observer.choose(BOWL.groups(), 10, 4));
  }

  @Test
  void everyCoordinateIsAsLikelyToBeWatched() {
    int[] counts = new int[BOWL.size()];
    for (int key = 0; key < 5000; key++) {
      for (int c : Observer.choose(BOWL.groups(), 10, key)) {
        counts[c]++;
      }
    }
    for (int c = 3; c < 28; c++) {
      // Binomial(5000, 0.4): sigma 35; six of them.
      assertThat(counts[c]).isBetween(2000 - 210, 2000 + 210);
    }
  }

  @Test
  void piecesAreNumberedAndSmallEnoughToSend() {
    Watch watch = new Watch(List.of(Feature.MT, Feature.GT), 20, 10, 0.01);
    try (Rollout rollout = Rollout.watched(BOWL, RULE, 300, watch, 1, 0)) {
      int next = 0;
      int rows = 0;
      while (!rollout.done()) {
        rollout.step();
        for (SampleBatch piece : rollout.drain()) {
          assertThat(piece.number()).isEqualTo(next++);
          assertThat(piece.width()).isEqualTo(41);
          assertThat(piece.values().length * 4).isLessThanOrEqualTo(64 * 1024);
          assertThat(piece.rows() == 399 || rollout.done()).isTrue();
          rows += piece.rows();
        }
      }
      assertThat(rollout.drain()).isEmpty();
      int still = 0;
      for (int c :
          Observer.choose(BOWL.groups(), 10, Randomness.key(1, "rollout.coordinates", 0))) {
        still += c >= BOWL.size() - 2 ? 1 : 0;
      }
      assertThat(rows).isEqualTo(300 * (23 - still));
      assertThat(next).isEqualTo((rows + 398) / 399);
    }
  }

  @Test
  void aRunIsAFunctionOfSeedAndIndex() {
    Watch watch = new Watch(List.of(Feature.MT), 3, 10, 0.01);
    List<String> first = allRows(watch, 1, 0);
    assertThat(allRows(watch, 1, 0)).isEqualTo(first);
    assertThat(allRows(watch, 1, 1)).isNotEqualTo(first);
    assertThat(allRows(watch, 2, 0)).isNotEqualTo(first);
  }

  @Test
  void divergenceEndsTheRunAndShowsInItsCurve() {
    Problem problem = BOWL.problem(Half.HELD_OUT, 1, "evaluate", 0);
    try (Rollout rollout = Rollout.of(BOWL, problem, HandMade.sgd(1e12), STEPS)) {
      while (!rollout.done()) {
        rollout.step();
      }
      double[] curve = rollout.lossCurve();
      assertThat(rollout.diverged()).isTrue();
      assertThat(curve).hasSize(STEPS);
      assertThat(curve[0]).isFinite();
      assertThat(curve[STEPS - 1]).isNaN();
      assertThat(rollout.accuracy()).isEmpty();
    }
  }

  @Test
  void aLastUpdateThatIsNotFiniteCountsThoughItsLossWasNeverSeen() {
    Problem problem = BOWL.problem(Half.HELD_OUT, 1, "evaluate", 0);
    try (Rollout rollout = Rollout.of(BOWL, problem, HandMade.sgd(1e39), 1)) {
      rollout.step();
      assertThat(rollout.done()).isTrue();
      assertThat(rollout.lossCurve()[0]).isFinite();
      assertThat(rollout.diverged()).isTrue();
    }
  }

  @Test
  void aFiniteRunIsNotCalledDiverged() {
    Problem problem = BOWL.problem(Half.HELD_OUT, 1, "evaluate", 0);
    try (Rollout rollout = Rollout.of(BOWL, problem, HandMade.sgd(1), STEPS)) {
      while (!rollout.done()) {
        rollout.step();
      }
      assertThat(rollout.diverged()).isFalse();
      assertThat(rollout.accuracy()).hasValue(problem.accuracy(rollout.parameters()).orElseThrow());
      assertThat(rollout.drain()).isEmpty();
    }
  }

  @Test
  void underRatesPerGroupUpdatesAreOverTheirGroupsOwnRate() {
    RuleSettings settings =
        new RuleSettings(List.of(Feature.G), 2, List.of(2), 0.01)
            .withGroupRates()
            .on(BOWL.groups());
    LearnedOptimizer learned = LearnedOptimizer.initial(settings, 2);
    Watch watch = Watch.of(settings, new RolloutSettings(1, 1, 1, 1, 100, 1));
    float[] gradient = new float[BOWL.size()];
    float[] update = new float[BOWL.size()];
    Problem problem = BOWL.problem(Half.TRAIN, 1, "rollout", 0);
    float[] theta = new float[BOWL.size()];
    problem.initial(theta);
    problem.gradient(theta, 0, gradient);
    List<Float> expected = new ArrayList<>();
    try (UpdateRule.State state = learned.start(BOWL.groups())) {
      state.update(gradient, 1, update);
      float[] rates = state.rates().orElseThrow();
      for (int i = 0; i < update.length; i++) {
        if (gradient[i] != 0) {
          expected.add((float) (update[i] / (double) rates[i]));
        }
      }
      assertThat(rates[0]).isNotEqualTo(rates[rates.length - 1]);
    }
    try (Rollout rollout = Rollout.watched(BOWL, learned, 1, watch, 1, 0)) {
      assertThat(rows(rollout).stream().map(row -> row[1])).containsExactlyElementsOf(expected);
    }
  }

  private static List<String> allRows(Watch watch, long seed, long index) {
    try (Rollout rollout = Rollout.watched(BOWL, RULE, STEPS, watch, seed, index)) {
      return rows(rollout).stream().map(Arrays::toString).toList();
    }
  }

  private static List<float[]> rows(Rollout rollout) {
    List<float[]> rows = new ArrayList<>();
    while (!rollout.done()) {
      rollout.step();
      for (SampleBatch piece : rollout.drain()) {
        for (int r = 0; r < piece.rows(); r++) {
          float[] row = new float[piece.width()];
          System.arraycopy(piece.values(), r * piece.width(), row, 0, piece.width());
          rows.add(row);
        }
      }
    }
    return rows;
  }

  private static List<float[]> naive(Watch watch, long index, List<Double> losses) {
    Problem problem = BOWL.problem(Half.TRAIN, 1, "rollout", index);
    long key = Randomness.key(1, "rollout.coordinates", index);
    int[] chosen = Observer.choose(BOWL.groups(), watch.coordinates(), key);
    int n = BOWL.size();
    int count = watch.features().size();
    float[] theta = new float[n];
    float[] gradient = new float[n];
    float[] update = new float[n];
    problem.initial(theta);
    // history[step][feature][coordinate], of all coordinates
    List<float[][]> history = new ArrayList<>();
    List<float[]> gradients = new ArrayList<>();
    FeatureState features = new FeatureState(watch.features(), BOWL.groups(), 1);
    List<float[]> rows = new ArrayList<>();
    try (UpdateRule.State state = RULE.start(n)) {
      for (int step = 1; step <= STEPS; step++) {
        losses.add(problem.gradient(theta, step - 1, gradient));
        float[][] planes = features.next(theta, gradient, step);
        float[][] copy = new float[count][];
        for (int f = 0; f < count; f++) {
          copy[f] = Arrays.copyOf(planes[f], n);
        }
        history.add(copy);
        gradients.add(gradient.clone());
        state.update(gradient, step, update);
        for (int i = 0; i < n; i++) {
          theta[i] += update[i];
        }
        for (int c : chosen) {
          int real = Math.min(step, watch.window());
          int zeros = 0;
          float[] row = new float[watch.width()];
          for (int lag = 0; lag < real; lag++) {
            zeros += gradients.get(step - 1 - lag)[c] == 0 ? 1 : 0;
            for (int f = 0; f < count; f++) {
              row[lag * count + f] = history.get(step - 1 - lag)[f][c];
            }
          }
          row[watch.width() - 1] = (float) (update[c] / watch.scale());
          if (zeros < 0.75 * real) {
            rows.add(row);
          }
        }
      }
    }
    return rows;
  }
}
