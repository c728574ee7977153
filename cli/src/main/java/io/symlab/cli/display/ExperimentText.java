package io.symlab.cli.display;

import io.symlab.actors.json.TrialCounts;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.StageProgress;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Experiments, trials and stages as plain lines. */
public final class ExperimentText {
  private ExperimentText() {}

  /** A table of experiments, one line each. */
  public static List<String> list(List<ExperimentView> experiments) {
    var heads = new ArrayList<>(List.of("id", "name", "state", ">trials", "submitted", ">took"));
    boolean ranked = experiments.stream().anyMatch(one -> one.getPriority() != 0);
    boolean tagged = experiments.stream().anyMatch(one -> one.getTagsCount() > 0);
    if (ranked) {
      heads.add(">priority");
    }
    if (tagged) {
      heads.add("tags");
    }
    var table = new Table(heads.toArray(String[]::new));
    for (ExperimentView experiment : experiments) {
      TrialCounts trials = TrialCounts.of(experiment);
      var cells = new ArrayList<String>();
      cells.add(experiment.getId());
      cells.add(experiment.getName());
      cells.add(experiment.getState());
      cells.add(trials.ended() + "/" + trials.all());
      cells.add(Amounts.when(experiment.getSubmittedMillis()));
      cells.add(Amounts.seconds(took(experiment)));
      if (ranked) {
        cells.add(Integer.toString(experiment.getPriority()));
      }
      if (tagged) {
        cells.add(String.join(" ", experiment.getTagsList()));
      }
      table.row(cells.toArray(String[]::new));
    }
    var lines = new ArrayList<>(table.lines());
    experiments.stream()
        .filter(experiment -> !experiment.getHeld().isEmpty())
        .forEach(one -> lines.add(one.getId() + " is held: " + one.getHeld()));
    return lines;
  }

  /** One experiment as a list has it: a line, and one that counts its trials. */
  public static List<String> brief(ExperimentView experiment) {
    return List.of(head(experiment), "  " + TrialCounts.of(experiment).line());
  }

  /** One experiment with all its trials and their stages. */
  public static List<String> detail(ExperimentView experiment) {
    return detail(experiment, experiment.getTrialsList());
  }

  /** The same with some of its trials. */
  public static List<String> detail(ExperimentView experiment, List<TrialView> trials) {
    var lines = new ArrayList<String>();
    lines.add(head(experiment));
    for (TrialView trial : trials) {
      lines.add("  " + head(trial, experiment.getTrialsCount()));
      if (!trial.getFailureCause().isEmpty()) {
        lines.add("    " + failure(trial));
      }
      if (!trial.getNote().isEmpty()) {
        lines.add("    " + trial.getNote());
      }
      for (StageView stage : trial.getStagesList()) {
        lines.add("    " + stage(stage));
      }
      if (!trial.getReport().isEmpty()) {
        lines.add("    report: " + trial.getReport());
      }
    }
    return lines;
  }

  public static String head(ExperimentView experiment) {
    return experiment.getId()
        + "  "
        + experiment.getName()
        + "  "
        + experiment.getState()
        + "  "
        + Amounts.seconds(took(experiment))
        + remarks(experiment);
  }

  /** What it waits for, what it is worth, and its tags. */
  private static String remarks(ExperimentView experiment) {
    var remarks = new StringBuilder();
    if (experiment.getAfterCount() > 0) {
      remarks.append("  after ").append(String.join(", ", experiment.getAfterList()));
    }
    if (experiment.getPriority() != 0) {
      remarks.append("  priority ").append(experiment.getPriority());
    }
    experiment.getTagsList().forEach(tag -> remarks.append("  #").append(tag));
    return remarks.toString();
  }

  public static String head(TrialView trial, int of) {
    String label = trial.getLabel().isEmpty() ? "" : "  " + trial.getLabel();
    String attempt = trial.getAttempt() > 1 ? "  attempt " + trial.getAttempt() : "";
    return "trial " + trial.getIndex() + " of " + of + label + "  " + trial.getState() + attempt;
  }

  public static String failure(TrialView trial) {
    return trial.getFailureKind().isEmpty()
        ? trial.getFailureCause()
        : trial.getFailureKind() + ": " + trial.getFailureCause();
  }

  /** A stage's name, state and, where it has begun, how far it is. */
  static String stage(StageView stage) {
    String name = String.format(Locale.ROOT, "%-10s  %-7s", stage.getName(), stage.getState());
    if (RunState.DONE.is(stage.getState())) {
      return name + "  " + join(Amounts.seconds(stage.getSeconds()), figures(stage));
    }
    if (RunState.RUNNING.is(stage.getState())) {
      return name + "  " + progress(stage);
    }
    String before = join(counted(stage), figures(stage)); // of one that was stopped
    return before.isEmpty() ? name.stripTrailing() : name + "  " + before;
  }

  /** E.g. {@code 1200/2000 steps, 68.1/s, 12 s left, meta-loss 0.4182}. */
  static String progress(StageView stage) {
    return join(counted(stage), pace(stage), figures(stage));
  }

  static String counted(StageView stage) {
    StageProgress progress = stage.getProgress();
    return progress.getTotal() > 0
        ? progress.getDone() + "/" + progress.getTotal() + " " + progress.getUnit()
        : "";
  }

  static String pace(StageView stage) {
    StageProgress progress = stage.getProgress();
    if (progress.getTotal() == 0) {
      return "";
    }
    return join(
        progress.getRate() > 0 ? Amounts.rate(progress.getRate()) : "",
        progress.getSecondsLeft() >= 0 ? Amounts.seconds(progress.getSecondsLeft()) + " left" : "");
  }

  static String figures(StageView stage) {
    return new TreeMap<>(stage.getProgress().getFiguresMap())
        .entrySet().stream()
            .map(figure -> figure.getKey() + " " + Amounts.figure(figure.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** Seconds since it was submitted, until its end if it has come. */
  public static double took(ExperimentView experiment) {
    long end =
        experiment.getEndedMillis() == 0 ? System.currentTimeMillis() : experiment.getEndedMillis();
    return (end - experiment.getSubmittedMillis()) / 1000.0;
  }

  private static String join(String... parts) {
    return List.of(parts).stream().filter(p -> !p.isEmpty()).collect(Collectors.joining(", "));
  }
}
