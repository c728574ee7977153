package io.symlab.model.meta;

import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;

/**
 * What meta-training carries from one epoch to the next, and its stored form (the average of phi
 * only where there is one). Random numbers are derived from the seed and the epoch, so there are
 * none to store.
 */
final class MetaTrainingState {
  private static final int MARK = 0x534C4D54; // "SLMT"
  private static final int VERSION = 2;

  /** The format before epochs could be abandoned; read still. */
  private static final int PLAIN = 1;

  /** The architecture, its groups and its input gain known. */
  final RuleSettings rule;

  final float[] phi;

  /** What is evaluated: an average of phi, or the same as phi. */
  final float[] average;

  private final boolean averages;

  final long seed;

  /** Moves phi by gradients of the meta-loss. */
  Adam adam;

  /** The one of epochs of imitation: their gradients are smaller by orders of magnitude. */
  Adam imitationAdam;

  int epoch;

  /** Atoms of work done. */
  long done;

  /** The best phi by held-out loss so far; before the first evaluation the initial one. */
  float[] bestPhi;

  double bestLoss = Double.POSITIVE_INFINITY;
  double lastHeldOut = Double.NaN;
  double lastMetaLoss = Double.NaN;

  /** Epochs that were abandoned, in all and since the last one that was not. */
  int diverged;

  int divergedInRow;

  /** Index of the curriculum's horizon. */
  int horizon;

  /** Evaluations at this horizon, whether one was a success, and those since the last that was. */
  int evaluations;

  boolean improved;
  int stale;

  /** False when phi as it is has to be evaluated before the next epoch. */
  boolean measured = true;

  /** Whether training has ended before its last epoch. */
  boolean stopped;

  private MetaTrainingState(
      RuleSettings rule, float[] phi, MetaTrainingSettings training, long seed) {
    this.rule = rule;
    this.phi = phi;
    this.average = phi.clone();
    this.averages = training.options().averaging() > 0;
    this.seed = seed;
    this.bestPhi = phi.clone();
    setRate(training.learningRate());
  }

  private void setRate(double learningRate) {
    adam = new Adam(phi.length, learningRate);
    imitationAdam = new Adam(phi.length, learningRate);
  }

  /**
   * The state before the first epoch.
   *
   * @throws IllegalArgumentException when the optimizer to start from is of another architecture
   */
  static MetaTrainingState begin(RuleSettings settings, MetaTrainingSettings training, long seed) {
    MetaTrainingOptions.FineTuning start = training.options().fineTuning();
    if (start.optimizer().isEmpty() && !start.from().isEmpty()) {
      throw new IllegalArgumentException(
          "meta-train.from = " + start.from() + ": the optimizer itself is missing");
    }
    if (start.optimizer().isEmpty()) {
      float[] phi = LearnedOptimizer.initial(settings, seed).phi();
      return new MetaTrainingState(settings, phi, training, seed);
    }
    byte[] bytes = Base64.getDecoder().decode(start.optimizer());
    LearnedOptimizer stored = LearnedOptimizer.decode(bytes, settings);
    MetaTrainingState state =
        new MetaTrainingState(stored.settings(), stored.phi(), training, seed);
    // So that the result is never worse held out than what it began with.
    state.measured = training.evaluationSteps() == 0;
    return state;
  }

  /** Phi has made a step: the average follows it, at once where the decay is 0. */
  void average(double decay) {
    for (int i = 0; i < phi.length; i++) {
      average[i] = (float) (decay * average[i] + (1 - decay) * phi[i]);
    }
  }

  /** Goes on from some phi, whose average is itself. */
  void take(float[] from) {
    System.arraycopy(from, 0, phi, 0, phi.length);
    System.arraycopy(from, 0, average, 0, phi.length);
  }

  /** Goes back to some phi, with half the learning rate and no moments. */
  void retreat(float[] to) {
    take(to);
    setRate(adam.learningRate() / 2);
  }

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(VERSION);
      out.writeLong(seed);
      out.writeInt(epoch);
      out.writeDouble(bestLoss);
      out.writeDouble(lastHeldOut);
      out.writeDouble(lastMetaLoss);
      write(out, new LearnedOptimizer(rule, phi).encode());
      write(out, new LearnedOptimizer(rule, bestPhi).encode());
      out.writeDouble(adam.learningRate());
      adam.write(out);
      out.writeBoolean(imitationAdam.steps > 0);
      if (imitationAdam.steps > 0) {
        imitationAdam.write(out);
      }
      out.writeLong(done);
      out.writeInt(diverged);
      out.writeInt(divergedInRow);
      out.writeInt(horizon);
      out.writeInt(evaluations);
      out.writeBoolean(improved);
      out.writeInt(stale);
      out.writeBoolean(measured);
      out.writeBoolean(stopped);
      if (averages) {
        write(out, new LearnedOptimizer(rule, average).encode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, byte[] part) throws IOException {
    out.writeInt(part.length);
    out.write(part);
  }

  /**
   * Reads what {@link #encode} wrote, in this version or the one before.
   *
   * @throws IllegalArgumentException when the bytes are no checkpoint, or one of another run
   */
  static MetaTrainingState decode(
      byte[] bytes, RuleSettings settings, MetaTrainingSettings training, long seed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MARK) {
        throw new IllegalArgumentException("this is not a checkpoint of meta-training");
      }
      int version = in.readInt();
      if (version != VERSION && version != PLAIN) {
        throw new IllegalArgumentException(
            "a checkpoint of format " + version + "; this build reads formats 1 and " + VERSION);
      }
      long stored = in.readLong();
      if (stored != seed) {
        throw new IllegalArgumentException(
            "a checkpoint of a run with seed " + stored + ", this run has seed " + seed);
      }
      int epoch = in.readInt();
      double bestLoss = in.readDouble();
      double lastHeldOut = in.readDouble();
      double lastMetaLoss = in.readDouble();
      LearnedOptimizer newest = LearnedOptimizer.decode(read(in), settings);
      MetaTrainingState state =
          new MetaTrainingState(newest.settings(), newest.phi(), training, seed);
      state.bestPhi = LearnedOptimizer.decode(read(in), newest.settings()).phi();
      state.epoch = epoch;
      state.bestLoss = bestLoss;
      state.lastHeldOut = lastHeldOut;
      state.lastMetaLoss = lastMetaLoss;
      if (version == PLAIN) {
        state.adam.read(in);
        state.done = new Schedule(training).plainWork(epoch);
      } else {
        state.readRest(in);
      }
      return state;
    } catch (IOException e) {
      throw new IllegalArgumentException("a checkpoint of meta-training ends too soon", e);
    }
  }

  private void readRest(DataInputStream in) throws IOException {
    setRate(in.readDouble());
    adam.read(in);
    if (in.readBoolean()) {
      imitationAdam.read(in);
    }
    done = in.readLong();
    diverged = in.readInt();
    divergedInRow = in.readInt();
    horizon = in.readInt();
    evaluations = in.readInt();
    improved = in.readBoolean();
    stale = in.readInt();
    measured = in.readBoolean();
    stopped = in.readBoolean();
    if (averages) {
      float[] stored = LearnedOptimizer.decode(read(in), rule).phi();
      System.arraycopy(stored, 0, average, 0, average.length);
    }
  }

  private static byte[] read(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new IOException("a part of " + length + " bytes");
    }
    return in.readNBytes(length);
  }
}
