package io.symlab.experiment.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;

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
 * @param rates of formula and learned optimizer, where they were swept or tuned
 */
public record TunedFile(
    List<String> names,
    String choice,
    int complexity,
    String original,
    String tuned,
    double heldOutBefore,
    double heldOutAfter,
    List<Candidate> ranking,
    RatesFound rates) {
  private static final String SCHEMA = "symlab.tuned/3";

  /** The form without rates, in which what has none is still written. */
  private static final String WITHOUT_RATES = "symlab.tuned/2";

  private static final String WITHOUT_RANKING = "symlab.tuned/1";

  /** What a candidate is where nothing is said of rates. */
  private static final Map<String, Object> UNRATED = Map.of("factor", 1.0, "problems", 1);

  /**
   * A member of the front as an optimizer, untuned.
   *
   * @param row its index on the front
   * @param complexity its nodes
   * @param formula text that reads back
   * @param heldOut mean of the last ten losses held out; infinite where it diverged
   * @param factor of the recipe's scale at which it reached that
   * @param problems that the mean is over: the fewer, the earlier it was left behind
   */
  public record Candidate(
      int row, int complexity, String formula, double heldOut, double factor, int problems) {
    /** On one problem, at the recipe's scale. */
    public Candidate(int row, int complexity, String formula, double heldOut) {
      this(row, complexity, formula, heldOut, 1, 1);
    }
  }

  public TunedFile {
    names = List.copyOf(names);
    ranking = List.copyOf(ranking);
  }

  /** One at the recipe's scale. */
  public TunedFile(
      List<String> names,
      String choice,
      int complexity,
      String original,
      String tuned,
      double heldOutBefore,
      double heldOutAfter,
      List<Candidate> ranking) {
    this(
        names,
        choice,
        complexity,
        original,
        tuned,
        heldOutBefore,
        heldOutAfter,
        ranking,
        RatesFound.NONE);
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

  /** Whether tuning changed any constant or the rate. */
  public boolean changed() {
    return !original.equals(tuned) || rates.tuned() != rates.distilled();
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
    ObjectNode node = ResultJson.flat(this);
    if (!rates.equals(RatesFound.NONE)) {
      return ResultJson.write(SCHEMA, node);
    }
    node.remove("rates");
    for (JsonNode candidate : node.get("ranking")) {
      ((ObjectNode) candidate).remove(UNRATED.keySet());
    }
    return ResultJson.write(WITHOUT_RATES, node);
  }

  /**
   * Reads {@link #toBytes}'s form back, and that of versions that knew no ranking.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static TunedFile ofBytes(byte[] bytes, String origin) {
    ObjectNode node =
        ResultJson.object(bytes, List.of(SCHEMA, WITHOUT_RATES, WITHOUT_RANKING), origin);
    if (ResultJson.is(bytes, WITHOUT_RANKING)) {
      ResultJson.later(node, Map.of("ranking", List.of()));
    }
    if (!ResultJson.is(bytes, SCHEMA)) {
      ResultJson.later(node, Map.of("rates", RatesFound.NONE));
      for (JsonNode candidate : node.path("ranking")) {
        if (candidate instanceof ObjectNode known) {
          ResultJson.later(known, UNRATED);
        }
      }
    }
    return ResultJson.value(node, TunedFile.class, origin);
  }
}
