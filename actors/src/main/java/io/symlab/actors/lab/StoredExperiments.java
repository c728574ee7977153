package io.symlab.actors.lab;

import io.symlab.actors.stored.StoredJournal;
import io.symlab.actors.trial.StoredTrial;
import io.symlab.actors.trial.TrialPlan;
import io.symlab.experiment.RunState;
import io.symlab.proto.EndedExperiment;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The experiments of a lab as its journal has them while it does not run. */
public final class StoredExperiments {
  private StoredExperiments() {}

  /** All of them, oldest first. */
  public static List<ExperimentView> read(StoredJournal journal, Path home) throws IOException {
    LabState lab =
        journal.state("lab", LabState.getDefaultInstance(), LabEvent.parser(), LabHistory::apply);
    List<ExperimentView> views = new ArrayList<>();
    for (EndedExperiment ended : lab.getEndedList()) {
      views.add(Moved.to(home, ended.getView()));
    }
    for (ExperimentSubmitted open : lab.getOpenList()) {
      views.add(view(open, lab.getPaused(), journal, home));
    }
    views.sort(Comparator.comparingLong(view -> Long.parseLong(view.getId().substring(1))));
    return views;
  }

  private static ExperimentView view(
      ExperimentSubmitted open, boolean labPaused, StoredJournal journal, Path home)
      throws IOException {
    ExperimentState state =
        journal.state(
            "experiment-" + open.getId(),
            ExperimentState.getDefaultInstance(),
            ExperimentEvent.parser(),
            ExperimentHistory::apply);
    TrialBook trials = TrialBook.of(open, state);
    Rests rests = Rests.of(state, labPaused);
    for (int index : trials.waiting()) {
      TrialPlan plan = TrialPlan.of(open, trials.trial(index));
      trials.looks(rests.inJournal(StoredTrial.view(plan, journal, home)));
    }
    ExperimentView view = ExperimentViews.of(open, state, trials, home);
    return RunState.RUNNING.is(view.getState())
        ? view.toBuilder().setState(RunState.STOPPED.word()).build()
        : view;
  }
}
