package io.symlab.experiment.results;

import java.util.List;

/**
 * The chosen formula before and after tuning its constants, as {@code tuned.json} has it.
 *
 * @param names of the variables
 * @param choice how it was chosen: {@code best}, {@code accuracy} or {@code knee} of the front,
 *     {@code meta-loss} by evaluations of the front's members, {@code formula} by the recipe itself
 * @param complexity of the formula
 * @param original text that reads back
 * @param tuned the same formula with the best constants found; the original where nothing was
 *     better, or nothing was tuned
 * @param heldOutBefore mean loss on held-out problems with the original constants; NaN: not
 *     measured
 * @param heldOutAfter the same with the tuned ones
 * @param ranking the candidates of a choice by meta-loss, the best first; empty for other choices
 */
public record TunedFile(
    List<String> names,
    String choice,
    int complexity,
    String original,
    String tuned,
    double heldOutBefore,
    double heldOutAfter,
    List<Candidate> ranking) {
  private static final String SCHEMA = "symlab.tuned/2";
  private static final String WITHOUT_RANKING = "symlab.tuned/1";

  /**
   * A member of the front as an optimizer, untuned.
   *
   * @param row its index on the front
   * @param complexity its nodes
   * @param formula text that reads back
   * @param heldOut mean of the last ten losses held out; infinite where it diverged
   */
  public record Candidate(int row, int complexity, String formula, double heldOut) {}

  /** The file as it was before choices by meta-loss. */
  private record Unranked(
      List<String> names,
      String choice,
      int complexity,
      String original,
      String tuned,
      double heldOutBefore,
      double heldOutAfter) {}

  public TunedFile {
    names = List.copyOf(names);
    ranking = List.copyOf(ranking);
  }

  /** One that was chosen without evaluations. */
  public TunedFile(
      List<String> names,
      String choice,
      int complexity,
      String original,
      String tuned,
      double heldOutBefore,
      double heldOutAfter) {
    this(names, choice, complexity, original, tuned, heldOutBefore, heldOutAfter, List.of());
  }

  /** Whether tuning changed any constant. */
  public boolean changed() {
    return !original.equals(tuned);
  }

  /** Whether the formula came from the recipe rather than from the front. */
  public boolean given() {
    return choice.equals("formula");
  }

  /** The trials of a choice by meta-loss. */
  public Ranking tried() {
    return new Ranking(ranking);
  }

  /**
   * The index of the row that was chosen.
   *
   * @param front that the choice was made from
   */
  public int chosenOf(FrontFile front) {
    return tried().chosen().orElse(front.chosen());
  }

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back, and that of versions that knew no ranking.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static TunedFile ofBytes(byte[] bytes, String origin) {
    if (!ResultJson.is(bytes, WITHOUT_RANKING)) {
      return ResultJson.read(bytes, SCHEMA, TunedFile.class, origin);
    }
    Unranked old = ResultJson.read(bytes, WITHOUT_RANKING, Unranked.class, origin);
    return new TunedFile(
        old.names,
        old.choice,
        old.complexity,
        old.original,
        old.tuned,
        old.heldOutBefore,
        old.heldOutAfter);
  }
}
