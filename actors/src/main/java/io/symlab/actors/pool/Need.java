package io.symlab.actors.pool;

import io.symlab.experiment.recipe.DeviceShare;

/**
 * What a stage needs before it can begin: a part of one device, or a slot beside the journal.
 *
 * @param leads whether it leads others rather than computing itself: then it needs one slot of the
 *     lab's own host, and may grow
 * @param shares of one device; 0: a whole GPU, or one slot where there is none
 * @param memory bytes of that device; 0: as large a part of it as of its shares, and of a
 *     processor's none that is counted
 */
public record Need(boolean leads, int shares, long memory) {
  /** Of a stage that leads islands and rollouts, or draws up a report. */
  public static final Need LEAD = new Need(true, 1, 0);

  /** Of a trainer whose recipe says nothing. */
  public static final Need TRAINER = trainer(0, 0);

  public Need {
    if (shares < 0 || memory < 0) {
      throw new IllegalArgumentException("a need of " + shares + " shares, " + memory + " bytes");
    }
  }

  /** Of a trainer of a recipe. */
  public static Need of(DeviceShare recipe) {
    return trainer(recipe.shares(), recipe.memory());
  }

  public static Need trainer(int shares, long memory) {
    return new Need(false, shares, memory);
  }

  /** How many shares of that device it is; rounded on each device, never over several. */
  int sharesOf(Device device) {
    if (shares > 0) {
      return shares;
    }
    return device.isCpu() ? 1 : device.shares();
  }

  /** Bytes of that device. */
  long memoryOf(Device device) {
    if (memory > 0 || device.isCpu()) {
      return memory;
    }
    return sharesOf(device) >= device.shares()
        ? device.memory()
        : device.memory() / device.shares() * sharesOf(device);
  }

  /** Whether that device could serve it if nobody else held a part. */
  boolean fits(Device device) {
    return sharesOf(device) <= device.shares() && memoryOf(device) <= device.memory();
  }
}
