package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageView;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How fast all trials of an experiment go together, wherever they are worked on. */
final class SweepPace {
  private SweepPace() {}

  /** E.g. {@code steps 1190/s, rounds of islands 166.7/s}; empty where nothing is known. */
  static String of(ExperimentView experiment) {
    Map<String, Double> byUnit = new TreeMap<>();
    experiment.getTrialsList().stream()
        .filter(trial -> RunState.RUNNING.is(trial.getState()))
        .flatMap(trial -> trial.getStagesList().stream())
        .filter(stage -> RunState.RUNNING.is(stage.getState()))
        .map(StageView::getProgress)
        .filter(progress -> progress.getRate() > 0)
        .forEach(progress -> add(progress, byUnit));
    return byUnit.entrySet().stream()
        .map(pace -> pace.getKey() + " " + Amounts.rate(pace.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static void add(StageProgress progress, Map<String, Double> byUnit) {
    byUnit.merge(progress.getUnit(), progress.getRate(), Double::sum);
  }
}
