package io.symlab.actors.lab;

import io.symlab.actors.trial.TrialHistory;
import io.symlab.proto.TrialView;
import java.util.List;

/**
 * Which trials of an experiment a retry is about.
 *
 * @param trials by number; empty when there is none
 * @param refusal why there is none
 */
record Retries(List<Integer> trials, String refusal) {
  /**
   * Those that failed or were pruned.
   *
   * @param all how the experiment's trials stand, in order
   * @param trial the one that is meant; 0: all of them
   */
  static Retries of(String id, List<TrialView> all, int trial) {
    if (trial < 0 || trial > all.size()) {
      return new Retries(List.of(), Replies.noTrial(id, trial, all.size()));
    }
    List<Integer> may =
        all.stream()
            .filter(view -> trial == 0 || view.getIndex() == trial)
            .filter(view -> TrialHistory.mayReopen(view.getState()))
            .map(TrialView::getIndex)
            .toList();
    String refusal =
        trial == 0
            ? "no trial of " + id + " has failed or was pruned; there is nothing to retry"
            : id
                + "/"
                + trial
                + " is "
                + all.get(trial - 1).getState()
                + "; only trials that failed or were pruned are retried";
    return new Retries(may, may.isEmpty() ? refusal : "");
  }
}
