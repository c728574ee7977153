package io.symlab.model.rollout;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.sample.SampleBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/**
 * Watches some coordinates of a rollout and writes samples down. It keeps gradient features of its
 * own, for these coordinates only, so that any rule can be watched, whatever it sees itself.
 */
final class Observer {
  private final Watch watch;
  private final int[] coordinates;
  private final FeatureState features;
  private final SampleWindow window;
  private final SampleRows rows;
  private final float[] gathered;

  /** Whether features are those of all coordinates, since some are made of whole tensors. */
  private final boolean whole;

  private final float[] gatheredTheta;

  /** What the update of each watched coordinate is divided by to give y. */
  private final double[] rates;

  /**
   * A watch over some coordinates.
   *
   * @param rates of all coordinates, where the rule has rates of its own in place of the scale
   */
  Observer(Watch watch, List<ParameterGroup> groups, long key, Optional<float[]> rates) {
    this.watch = watch;
    this.coordinates = choose(groups, watch.coordinates(), key);
    this.whole = watch.features().stream().anyMatch(Feature::ofTensor);
    this.features =
        whole
            ? new FeatureState(watch.features(), groups, watch.window())
            : new FeatureState(watch.features(), coordinates.length, watch.window());
    this.window = new SampleWindow(watch.features().size(), watch.window(), coordinates.length);
    this.rows = new SampleRows(watch.width());
    this.gathered = new float[coordinates.length];
    this.gatheredTheta = new float[coordinates.length];
    this.rates = new double[coordinates.length];
    for (int c = 0; c < coordinates.length; c++) {
      int coordinate = coordinates[c];
      this.rates[c] = rates.map(own -> (double) own[coordinate]).orElse(watch.scale());
    }
  }

  /** Up to {@code perGroup} different coordinates of each group, ascending. */
  static int[] choose(List<ParameterGroup> groups, int perGroup, long key) {
    List<Integer> chosen = new ArrayList<>();
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      SplittableRandom random = Randomness.stream(key, "rollout.group", i);
      int[] inGroup = distinct(random, group.length(), Math.min(perGroup, group.length()));
      for (int c : inGroup) {
        chosen.add(group.offset() + c);
      }
    }
    return chosen.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Floyd's sampling without replacement: every subset of the size is equally likely. */
  private static int[] distinct(SplittableRandom random, int bound, int count) {
    TreeSet<Integer> set = new TreeSet<>();
    for (int j = bound - count; j < bound; j++) {
      int candidate = random.nextInt(j + 1);
      if (!set.add(candidate)) {
        set.add(j);
      }
    }
    return set.stream().mapToInt(Integer::intValue).toArray();
  }

  /**
   * What the rule saw at one step of the run.
   *
   * @param theta [size] of all coordinates, before the step
   * @param gradient [size]
   * @param step from 1
   */
  void see(float[] theta, float[] gradient, int step) {
    gather(gradient, gathered);
    window.push(features(theta, gradient, step), gathered);
  }

  /**
   * Writes the samples of that step.
   *
   * @param update [size], what the rule made of it
   */
  void write(float[] update) {
    for (int c = 0; c < coordinates.length; c++) {
      if (!window.dropped(c)) {
        int offset = rows.add();
        float[] buffer = rows.buffer();
        window.write(c, buffer, offset);
        buffer[offset + watch.width() - 1] = (float) (update[coordinates[c]] / rates[c]);
      }
    }
  }

  private float[][] features(float[] theta, float[] gradient, int step) {
    if (!whole) {
      gather(theta, gatheredTheta);
      return features.next(gatheredTheta, gathered, step);
    }
    float[][] all = features.next(theta, gradient, step);
    float[][] watched = new float[all.length][coordinates.length];
    for (int f = 0; f < all.length; f++) {
      gather(all[f], watched[f]);
    }
    return watched;
  }

  private void gather(float[] all, float[] watched) {
    for (int c = 0; c < coordinates.length; c++) {
      watched[c] = all[coordinates[c]];
    }
  }

  /** The coordinates watched, ascending. */
  int[] coordinates() {
    return Arrays.copyOf(coordinates, coordinates.length);
  }

  List<SampleBatch> drain(boolean last) {
    return rows.drain(last);
  }
}
