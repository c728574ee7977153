package io.symlab.model.evolve;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** All that a search by meta-loss has come to between two turns, and its stored form. */
final class EvolutionState {
  private static final int MARK = 0x534C4556; // "SLEV"
  private static final int VERSION = 1;

  /** Of the founders so far; empty once the islands have them. */
  List<Judged> founding = new ArrayList<>();

  final List<EvolvingIsland> islands;

  /** Founders that have been run. */
  int founded;

  long round;

  /** The island whose turn it is. */
  int turn;

  /** Rounds in a row in which nothing was run. */
  int idle;

  /** Whether no more children are born. */
  boolean over;

  /** What the front gave on other problems, row by row. */
  List<Double> elsewhere = new ArrayList<>();

  long taken;
  long births;
  long judged;

  EvolutionState(EvolutionSettings settings) {
    islands =
        IntStream.range(0, settings.islands())
            .mapToObj(i -> new EvolvingIsland(settings.population()))
            .toList();
  }

  List<Judged> front() {
    return EvolvingIsland.merged(islands);
  }

  /**
   * The stored form.
   *
   * @param key of the search
   */
  byte[] encode(String key) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(MARK);
      out.writeInt(VERSION);
      out.writeUTF(digest(key));
      Judged.writeAll(out, founding);
      out.writeInt(founded);
      out.writeLong(round);
      out.writeInt(turn);
      out.writeInt(idle);
      out.writeBoolean(over);
      out.writeLong(taken);
      out.writeLong(births);
      out.writeLong(judged);
      out.writeInt(elsewhere.size());
      for (double loss : elsewhere) {
        out.writeDouble(loss);
      }
      for (EvolvingIsland island : islands) {
        island.write(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes over what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the bytes are no checkpoint, or one of another search
   */
  void decode(byte[] checkpoint, String key) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checkpoint))) {
      if (in.readInt() != MARK) {
        throw new IllegalArgumentException("this is not a checkpoint of a search by meta-loss");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IllegalArgumentException(
            "a checkpoint of format " + version + "; this build reads format " + VERSION);
      }
      if (!in.readUTF().equals(digest(key))) {
        throw new IllegalArgumentException(
            "a checkpoint of another search: from other rules, another seed or other settings");
      }
      founding = Judged.readAll(in);
      founded = in.readInt();
      round = in.readLong();
      turn = in.readInt();
      idle = in.readInt();
      over = in.readBoolean();
      taken = in.readLong();
      births = in.readLong();
      judged = in.readLong();
      elsewhere = new ArrayList<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        elsewhere.add(in.readDouble());
      }
      for (EvolvingIsland island : islands) {
        island.read(in);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("a checkpoint of a search ends too soon", e);
    }
  }

  private static String digest(String key) {
    return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
