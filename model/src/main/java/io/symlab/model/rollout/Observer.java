package io.symlab.model.rollout;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
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
    this.features = new FeatureState(watch.features(), coordinates.length, watch.window());
    this.window = new SampleWindow(watch.features().size(), watch.window(), coordinates.length);
    this.rows = new SampleRows(watch.width());
    this.gathered = new float[coordinates.length];
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
   * One step of the run.
   *
   * @param gradient [size] of all coordinates
   * @param step from 1
   * @param update [size], what the rule made of it
   */
  void observe(float[] gradient, int step, float[] update) {
    for (int c = 0; c < coordinates.length; c++) {
      gathered[c] = gradient[coordinates[c]];
    }
    window.push(features.next(gathered, step), gathered);
    for (int c = 0; c < coordinates.length; c++) {
      if (!window.dropped(c)) {
        int offset = rows.add();
        float[] buffer = rows.buffer();
        window.write(c, buffer, offset);
        buffer[offset + watch.width() - 1] = (float) (update[coordinates[c]] / rates[c]);
      }
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
