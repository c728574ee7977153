package io.symlab.actors.lab;

import io.symlab.actors.stored.StoredJournal;
import io.symlab.actors.trial.StoredTrial;
import io.symlab.actors.trial.TrialPlan;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientReply;
import io.symlab.proto.EndedExperiment;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.LabState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The experiments of a lab as its journal has them while it does not run. */
public final class StoredExperiments {
  private StoredExperiments() {}

  /**
   * One of them.
   *
   * @param summary without trials
   * @param kept its view with trials, or where that is written
   */
  public record Stored(ExperimentView summary, EndedExperiment kept) {
    private Stored(EndedExperiment kept) {
      this(ExperimentViews.summary(kept.getView()), kept);
    }

    /** The answer to who asks for all of it. */
    public ClientReply reply(Path home) {
      return Records.reply(home, kept);
    }
  }

  /** All of them, oldest first. */
  public static List<Stored> read(StoredJournal journal, Path home) throws IOException {
    LabState lab = JournalCheck.lab(home, journal);
    List<Stored> all = new ArrayList<>();
    for (EndedExperiment ended : lab.getEndedList()) {
      ExperimentView view = Moved.to(home, ended.getView());
      all.add(new Stored(ended.toBuilder().setView(view).build()));
    }
    for (ExperimentSubmitted open : lab.getOpenList()) {
      ExperimentView view = view(open, lab.getPaused(), journal, home);
      all.add(new Stored(EndedExperiment.newBuilder().setView(view).build()));
    }
    all.sort(Comparator.comparingLong(one -> Long.parseLong(one.summary().getId().substring(1))));
    return all;
  }

  private static ExperimentView view(
      ExperimentSubmitted open, boolean labPaused, StoredJournal journal, Path home)
      throws IOException {
    ExperimentState state = JournalCheck.experiment("experiment-" + open.getId(), journal);
    TrialBook trials = TrialBook.of(open, state);
    Rests rests = Rests.of(open, state, labPaused, false);
    for (int index : trials.waiting()) {
      TrialPlan plan = TrialPlan.of(open, trials.trial(index));
      trials.looks(rests.inJournal(StoredTrial.view(plan, journal, home)));
    }
    ExperimentView view =
        ExperimentViews.of(open, state, trials, home).toBuilder()
            .addAllTags(open.getTagsList())
            .setPriority(ExperimentViews.priority(open, state))
            .build();
    return RunState.RUNNING.is(view.getState())
        ? view.toBuilder().setState(RunState.STOPPED.word()).build()
        : view;
  }
}
