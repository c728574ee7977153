package io.symlab.experiment;

import java.util.List;

/** The steps of trials, in the order in which they are taken; not every trial has all. */
public enum Stage {
  META_TRAIN("meta-train"),
  DISTILL("distill"),
  EVOLVE("evolve"),
  META_TUNE("meta-tune"),
  EVALUATE("evaluate"),
  REPORT("report");

  private static final List<Stage> ALL = List.of(values());
  private static final List<Stage> USUAL =
      List.of(META_TRAIN, DISTILL, META_TUNE, EVALUATE, REPORT);
  private static final List<Stage> FROM_SCRATCH = List.of(EVOLVE, META_TUNE, EVALUATE, REPORT);

  private final String word;

  Stage(String word) {
    this.word = word;
  }

  /** As recipes, the journal, messages and people write it, e.g. {@code meta-train}. */
  public String word() {
    return word;
  }

  /** Whether this stage is written so. */
  public boolean is(String written) {
    return word.equals(written);
  }

  /** All, in order. */
  public static List<Stage> all() {
    return ALL;
  }

  /** Those of a trial that learns, distills and does not evolve. */
  public static List<Stage> usual() {
    return USUAL;
  }

  /** Those of a trial that evolves rules without a learned optimizer. */
  public static List<Stage> fromScratch() {
    return FROM_SCRATCH;
  }

  /**
   * Back from {@link #word}.
   *
   * @throws IllegalArgumentException when no stage is written so
   */
  public static Stage of(String written) {
    return ALL.stream()
        .filter(stage -> stage.is(written))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no stage \"" + written + "\""));
  }

  @Override
  public String toString() {
    return word;
  }
}
