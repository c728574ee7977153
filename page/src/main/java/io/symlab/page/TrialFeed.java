package io.symlab.page;

import io.symlab.experiment.RunState;
import io.symlab.experiment.Stage;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.FrontView;
import io.symlab.proto.LogChunk;
import io.symlab.proto.TrialView;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The part of a feed that is about one trial in full: its curves, front, evaluation and log. Part
 * of one actor, on a dispatcher where files may be read.
 */
final class TrialFeed {
  private final Feed.Interest interest;
  private final News news;
  private final Consumer<ClientRequest> ask;
  private TrialView seen = TrialView.getDefaultInstance();
  private boolean evaluated;
  private boolean logAsked;
  private boolean logEnded;
  private long logOffset;

  /**
   * @param ask asks the lab; the answer comes back by {@link #onFront} and {@link #onLog}
   */
  TrialFeed(Feed.Interest interest, News news, Consumer<ClientRequest> ask) {
    this.interest = interest;
    this.news = news;
    this.ask = ask;
  }

  /** The experiment looks like this now. */
  void onExperiment(ExperimentView view) {
    for (TrialView trial : view.getTrialsList()) {
      if (trial.getIndex() == interest.trial() && !trial.equals(seen)) {
        seen = trial;
        Path folder = Path.of(view.getDirectory(), Integer.toString(trial.getIndex()));
        news.put("curves", "curves", TrialCurves.read(folder));
        if (isDone(trial, Stage.EVALUATE) && !evaluated) {
          evaluated = true;
          TrialEvaluation.read(folder).ifPresent(it -> news.put("evaluation", "evaluation", it));
        }
        if (begun(trial, Stage.DISTILL)) {
          ask.accept(LabLine.front(interest.experiment(), interest.trial()));
        }
      }
    }
  }

  void onFront(FrontView view) {
    news.put("front", "front", FrontPage.of(view));
  }

  void onLog(LogChunk chunk) {
    logAsked = false;
    logOffset = chunk.getNextOffset();
    logEnded = chunk.getEnded();
    if (!chunk.getText().isEmpty()) {
      news.add("log", "log", Looking.log(chunk));
    }
  }

  /** A second has passed. */
  void tick() {
    if (!logAsked && !logEnded) {
      logAsked = true;
      ask.accept(LabLine.logs(interest.experiment(), interest.trial(), logOffset));
    }
  }

  private static boolean begun(TrialView trial, Stage stage) {
    return trial.getStagesList().stream()
        .anyMatch(view -> stage.is(view.getName()) && !RunState.WAITING.is(view.getState()));
  }

  private static boolean isDone(TrialView trial, Stage stage) {
    return trial.getStagesList().stream()
        .anyMatch(view -> stage.is(view.getName()) && RunState.DONE.is(view.getState()));
  }
}
