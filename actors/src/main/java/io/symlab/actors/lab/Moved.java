package io.symlab.actors.lab;

import io.symlab.proto.ExperimentView;
import io.symlab.proto.TrialView;
import java.nio.file.Path;

/**
 * Ended experiments are remembered with their folder's whole path, which was right where the home
 * lay then.
 */
final class Moved {
  private Moved() {}

  /** A trial's view, with its report where its experiment's folder lies now. */
  static TrialView trial(String directory, TrialView view) {
    String report = view.getReport();
    int own = directory.lastIndexOf("/experiments/");
    int then = own < 0 ? -1 : report.lastIndexOf(directory.substring(own) + "/");
    return then < 0 || report.startsWith(directory + "/")
        ? view
        : view.toBuilder().setReport(directory.substring(0, own) + report.substring(then)).build();
  }

  /** The same view, with paths in the home as it lies now. */
  static ExperimentView to(Path home, ExperimentView view) {
    String now = home.resolve("experiments").resolve(view.getId()).toString();
    String then = view.getDirectory();
    if (now.equals(then)) {
      return view;
    }
    ExperimentView.Builder moved = view.toBuilder().setDirectory(now);
    moved
        .getTrialsBuilderList()
        .forEach(
            trial -> {
              if (trial.getReport().startsWith(then)) {
                trial.setReport(now + trial.getReport().substring(then.length()));
              }
            });
    return moved.build();
  }
}
