package io.symlab.model.meta;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** What a choice by meta-loss has found so far, and its stored form. */
final class MetaTuningChoiceState {
  private static final int MARK = 0x534C4D43; // "SLMC"
  private static final int VERSION = 1;

  /** Per candidate; NaN before its evaluation. */
  final double[] losses;

  /** Candidates whose evaluation has ended; they are evaluated in order. */
  int evaluated;

  MetaTuningChoiceState(int candidates) {
    losses = new double[candidates];
    Arrays.fill(losses, Double.NaN);
  }

  /**
   * The stored form.
   *
   * @param key of the candidates and how they are evaluated
   * @param tuning checkpoint of the tuning that follows; empty before it
   */
  byte[] encode(String key, byte[] tuning) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(VERSION);
      out.writeUTF(digest(key));
      out.writeInt(evaluated);
      for (double loss : losses) {
        out.writeDouble(loss);
      }
      out.writeInt(tuning.length);
      out.write(tuning);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes over what {@link #encode} wrote.
   *
   * @return the checkpoint of tuning; empty before it
   * @throws IllegalArgumentException when the bytes are no checkpoint, or one of another choice
   */
  byte[] decode(byte[] checkpoint, String key) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checkpoint))) {
      if (in.readInt() != MARK) {
        throw new IllegalArgumentException("this is not a checkpoint of a choice by meta-loss");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a checkpoint of format " + version + "; this build reads format " + VERSION);
      }
      if (!in.readUTF().equals(digest(key))) {
        throw new IllegalArgumentException(
            "a checkpoint of another choice: of other rules, another seed or other evaluations");
      }
      evaluated = in.readInt();
      for (int i = 0; i < losses.length; i++) {
        losses[i] = in.readDouble();
      }
      byte[] tuning = new byte[in.readInt()];
      in.readFully(tuning);
      return tuning;
    } catch (IOException e) {
      throw new IllegalArgumentException("a checkpoint of a choice ends too soon", e);
    }
  }

  private static String digest(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
