package io.symlab.experiment.distill;

import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.Front;
import io.symlab.symbolic.ScoredFront;
import io.symlab.symbolic.SearchSettings;

/** Scores what islands have found on all rows, also on those that they never see. */
final class FrontScorer {
  private final DistillData data;
  private final SearchSettings search;
  private final String choice;

  FrontScorer(DistillData data, SearchSettings search, String choice) {
    this.data = data;
    this.search = search;
    this.choice = choice;
  }

  /** The front for people and files. */
  FrontFile score(Front found, long rounds, long evaluations, boolean ended) {
    ScoredFront table = table(found);
    Front better = better(table);
    if (better.members().size() < table.rows().size()) {
      table = table(better);
    }
    FrontFile file = FrontFile.of(table, data.printed(), choice, rounds, evaluations, ended);
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

  private ScoredFront table(Front found) {
    return ScoredFront.of(
        found, search.signals(), search.loss(), data.train(), data.validation(), data.test());
  }

  /** Without members that are no better than a simpler one on all rows, where fewer were fitted. */
  private static Front better(ScoredFront table) {
    return Front.of(
        table.rows().stream()
            .map(row -> new Front.Member(row.complexity(), row.loss(), row.expression()))
            .toList());
  }
}
