package io.symlab.actors.pool;

import java.util.List;

/** What it is that a stage waits for, for people. */
final class WaitWords {
  private WaitWords() {}

  /**
   * Of one that is not served now.
   *
   * @param hosts that there are
   */
  static String of(Need need, List<HostLedger> hosts) {
    if (need.leads()) {
      return "a CPU slot of the lab's own host";
    }
    List<HostLedger.Line> able =
        hosts.stream().flatMap(host -> host.candidates(need).stream()).toList();
    if (able.isEmpty()) {
      return "a worker that has " + ResourceWords.of(need) + ": none that is here lends it";
    }
    boolean processors = able.stream().allMatch(line -> line.device.isCpu());
    boolean memoryAlone =
        able.stream().anyMatch(line -> need.sharesOf(line.device) <= line.freeShares())
            && able.stream()
                .filter(line -> need.sharesOf(line.device) <= line.freeShares())
                .noneMatch(line -> need.memoryOf(line.device) <= line.freeMemory());
    if (memoryAlone) {
      return "memory: " + ResourceWords.bytes(memory(need, able)) + " of one device";
    }
    if (processors) {
      return need.shares() > 1 ? need.shares() + " CPU slots of one host" : "a CPU slot";
    }
    return need.shares() == 0 && need.memory() == 0
        ? "a whole GPU"
        : ResourceWords.of(need) + " of a GPU";
  }

  private static long memory(Need need, List<HostLedger.Line> able) {
    return able.stream().mapToLong(line -> need.memoryOf(line.device)).min().orElse(0);
  }
}
