package io.symlab.actors.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What people are told that a stage waits for. */
class WaitWordsTest {
  private static final long GB = 1L << 30;

  private static Device gpu(int shares, long memory) {
    return new Device("gpu0", "gpu", shares, memory, "");
  }

  private static HostLedger host(String name, Device... gpus) {
    return new HostLedger(new HostResources(name, 2, 8 * GB, List.of(gpus)));
  }

  @Test
  void aPlainLabWaitsForSlots() {
    HostLedger lab = host("lab");
    lab.cpu().take(2, 0);
    assertThat(WaitWords.of(Need.TRAINER, List.of(lab))).isEqualTo("a CPU slot");
    assertThat(WaitWords.of(Need.trainer(2, 0), List.of(lab))).startsWith("2 CPU slots");
    assertThat(WaitWords.of(Need.LEAD, List.of(lab))).contains("slot of the lab");
  }

  @Test
  void aLabWithGpusWaitsForThem() {
    HostLedger lab = host("lab", gpu(4, 16 * GB));
    lab.line("gpu0").take(3, 4 * GB);
    assertThat(WaitWords.of(Need.TRAINER, List.of(lab))).isEqualTo("a whole GPU");
    assertThat(WaitWords.of(Need.trainer(2, 0), List.of(lab))).isEqualTo("2 shares of a GPU");
  }

  @Test
  void memoryIsNamedWhereItIsAllThatIsMissing() {
    HostLedger lab = host("lab", gpu(4, 16 * GB));
    lab.line("gpu0").take(1, 10 * GB);
    assertThat(WaitWords.of(Need.trainer(1, 8 * GB), List.of(lab))).contains("memory", "8 GiB");
  }

  @Test
  void whatNoHostHasIsWaitedForUntilOneComes() {
    HostLedger lab = host("lab");
    assertThat(WaitWords.of(Need.trainer(4, 0), List.of(lab))).contains("a worker", "4 shares");
    HostLedger desk = host("desk", gpu(4, 16 * GB));
    desk.drain();
    assertThat(WaitWords.of(Need.trainer(4, 0), List.of(lab, desk))).contains("a worker");
  }
}
