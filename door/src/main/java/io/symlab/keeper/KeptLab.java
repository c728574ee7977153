package io.symlab.keeper;

/** A lab as its watchdog has it: something that ends, and that can be asked to. */
public interface KeptLab {
  /** Returns when it has ended, with its exit code. */
  int await() throws InterruptedException;

  /** Asks it to end in order; returns at once. */
  void askToEnd();

  /** Ends it at once. */
  void kill();
}
