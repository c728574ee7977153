package io.symlab.model.meta;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.DoubleFunction;

/** What meta-tuning carries from one epoch to the next, and its stored form. */
final class MetaTuningState {
  private static final int MARK = 0x534C5554; // "SLUT"
  private static final int VERSION = 1;
  private static final int LONGEST = 20_000;

  private final String optimizer;

  /** The constants now. */
  float[] constants;

  TuningMethod.Moves moves;

  /** Makes them, at a rate. */
  private final DoubleFunction<TuningMethod.Moves> anew;

  /** Epochs done; the evaluation of the untuned rule comes before the first. */
  int epoch;

  /** Whether the untuned rule has been evaluated. */
  boolean measured;

  /** The best constants so far; null while the untuned rule is the best. */
  float[] best;

  double bestLoss = Double.POSITIVE_INFINITY;
  double lastHeldOut = Double.NaN;
  double lastMetaLoss = Double.NaN;

  /** Epochs that were abandoned. */
  int diverged;

  /** Held-out loss of the untuned rule. */
  double untunedLoss = Double.NaN;

  /** Whether the best has been confirmed, or there is nothing to confirm. */
  boolean confirmed;

  /** Whether it is to be; then the stored form says so. */
  private final boolean confirms;

  MetaTuningState(
      String optimizer,
      float[] constants,
      double rate,
      DoubleFunction<TuningMethod.Moves> moves,
      boolean confirms) {
    this.confirms = confirms;
    this.optimizer = optimizer;
    this.constants = constants.clone();
    this.anew = moves;
    this.moves = moves.apply(rate);
  }

  /** Goes back to some constants, with half the rate and no momentum. */
  void retreat(float[] to) {
    constants = to.clone();
    moves = anew.apply(moves.rate() / 2);
  }

  /**
   * The stored form.
   *
   * @param rule text of the untuned rule, by which the checkpoint is known
   */
  byte[] encode(String rule, long seed) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(VERSION);
      out.writeUTF(key(rule, seed));
      out.writeInt(epoch);
      out.writeBoolean(measured);
      out.writeDouble(bestLoss);
      out.writeDouble(lastHeldOut);
      out.writeDouble(lastMetaLoss);
      out.writeInt(diverged);
      out.writeBoolean(best != null);
      for (int i = 0; i < constants.length; i++) {
        out.writeFloat(constants[i]);
        out.writeFloat(best == null ? 0 : best[i]);
      }
      out.writeDouble(moves.rate());
      moves.write(out);
      if (confirms) {
        out.writeDouble(untunedLoss);
        out.writeBoolean(confirmed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private String key(String rule, long seed) {
    // What writeUTF takes has a limit; beyond it the length and a hash stand for the text.
    String known =
        rule.length() <= LONGEST
            ? rule
            : rule.substring(0, LONGEST) + "... " + rule.length() + " " + rule.hashCode();
    return optimizer + " on " + known + " from seed " + seed;
  }

  /**
   * Takes over what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the bytes are no checkpoint, or one of another run
   */
  void decode(byte[] checkpoint, String rule, long seed) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checkpoint))) {
      if (in.readInt() != MARK) {
        throw new IllegalArgumentException("this is not a checkpoint of meta-tuning");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a checkpoint of format " + version + "; this build reads format " + VERSION);
      }
      String stored = in.readUTF();
      if (!stored.equals(key(rule, seed))) {
        throw new IllegalArgumentException(
            "a checkpoint of another tuning: " + stored + "; this one is " + key(rule, seed));
      }
      epoch = in.readInt();
      measured = in.readBoolean();
      bestLoss = in.readDouble();
      lastHeldOut = in.readDouble();
      lastMetaLoss = in.readDouble();
      diverged = in.readInt();
      best = in.readBoolean() ? new float[constants.length] : null;
      for (int i = 0; i < constants.length; i++) {
        constants[i] = in.readFloat();
        float stand = in.readFloat();
        if (best != null) {
          best[i] = stand;
        }
      }
      moves = anew.apply(in.readDouble());
      moves.read(in);
      if (confirms) {
        untunedLoss = in.readDouble();
        confirmed = in.readBoolean();
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("a checkpoint of meta-tuning ends too soon", e);
    }
  }
}
