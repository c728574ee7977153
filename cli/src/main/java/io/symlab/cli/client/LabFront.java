package io.symlab.cli.client;

import io.symlab.actors.endpoint.FrontViews;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.proto.FrontView;

/**
 * What a lab knows of a trial's front.
 *
 * @param front the formulas so far
 * @param tried how they did as optimizers, where they were tried
 */
public record LabFront(FrontFile front, Ranking tried) {
  /** Asks for it. */
  public static LabFront ask(LabAnswers lab, String id, int trial)
      throws LabException, InterruptedException {
    return of(lab.ask(LabQuestions.front(id, trial)).getFront());
  }

  public static LabFront of(FrontView view) throws LabException {
    try {
      return new LabFront(FrontViews.front(view), FrontViews.ranking(view));
    } catch (IllegalArgumentException e) {
      throw new LabException(
          ExitCode.FAILED, "the front that the lab sent can't be read: " + e.getMessage(), e);
    }
  }
}
