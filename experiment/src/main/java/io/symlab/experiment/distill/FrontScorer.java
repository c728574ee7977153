package io.symlab.experiment.distill;

import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.Front;
import io.symlab.symbolic.regression.Search;

/** Scores what islands have found on all rows, also on those that they never see. */
final class FrontScorer {
  private final DistillData data;
  private final Search search;
  private final String choice;

  FrontScorer(DistillData data, Search search, String choice) {
    this.data = data;
    this.search = search;
    this.choice = choice;
  }

  /** The front for people and files. */
  FrontFile score(Front found, boolean ended) {
    FrontFile file =
        FrontFile.of(
            search.scored(found),
            data.printed(),
            choice,
            search.round(),
            search.evaluations(),
            ended);
    return new FrontFile(
        data.dataset().names(),
        file.rows(),
        file.best(),
        file.accuracy(),
        file.knee(),
        file.choice(),
        file.rounds(),
        file.evaluations(),
        file.ended());
  }
}
