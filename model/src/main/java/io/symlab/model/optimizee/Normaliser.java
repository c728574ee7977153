package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/**
 * What the normalisation layers of a network normalise by (Ioffe and Szegedy 2015): the batch
 * itself while training; for testing, statistics measured on a few training batches. They are
 * measured anew for every theta that is tested, so that nothing is carried from step to step and an
 * optimizee stays a pure function. Layers are told apart by the order in which they ask.
 */
final class Normaliser {
  private static final double EPSILON = 1e-5;

  private enum Mode {
    BATCH,
    MEASURE,
    APPLY
  }

  private final Mode mode;

  /** Mean and variance per channel of each layer, in order. */
  private final List<PtNDArray[]> measured;

  private final NDManager keep;
  private final int pass;
  private int layer;

  private Normaliser(Mode mode, NDManager keep, List<PtNDArray[]> measured, int pass) {
    this.mode = mode;
    this.keep = keep;
    this.measured = measured;
    this.pass = pass;
  }

  /** Normalises one batch by its own statistics. */
  static Normaliser ofBatch() {
    return new Normaliser(Mode.BATCH, null, List.of(), 0);
  }

  /** Normalises the first batch by its own statistics, and keeps them in the manager. */
  static Normaliser measuring(NDManager keep) {
    return new Normaliser(Mode.MEASURE, keep, new ArrayList<>(), 0);
  }

  /** For the next batch: its statistics go into the mean of those before, all with one weight. */
  Normaliser next() {
    return new Normaliser(Mode.MEASURE, keep, measured, pass + 1);
  }

  /** Normalises any number of images by what has been measured; for one pass. */
  Normaliser fixed() {
    return new Normaliser(Mode.APPLY, keep, measured, 0);
  }

  /**
   * (x - mean) / sqrt(variance + 1e-5) * scale + shift, by channel.
   *
   * @param x [count, channels, height, width]
   * @param scale [channels]
   * @param shift [channels]
   */
  NDArray normalise(NDArray x, NDArray scale, NDArray shift) {
    PtNDArray[] statistics = statistics(x, scale);
    layer++;
    // With weight 0 nothing is recorded; libtorch wants a place for it all the same.
    double weight = mode == Mode.MEASURE ? 1.0 / (pass + 1) : 0;
    return JniUtils.batchNorm(
        (PtNDArray) x,
        statistics[0],
        statistics[1],
        (PtNDArray) scale,
        (PtNDArray) shift,
        mode != Mode.APPLY,
        weight,
        EPSILON);
  }

  private PtNDArray[] statistics(NDArray x, NDArray scale) {
    if (mode == Mode.BATCH) {
      return zeros(x.getManager(), scale);
    }
    if (mode == Mode.MEASURE && layer == measured.size()) {
      measured.add(zeros(keep, scale));
    }
    return measured.get(layer);
  }

  private static PtNDArray[] zeros(NDManager manager, NDArray like) {
    Shape shape = like.getShape();
    return new PtNDArray[] {
      (PtNDArray) manager.zeros(shape, like.getDataType()),
      (PtNDArray) manager.zeros(shape, like.getDataType())
    };
  }
}
