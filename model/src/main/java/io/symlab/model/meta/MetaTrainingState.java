package io.symlab.model.meta;

import io.symlab.model.rule.LearnedOptimizer;
import io.symlab.model.rule.RuleSettings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * What meta-training carries from one epoch to the next, and its stored form. Random numbers are
 * derived from the seed and the epoch, so there are none to store.
 */
final class MetaTrainingState {
  private static final int MARK = 0x534C4D54; // "SLMT"
  private static final int VERSION = 1;

  final float[] phi;
  final Adam adam;
  final long seed;
  int epoch;

  /** The best phi by held-out loss so far; before the first evaluation the initial one. */
  float[] bestPhi;

  double bestLoss = Double.POSITIVE_INFINITY;
  double lastHeldOut = Double.NaN;
  double lastMetaLoss = Double.NaN;

  MetaTrainingState(float[] phi, double learningRate, long seed) {
    this.phi = phi;
    this.adam = new Adam(phi.length, learningRate);
    this.seed = seed;
    this.bestPhi = phi.clone();
  }

  byte[] encode(RuleSettings settings) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(VERSION);
      out.writeLong(seed);
      out.writeInt(epoch);
      out.writeDouble(bestLoss);
      out.writeDouble(lastHeldOut);
      out.writeDouble(lastMetaLoss);
      write(out, new LearnedOptimizer(settings, phi).encode());
      write(out, new LearnedOptimizer(settings, bestPhi).encode());
      out.writeLong(adam.steps);
      for (int i = 0; i < phi.length; i++) {
        out.writeDouble(adam.first[i]);
        out.writeDouble(adam.second[i]);
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
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the bytes are no checkpoint, or one of another run
   */
  static MetaTrainingState decode(
      byte[] bytes, RuleSettings settings, double learningRate, long seed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (in.readInt() != MARK) {
        throw new IllegalArgumentException("this is not a checkpoint of meta-training");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a checkpoint of format " + version + "; this build reads format " + VERSION);
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
      float[] phi = LearnedOptimizer.decode(read(in), settings).phi();
      MetaTrainingState state = new MetaTrainingState(phi, learningRate, seed);
      state.bestPhi = LearnedOptimizer.decode(read(in), settings).phi();
      state.epoch = epoch;
      state.bestLoss = bestLoss;
      state.lastHeldOut = lastHeldOut;
      state.lastMetaLoss = lastMetaLoss;
      state.adam.steps = in.readLong();
      for (int i = 0; i < phi.length; i++) {
        state.adam.first[i] = in.readDouble();
        state.adam.second[i] = in.readDouble();
      }
      return state;
    } catch (IOException e) {
      throw new IllegalArgumentException("a checkpoint of meta-training ends too soon", e);
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
