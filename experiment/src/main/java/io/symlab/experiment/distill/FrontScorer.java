package io.symlab.experiment.distill;

import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.Front;
import io.symlab.symbolic.FrontScoring;
import io.symlab.symbolic.ScoredFront;
import io.symlab.symbolic.SearchSettings;
import java.util.List;

/** Scores what islands have found on all rows, also on those that they never see. */
final class FrontScorer {
  private final DistillData data;
  private final FrontScoring scoring;
  private final String choice;

  FrontScorer(DistillData data, SearchSettings search, String choice) {
    this.data = data;
    this.scoring =
        FrontScoring.of(
            search,
            data.centres(),
            data.search(),
            data.train(),
            data.validation(),
            data.test(),
            false);
    this.choice = choice;
  }

  /** The front for people and files while the search goes on. */
  FrontFile score(List<Front.Member> found, long rounds, long evaluations) {
    return file(scoring.score(found), rounds, evaluations, false);
  }

  /** The last front, its constants fitted to all rows that may be learned from. */
  FrontFile finish(List<Front.Member> found, long rounds, long evaluations, boolean ended) {
    return file(scoring.finish(found), rounds, evaluations, ended);
  }

  private FrontFile file(ScoredFront front, long rounds, long evaluations, boolean ended) {
    FrontFile file = FrontFile.of(front, data.printed(), choice, rounds, evaluations, ended);
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
