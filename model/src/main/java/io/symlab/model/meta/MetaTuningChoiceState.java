package io.symlab.model.meta;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * The stored form of a choice by meta-loss: the losses of all trials, from which everything else
 * follows, and the checkpoint of the tuning after them.
 */
final class MetaTuningChoiceState {
  private static final int MARK = 0x534C4D43; // "SLMC"
  private static final int VERSION = 3;

  /** The format when a choice was made on as many problems as an evaluation has; read still. */
  private static final int FEWER = 2;

  /** The format when candidates were evaluated on one problem at one rate; read still. */
  private static final int PLAIN = 1;

  private MetaTuningChoiceState() {}

  /**
   * The stored form.
   *
   * @param key of the candidates and how they are evaluated
   * @param learned trials of the learned optimizer; null where there are none
   * @param tuning checkpoint of the tuning that follows; empty before it
   */
  static byte[] encode(String key, Trials trials, Trials learned, byte[] tuning) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(VERSION);
      out.writeUTF(digest(key));
      write(out, trials);
      out.writeBoolean(learned != null);
      if (learned != null) {
        write(out, learned);
      }
      out.writeInt(tuning.length);
      out.write(tuning);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void write(DataOutputStream out, Trials trials) throws IOException {
    for (double[] arm : trials.halving().losses()) {
      for (double loss : arm) {
        out.writeDouble(loss);
      }
    }
    out.writeLong(trials.taken());
    out.writeDouble(trials.last());
  }

  /**
   * Takes over what {@link #encode} wrote, in this version or an earlier one. Of an earlier one's
   * choice on several problems nothing is taken over: it went by other rules, so that it is made
   * anew.
   *
   * @return the checkpoint of tuning; empty before it
   * @throws IllegalArgumentException when the bytes are no checkpoint, or one of another choice
   */
  static byte[] decode(byte[] checkpoint, String key, Trials trials, Trials learned) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checkpoint))) {
      if (in.readInt() != MARK) {
        throw new IllegalArgumentException("this is not a checkpoint of a choice by meta-loss");
      }
      int version = in.readInt();
      if (version < PLAIN || version > VERSION) {
        throw new IllegalArgumentException(
            "a checkpoint of format " + version + "; this build reads formats 1 to " + VERSION);
      }
      if (!in.readUTF().equals(digest(key))) {
        throw another();
      }
      if (version == FEWER && trials.halving().problems() > 1) {
        return new byte[0];
      }
      if (version == PLAIN) {
        int evaluated = in.readInt();
        readLosses(in, trials);
        double[][] losses = trials.halving().losses();
        double last = evaluated == 0 ? Double.NaN : losses[evaluated - 1][0];
        trials.resume(trials.behind(), last);
      } else {
        read(in, trials);
        if (in.readBoolean() != (learned != null)) {
          throw another();
        }
        if (learned != null) {
          read(in, learned);
        }
      }
      byte[] tuning = new byte[in.readInt()];
      in.readFully(tuning);
      return tuning;
    } catch (IOException e) {
      throw new IllegalArgumentException("a checkpoint of a choice ends too soon", e);
    }
  }

  private static IllegalArgumentException another() {
    return new IllegalArgumentException(
        "a checkpoint of another choice: of other rules, another seed or other evaluations");
  }

  private static void read(DataInputStream in, Trials trials) throws IOException {
    readLosses(in, trials);
    trials.resume(in.readLong(), in.readDouble());
  }

  private static void readLosses(DataInputStream in, Trials trials) throws IOException {
    for (double[] arm : trials.halving().losses()) {
      for (int problem = 0; problem < arm.length; problem++) {
        arm[problem] = in.readDouble();
      }
    }
  }

  private static String digest(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
