package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.features.Ema;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * The gradient features that a symbolic rule reads, block by block, and their last values. What is
 * kept is cut into blocks that begin at 0, so that a block of any of it can be a column as it lies.
 */
final class SymbolicFeatures {
  /** The features that it can compute; the others run on whole planes. */
  static final Set<Feature> KNOWN =
      Collections.unmodifiableSet(
          EnumSet.of(
              Feature.MT,
              Feature.GT,
              Feature.G,
              Feature.MOM5,
              Feature.MOM9,
              Feature.MOM99,
              Feature.T));

  private final SymbolicColumns columns;
  private final int mt;
  private final int gt;

  /** m and v, [blocks][rows]; null where no feature needs them. */
  private final float[][] first;

  private final float[][] second;

  /** By feature the averages of g that are read at no lag, [blocks][rows]; null for others. */
  private final float[][][] running;

  /** By feature its last values, [longest lag][blocks][rows], a ring over steps. */
  private final float[][][][] past;

  /** By feature its newest values, of one block. */
  private final float[][] newest;

  /** What t was, by column; null for other features. */
  private final float[][] times;

  private float[] gradient;
  private float correction;
  private int step;

  SymbolicFeatures(SymbolicColumns columns, int blocks, int rows) {
    this.columns = columns;
    int features = columns.features().size();
    mt = columns.features().indexOf(Feature.MT);
    gt = columns.features().indexOf(Feature.GT);
    first = mt < 0 ? null : new float[blocks][rows];
    second = columns.scaled() ? new float[blocks][rows] : null;
    running = new float[features][][];
    past = new float[features][][][];
    newest = new float[features][];
    gradient = new float[rows];
    for (int f = 0; f < features; f++) {
      boolean average = FeatureState.decay(columns.features().get(f)) > 0;
      past[f] = new float[columns.isPast(f) ? columns.depth()[f] : 0][blocks][rows];
      running[f] = average && past[f].length == 0 ? new float[blocks][rows] : null;
      newest[f] = columns.features().get(f) == Feature.G ? null : new float[rows];
    }
    times = new float[columns.lag().length][];
    for (int c = 0; c < times.length; c++) {
      boolean time = columns.features().get(columns.feature()[c]) == Feature.T;
      times[c] = time ? new float[rows] : null;
    }
  }

  /** Begins a step, from 1 on. */
  void begin(int next) {
    step = next;
    correction = (float) Ema.correction(FeatureState.BETA, step);
    for (int c = 0; c < times.length; c++) {
      if (times[c] != null) {
        Arrays.fill(times[c], Math.max(0, step - columns.lag()[c]) / 1000f);
      }
    }
  }

  /** The newest values of a block, from its gradients. */
  void compute(float[] gradients, int from, int n, int block) {
    System.arraycopy(gradients, from, gradient, 0, n);
    float[] v = second == null ? null : second[block];
    if (mt >= 0 && gt >= 0) {
      FeatureLoops.both(gradient, first[block], v, correction, newest[mt], newest[gt], n);
    } else if (mt >= 0) {
      FeatureLoops.mt(gradient, first[block], v, correction, newest[mt], n);
    } else if (gt >= 0) {
      FeatureLoops.gt(gradient, v, correction, newest[gt], n);
    }
    for (int f = 0; f < newest.length; f++) {
      double decay = FeatureState.decay(columns.features().get(f));
      if (running[f] != null) {
        FeatureLoops.average(running[f][block], gradient, decay, running[f][block], n);
      } else if (decay > 0) {
        FeatureLoops.average(ago(f, 1)[block], gradient, decay, newest[f], n);
      }
    }
  }

  /** What a column of the rule is in this block. */
  float[] column(int c, int block) {
    int f = columns.feature()[c];
    int lag = columns.lag()[c];
    if (times[c] != null) {
      return times[c];
    }
    if (lag > 0) {
      return ago(f, lag)[block];
    }
    if (running[f] != null) {
      return running[f][block];
    }
    return newest[f] == null ? gradient : newest[f];
  }

  /** What mt and gt correct their bias by in this step. */
  float correction() {
    return correction;
  }

  /** What t is in a column of it in this step; 0 for columns of other features. */
  float time(int c) {
    return times[c] == null ? 0 : times[c][0];
  }

  /** The array of a place in the memory, of one block. */
  float[] held(StepCode.Place place, int block) {
    int f = place.index();
    return switch (place.holder()) {
      case FIRST -> first[block];
      case SECOND -> second[block];
      case RUNNING -> running[f][block];
      case NEWEST -> newest[f] == null ? gradient : newest[f];
      case AGO -> ago(f, place.lag())[block];
      default -> throw new IllegalArgumentException(place + " is not kept here");
    };
  }

  private float[][] ago(int f, int lag) {
    return past[f][Math.floorMod(step - lag, past[f].length)];
  }

  /** The block is done with in this step: its newest values take the place of its oldest. */
  void remember(int block) {
    for (int f = 0; f < newest.length; f++) {
      if (past[f].length > 0) {
        float[][] oldest = ago(f, past[f].length);
        float[] free = oldest[block];
        if (newest[f] == null) {
          oldest[block] = gradient;
          gradient = free;
        } else {
          oldest[block] = newest[f];
          newest[f] = free;
        }
      }
    }
  }

  /** Numbers held from step to step. */
  long numbers() {
    long numbers = numbers(new float[][][] {first, second}) + numbers(running);
    for (float[][][] ring : past) {
      numbers += numbers(ring);
    }
    return numbers;
  }

  static long numbers(float[][][] planes) {
    long numbers = 0;
    for (float[][] plane : planes) {
      for (float[] block : plane == null ? new float[0][] : plane) {
        numbers += block.length;
      }
    }
    return numbers;
  }
}
