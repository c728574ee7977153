package io.symlab.model.rule.learned;

import io.symlab.model.kernels.CellKernels;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A learned optimizer at work, computed block by block with hand-fused kernels. Forward it keeps
 * the inputs and nothing else; backward it runs each block's steps once more on a tape that fits
 * the caches, so that an unroll takes a few megabytes, not a hundred.
 */
final class FusedRule implements TrainableRule {
  /** Coordinates per block at most: rows long enough for the kernels. */
  private static final int BLOCK = 768;

  /** Floats of a step's activations, so that the tape of 20 steps is of a few megabytes. */
  private static final int SLOT = 96 * BLOCK;

  private final RuleLayout layout;
  private final Preprocess preprocess;

  /** What each feature is multiplied with before. */
  private final float[] gains;

  private final int coordinates;
  private final int stride;
  private final int blocks;
  private final float gain;
  private final FusedCell cell;

  /** h and c, [blocks][memory rows][stride]: now, and at the first recorded step. */
  private final float[] memory;

  private final float[] memoryBefore;
  private final int memorySize;

  /** What each group's updates are multiplied with; null when that is the scale alone. */
  private final GroupRates rates;

  /** Inputs of the recorded steps, each [blocks][inputs + 1][stride], ones last; reused. */
  private final List<float[]> records = new ArrayList<>();

  private int recorded;
  private final float[] adjoint;

  FusedRule(RuleSettings settings, List<ParameterGroup> groups) {
    this(settings, groups, CellKernels.best(stride(settings.on(groups), groups)));
  }

  FusedRule(RuleSettings settings, List<ParameterGroup> groups, CellKernels kernels) {
    RuleSettings known = settings.on(groups);
    this.layout = RuleLayout.of(known);
    this.preprocess = known.preprocess();
    this.gains = known.gains();
    this.coordinates = size(groups);
    this.stride = kernels.stride();
    this.blocks = (coordinates + stride - 1) / stride;
    this.gain = layout.gain(known.scale());
    this.rates = layout.groups() > 0 ? new GroupRates(layout, groups) : null;
    this.cell = new FusedCell(layout, gain, kernels);
    this.memorySize = cell.tape.memoryRows() * stride;
    this.memory = new float[blocks * memorySize];
    this.memoryBefore = new float[memory.length];
    this.adjoint = new float[stride];
  }

  /** Floats per row: a whole problem, if the activations of so many fit the caches. */
  private static int stride(RuleSettings settings, List<ParameterGroup> groups) {
    int fits = SLOT / RuleLayout.of(settings).rows() / CellKernels.WIDTH * CellKernels.WIDTH;
    return Math.min(Math.max(CellKernels.WIDTH, Math.min(BLOCK, fits)), roundUp(size(groups)));
  }

  private static int size(List<ParameterGroup> groups) {
    return groups.stream().mapToInt(ParameterGroup::length).sum();
  }

  private static int roundUp(int length) {
    return (length + CellKernels.WIDTH - 1) / CellKernels.WIDTH * CellKernels.WIDTH;
  }

  @Override
  public int parameters() {
    return layout.parameters();
  }

  @Override
  public void phi(float[] phi) {
    cell.weights.set(phi);
    if (rates != null) {
      rates.phi(phi);
    }
  }

  @Override
  public void start() {
    Arrays.fill(memory, 0);
    recorded = 0;
  }

  @Override
  public void forward(float[][] features, float[] update) {
    if (recorded == 0) {
      System.arraycopy(memory, 0, memoryBefore, 0, memory.length);
    }
    float[] record = record(features);
    for (int b = 0; b < blocks; b++) {
      cell.tape.load(memory, b * memorySize, 0);
      cell.forward(0, record, b * recordSize(), width(b));
      cell.tape.store(memory, b * memorySize, 1);
      cell.update(0, update, b * stride, length(b));
    }
    if (rates != null) {
      float[] factors = rates.perCoordinate();
      for (int i = 0; i < coordinates; i++) {
        update[i] *= factors[i];
      }
    }
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient) {
    backward(adjoints, gradient, null);
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient, float[][][] toFeatures) {
    cell.tape.reserve(recorded);
    for (int b = 0; b < blocks; b++) {
      int at = b * recordSize();
      cell.tape.load(memoryBefore, b * memorySize, 0);
      for (int s = 0; s < recorded; s++) {
        cell.forward(s, records.get(s), at, width(b));
      }
      cell.beginBackward();
      Arrays.fill(adjoint, 0);
      for (int s = recorded - 1; s >= 0; s--) {
        System.arraycopy(adjoints[s], b * stride, adjoint, 0, length(b));
        if (rates != null) {
          float[] outputs = cell.tape.data();
          rates.backward(b * stride, length(b), outputs, cell.tape.output(s), gain, adjoint);
        }
        cell.backward(s, records.get(s), at, adjoint, width(b));
        if (toFeatures != null) {
          write(b, records.get(s), cell.toInputs(width(b)), toFeatures[s]);
        }
      }
      cell.endBackward(gradient);
    }
    if (rates != null) {
      rates.addTo(gradient);
    }
    drop();
  }

  @Override
  public void remember(TrainableRule other) {
    System.arraycopy(((FusedRule) other).memory, 0, memory, 0, memory.length);
    recorded = 0;
  }

  @Override
  public void drop() {
    recorded = 0;
  }

  @Override
  public void close() {}

  /** A block's adjoints of inputs as those of features. */
  private void write(int block, float[] record, float[] toInputs, float[][] toFeatures) {
    for (int f = 0; f < layout.features(); f++) {
      int row = f * preprocess.inputs() * stride;
      int at = block * recordSize() + row;
      int to = block * stride;
      preprocess.backward(
          gains[f], record, at, toInputs, row, stride, toFeatures[f], to, length(block));
    }
  }

  private float[] record(float[][] features) {
    if (recorded == records.size()) {
      float[] fresh = new float[blocks * recordSize()];
      for (int b = 0; b < blocks; b++) {
        int ones = b * recordSize() + layout.inputs() * stride;
        Arrays.fill(fresh, ones, ones + stride, 1);
      }
      records.add(fresh);
    }
    float[] record = records.get(recorded++);
    for (int b = 0; b < blocks; b++) {
      for (int f = 0; f < features.length; f++) {
        int to = b * recordSize() + f * preprocess.inputs() * stride;
        preprocess.forward(features[f], gains[f], b * stride, length(b), record, to, stride);
      }
    }
    return record;
  }

  private int recordSize() {
    return (layout.inputs() + 1) * stride;
  }

  /** Coordinates in a block, and the row length that the kernels need for them. */
  private int length(int block) {
    return Math.min(stride, coordinates - block * stride);
  }

  private int width(int block) {
    return roundUp(length(block));
  }
}
