package io.symlab.actors.lab;

import io.symlab.proto.ExperimentView;
import java.nio.file.Path;

/**
 * Ended experiments are remembered with their folder's whole path, which was right where the home
 * lay then.
 */
final class Moved {
  private Moved() {}

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
