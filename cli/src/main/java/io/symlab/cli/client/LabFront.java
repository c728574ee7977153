package io.symlab.cli.client;

import io.symlab.actors.endpoint.FrontViews;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.proto.FrontView;
import io.symlab.proto.TunedRule;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a lab knows of a trial's front.
 *
 * @param front the formulas so far
 * @param tried how they did as optimizers, where they were tried
 * @param scale the recipe's base rate; empty: not known
 * @param tuned what tuning made of the chosen one; empty before
 */
public record LabFront(
    FrontFile front, Ranking tried, OptionalDouble scale, Optional<TunedRule> tuned) {
  /** A front by itself. */
  public LabFront(FrontFile front) {
    this(front, Ranking.NONE, OptionalDouble.empty(), Optional.empty());
  }

  /** Asks for it. */
  public static LabFront ask(LabAnswers lab, String id, int trial)
      throws LabException, InterruptedException {
    return of(lab.ask(LabQuestions.front(id, trial)).getFront());
  }

  public static LabFront of(FrontView view) throws LabException {
    try {
      return new LabFront(
          FrontViews.front(view),
          FrontViews.ranking(view),
          view.getScale() > 0 ? OptionalDouble.of(view.getScale()) : OptionalDouble.empty(),
          view.hasTuned() ? Optional.of(view.getTuned()) : Optional.empty());
    } catch (IllegalArgumentException e) {
      throw new LabException(
          ExitCode.FAILED, "the front that the lab sent can't be read: " + e.getMessage(), e);
    }
  }
}
