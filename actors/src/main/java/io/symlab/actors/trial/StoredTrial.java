package io.symlab.actors.trial;

import io.symlab.actors.stored.StoredJournal;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.nio.file.Path;

/** A trial as the journal has it while no lab runs. */
public final class StoredTrial {
  /** Of what has begun and not ended: it goes on when a lab does. */
  public static final String STOPPED = "stopped";

  private StoredTrial() {}

  /** What clients are shown of it. */
  public static TrialView view(TrialPlan plan, StoredJournal journal, Path home)
      throws IOException {
    TrialState state =
        journal.state(
            "trial-" + plan.name(),
            TrialState.getDefaultInstance(),
            TrialEvent.parser(),
            TrialHistory::apply);
    String now = state.getAttempt() == 0 ? "waiting" : STOPPED;
    double seconds = state.getCheckpoint().getSeconds();
    TrialView.Builder view = TrialViews.of(plan, state, now, null, seconds, home).toBuilder();
    for (StageView.Builder stage : view.getStagesBuilderList()) {
      if (stage.getState().equals("running")) {
        stage.setState(STOPPED);
      }
    }
    return view.build();
  }
}
