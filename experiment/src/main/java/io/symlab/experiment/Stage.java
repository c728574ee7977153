package io.symlab.experiment;

import java.util.List;

/** The steps of every trial, in the order in which it takes them. */
public enum Stage {
  META_TRAIN("meta-train"),
  DISTILL("distill"),
  META_TUNE("meta-tune"),
  EVALUATE("evaluate"),
  REPORT("report");

  private static final List<Stage> ALL = List.of(values());

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
