package io.symlab.actors.lab;

/** What an experiment may be worth among those that wait. */
public final class Priorities {
  private static final int MOST = 100;

  private Priorities() {}

  /** What is wrong with a priority; empty: nothing. */
  public static String problem(int priority) {
    return Math.abs(priority) <= MOST
        ? ""
        : "a priority is a number from -" + MOST + " to " + MOST + ", not " + priority;
  }
}
