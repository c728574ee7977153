package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.Codec;
import java.util.List;

/**
 * The good expressions that an island sends to the next one on the ring after a round.
 *
 * @param island sender
 * @param round after which they were sent
 * @param expressions best last; may be empty, which counts as a message too
 */
public record Elites(int island, int round, List<Expression> expressions) {
  /** What rounds take for which no elites were sent yet. */
  public static final Elites NONE = new Elites(-1, -1, List.of());

  public Elites {
    expressions = List.copyOf(expressions);
  }

  /** In bytes, to cross a process. */
  public byte[] encode() {
    return Codec.write(
        out -> {
          out.writeInt(island);
          out.writeInt(round);
          Codec.writeExpressions(out, expressions);
        });
  }

  /**
   * Back from {@link #encode}.
   *
   * @throws IllegalArgumentException when the bytes are none
   */
  public static Elites decode(byte[] bytes) {
    return Codec.read(
        bytes, "elites", in -> new Elites(in.readInt(), in.readInt(), Codec.readExpressions(in)));
  }
}
