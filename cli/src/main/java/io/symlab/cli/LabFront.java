package io.symlab.cli;

import io.symlab.actors.endpoint.FrontViews;
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
record LabFront(FrontFile front, Ranking tried) {
  /** Asks for it. */
  static LabFront ask(LabClient client, String id, int trial)
      throws LabException, InterruptedException {
    return of(client.ask(LabQuestions.front(id, trial)).getFront());
  }

  static LabFront of(FrontView view) throws LabException {
    try {
      return new LabFront(FrontViews.front(view), FrontViews.ranking(view));
    } catch (IllegalArgumentException e) {
      throw new LabException(
          ExitCode.FAILED, "the front that the lab sent can't be read: " + e.getMessage(), e);
    }
  }
}
