package io.symlab.actors.trial;

import io.symlab.proto.StageHost;
import io.symlab.proto.StageProgress;
import io.symlab.proto.TrialState;
import java.util.List;
import java.util.Optional;

/**
 * What is known of a stage that is worked on beside what its worker reports.
 *
 * @param seconds spent on it, attempts before the checkpoint it went on from included
 * @param progress as it was told last
 * @param hosts on which this attempt has it computed
 */
record StageFacts(double seconds, Optional<StageProgress> progress, List<StageHost> hosts) {
  /** How far it was, without what only holds while it runs. */
  Optional<StageProgress> kept() {
    return progress.map(
        now -> now.toBuilder().clearRate().setSecondsLeft(-1).clearIslands().build());
  }

  /** Those that the journal has not named yet as having had a part in the stage. */
  List<StageHost> unnamed(TrialState state) {
    return hosts.stream().filter(host -> !state.getHostsList().contains(host)).toList();
  }
}
