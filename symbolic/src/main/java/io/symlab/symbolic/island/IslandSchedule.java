package io.symlab.symbolic.island;

import io.symlab.symbolic.settings.SearchSettings;

/**
 * What an island's round may see: time on the islands is counted in rounds, so that the result is a
 * function of the seed alone, whatever the scheduling.
 *
 * @param islands on the ring
 * @param roundsPerBatch m
 * @param slack d
 */
public record IslandSchedule(int islands, int roundsPerBatch, int slack) {
  public static IslandSchedule of(SearchSettings settings) {
    return new IslandSchedule(settings.islands(), settings.roundsPerBatch(), settings.slack());
  }

  /**
   * The last sample batch that round r uses: min(floor(r / m), last).
   *
   * @param last number of the record's last batch; -1 when there is none yet
   */
  public int lastBatch(int round, int last) {
    return Math.min(round / roundsPerBatch, last);
  }

  /**
   * How many batches round r uses: {@link #lastBatch} + 1, what a reservoir's view is asked for.
   */
  public int batchesVisible(int round, int last) {
    return lastBatch(round, last) + 1;
  }

  /**
   * The round after which the neighbour sent the elites that round r takes: r - d; negative when
   * the round takes none ({@link Elites#NONE}).
   */
  public int migrantsRound(int round) {
    return round - slack;
  }

  /** The island whose elites an island takes: the one before it on the ring. */
  public int neighbour(int island) {
    return (island + islands - 1) % islands;
  }
}
