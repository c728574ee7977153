package io.symlab.cli.display;

import io.symlab.actors.json.TrialCounts;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Style;
import io.symlab.experiment.RunState;
import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * One picture of an experiment for a terminal: its stages with bars, and the front as it grows.
 * Never wider or higher than it is told.
 */
final class Frame {
  private static final int BAR = 20;
  private static final int FRONT_ROWS = 8;
  private static final int LEAST_WIDTH = 20;

  private final Style style;
  private final int width;
  private final int height;

  Frame(Style style, int width, int height) {
    this.style = style;
    this.width = Math.max(LEAST_WIDTH, width);
    this.height = Math.max(1, height);
  }

  /** From the top to the bottom, without line ends. */
  List<String> lines(ExperimentView experiment, Optional<FrontFile> front) {
    var lines = new ArrayList<String>();
    lines.add(head(experiment));
    if (experiment.getTrialsCount() == 1) {
      trial(experiment.getTrials(0), lines);
    } else {
      sweep(experiment, lines);
    }
    front.filter(f -> !f.rows().isEmpty()).ifPresent(f -> front(f, lines));
    return lines.size() <= height ? lines : lines.subList(0, height);
  }

  private String head(ExperimentView experiment) {
    String took = Amounts.seconds(ExperimentText.took(experiment));
    String name = Amounts.fit(experiment.getId() + "  " + experiment.getName(), width - 12);
    String rest = Amounts.fit("  " + experiment.getState() + "  " + took, width - name.length());
    return style.bold(name) + style.faint(rest);
  }

  private void trial(TrialView trial, List<String> lines) {
    if (trial.getAttempt() > 1 || !trial.getFailureCause().isEmpty()) {
      String note = "  attempt " + trial.getAttempt() + ", " + trial.getState();
      String cause = trial.getFailureCause().isEmpty() ? "" : "; " + ExperimentText.failure(trial);
      lines.add(StateColours.paint(style, trial.getState(), Amounts.fit(note + cause, width)));
    }
    for (StageView stage : trial.getStagesList()) {
      lines.add(stage("  " + pad(stage.getName(), 10) + "  ", stage));
    }
  }

  private void sweep(ExperimentView experiment, List<String> lines) {
    String pace = SweepPace.of(experiment);
    String counts =
        TrialCounts.of(experiment).line() + (pace.isEmpty() ? "" : "; together " + pace);
    lines.add(Amounts.fit("  " + counts, width));
    int room = height - lines.size() - FRONT_ROWS - 2;
    experiment.getTrialsList().stream()
        .filter(trial -> RunState.RUNNING.is(trial.getState()))
        .limit(Math.max(1, room))
        .forEach(trial -> lines.add(running(trial)));
  }

  private String running(TrialView trial) {
    String label = Amounts.fit(trial.getIndex() + " " + trial.getLabel(), width / 3);
    Optional<StageView> stage =
        trial.getStagesList().stream().filter(s -> RunState.RUNNING.is(s.getState())).findFirst();
    return stage
        .map(s -> stage("  " + label + "  " + pad(s.getName(), 10) + "  ", s))
        .orElse("  " + label);
  }

  private String stage(String begin, StageView stage) {
    if (RunState.DONE.is(stage.getState())) {
      return begin + StateColours.paint(style, stage.getState(), rest(begin, took(stage)));
    }
    return RunState.RUNNING.is(stage.getState())
        ? running(begin, stage)
        : begin + style.faint(rest(begin, stage.getState()));
  }

  private static String took(StageView stage) {
    String took = "done in " + Amounts.seconds(stage.getSeconds());
    String figures = ExperimentText.figures(stage);
    return figures.isEmpty() ? took : took + "  " + figures;
  }

  private String running(String begin, StageView stage) {
    long total = stage.getProgress().getTotal();
    if (total <= 0) {
      return begin + StateColours.paint(style, stage.getState(), rest(begin, "begins"));
    }
    double share = Math.min(1, stage.getProgress().getDone() / (double) total);
    String bar = bar(share);
    String percent = String.format(Locale.ROOT, " %3d %%  ", (int) (share * 100));
    if (begin.length() + bar.length() + percent.length() > width) {
      return Amounts.fit(begin + percent.strip(), width);
    }
    String text = begin + bar + percent;
    return begin + style.bar(bar) + percent + rest(text, ExperimentText.progress(stage));
  }

  private void front(FrontFile front, List<String> lines) {
    int room = Math.min(FRONT_ROWS, height - lines.size() - 2);
    if (room < 1) {
      return;
    }
    lines.add("");
    List<String> text = FrontText.brief(front, room);
    Function<String, String> cut = line -> Amounts.fit(line, width);
    lines.add(style.faint(cut.apply(text.get(0))));
    text.stream().skip(1).map(cut).forEach(lines::add);
  }

  /** What fits after something on its line. */
  private String rest(String before, String text) {
    return Amounts.fit(text, Math.max(0, width - before.length()));
  }

  /** A share from 0 to 1 as a bar of a fixed width. */
  static String bar(double share) {
    String eighths = " ▏▎▍▌▋▊▉";
    int filled = (int) (share * BAR * 8);
    var bar = new StringBuilder("█".repeat(filled / 8));
    if (bar.length() < BAR) {
      bar.append(eighths.charAt(filled % 8));
    }
    return bar + "·".repeat(BAR - bar.length());
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
