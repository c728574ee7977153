package io.symlab.actors.results;

import java.util.List;

/**
 * The chosen formula before and after tuning its constants, as {@code tuned.json} has it.
 *
 * @param names of the variables
 * @param choice which row of the front it was: {@code best}, {@code accuracy} or {@code knee}
 * @param complexity of that row
 * @param original text that reads back
 * @param tuned the same formula with the best constants found; the original where nothing was
 *     better, or nothing was tuned
 * @param heldOutBefore mean loss on held-out problems with the original constants; NaN: not
 *     measured
 * @param heldOutAfter the same with the tuned ones
 */
public record TunedFile(
    List<String> names,
    String choice,
    int complexity,
    String original,
    String tuned,
    double heldOutBefore,
    double heldOutAfter) {
  private static final String SCHEMA = "symlab.tuned/1";

  public TunedFile {
    names = List.copyOf(names);
  }

  /** Whether tuning changed any constant. */
  public boolean changed() {
    return !original.equals(tuned);
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static TunedFile ofBytes(byte[] bytes, String origin) {
    return ResultJson.read(bytes, SCHEMA, TunedFile.class, origin);
  }
}
