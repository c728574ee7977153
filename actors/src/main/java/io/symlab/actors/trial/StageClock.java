package io.symlab.actors.trial;

/** How long a stage has taken, attempts before the last checkpoint included. */
final class StageClock {
  private final double before;
  private final long begun = System.nanoTime();

  /**
   * @param before seconds spent up to the checkpoint it goes on from
   */
  StageClock(double before) {
    this.before = before;
  }

  double seconds() {
    return before + (System.nanoTime() - begun) * 1e-9;
  }
}
