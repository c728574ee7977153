package io.symlab.experiment.recipe;

/**
 * What each stage that trains needs of one device.
 *
 * @param shares parts of the device, as the lab's settings divide it; of a processor: slots. 0: a
 *     whole GPU, or one slot where there is none
 * @param memory bytes of the device; 0: as large a part of it as of its shares
 */
public record DeviceShare(int shares, long memory) {
  /** Of a recipe that does not say. */
  public static final DeviceShare USUAL = new DeviceShare(0, 0);
}
