package io.symlab.actors.pool;

import io.symlab.proto.DeviceLease;

/**
 * A part of one device that a trial holds.
 *
 * @param host name
 * @param device name on that host
 * @param shares of the device, at least one; of a processor: slots
 * @param memory bytes; 0: not counted
 */
public record Lease(String host, String device, int shares, long memory) {
  /**
   * For the stage's worker.
   *
   * @param engine what computes learned optimizers
   */
  DeviceLease toProto(String engine) {
    return DeviceLease.newBuilder()
        .setHost(host)
        .setDevice(device)
        .setShares(shares)
        .setMemory(memory)
        .setEngine(engine)
        .build();
  }
}
