package io.symlab.actors.trial;

import io.symlab.actors.stored.StoredJournal;
import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import io.symlab.proto.TrialView;
import java.io.IOException;
import java.nio.file.Path;

/** A trial as the journal has it while no lab runs. */
public final class StoredTrial {
  private StoredTrial() {}

  /** What clients are shown of it. */
  public static TrialView view(TrialPlan plan, StoredJournal journal, Path home)
      throws IOException {
    TrialState state = state("trial-" + plan.name(), journal, plan.history());
    RunState now = state.getAttempt() == 0 ? RunState.WAITING : RunState.STOPPED;
    double seconds = state.getCheckpoint().getSeconds();
    TrialView.Builder view = TrialViews.of(plan, state, now, null, seconds, home).toBuilder();
    for (StageView.Builder stage : view.getStagesBuilderList()) {
      if (RunState.RUNNING.is(stage.getState())) {
        stage.setState(RunState.STOPPED.word());
      }
    }
    return view.build();
  }

  /**
   * Reads what one wrote down, whichever stages it has: those to come are not known.
   *
   * @param id its persistence id
   */
  public static TrialState state(String id, StoredJournal journal) throws IOException {
    return state(id, journal, new TrialHistory(Stage.all()));
  }

  private static TrialState state(String id, StoredJournal journal, TrialHistory history)
      throws IOException {
    return journal.state(id, TrialState.getDefaultInstance(), TrialEvent.parser(), history::apply);
  }
}
