package io.symlab.model.rule;

import io.symlab.model.kernels.CellKernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A learned optimizer at work, computed block by block with hand-fused kernels. Forward it keeps
 * the features and nothing else; backward it runs each block's steps once more on a tape that fits
 * the caches, so that an unroll takes a few megabytes, not a hundred.
 */
final class FusedRule implements TrainableRule {
  /** Coordinates per block: long enough rows, and a tape of 20 steps of a few megabytes. */
  static final int BLOCK = 768;

  private final RuleLayout layout;
  private final int coordinates;
  private final int stride;
  private final int blocks;
  private final FusedCell cell;

  /** h and c, [blocks][memory rows][stride]: now, and at the first recorded step. */
  private final float[] memory;

  private final float[] memoryBefore;
  private final int memorySize;

  /** Features of the recorded steps, each [blocks][features + 1][stride], ones last; reused. */
  private final List<float[]> records = new ArrayList<>();

  private int recorded;
  private final float[] adjoint;

  FusedRule(RuleSettings settings, int coordinates) {
    this(settings, coordinates, CellKernels.best(stride(coordinates)));
  }

  FusedRule(RuleSettings settings, int coordinates, CellKernels kernels) {
    this.layout = RuleLayout.of(settings);
    this.coordinates = coordinates;
    this.stride = kernels.stride();
    this.blocks = (coordinates + stride - 1) / stride;
    this.cell = new FusedCell(layout, settings.scale(), kernels);
    this.memorySize = cell.tape.memoryRows() * stride;
    this.memory = new float[blocks * memorySize];
    this.memoryBefore = new float[memory.length];
    this.adjoint = new float[stride];
  }

  /** Floats per row for a problem of as many coordinates. */
  static int stride(int coordinates) {
    return Math.min(BLOCK, roundUp(coordinates));
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
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient) {
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
        cell.backward(s, records.get(s), at, adjoint, 0, width(b));
      }
      cell.endBackward(gradient);
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

  private float[] record(float[][] features) {
    if (recorded == records.size()) {
      float[] fresh = new float[blocks * recordSize()];
      for (int b = 0; b < blocks; b++) {
        int ones = b * recordSize() + layout.features() * stride;
        Arrays.fill(fresh, ones, ones + stride, 1);
      }
      records.add(fresh);
    }
    float[] record = records.get(recorded++);
    for (int b = 0; b < blocks; b++) {
      for (int f = 0; f < features.length; f++) {
        int to = b * recordSize() + f * stride;
        System.arraycopy(features[f], b * stride, record, to, length(b));
      }
    }
    return record;
  }

  private int recordSize() {
    return (layout.features() + 1) * stride;
  }

  /** Coordinates in a block, and the row length that the kernels need for them. */
  private int length(int block) {
    return Math.min(stride, coordinates - block * stride);
  }

  private int width(int block) {
    return roundUp(length(block));
  }
}
