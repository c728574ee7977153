package io.symlab.actors.endpoint;

import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.experiment.results.TunedFile;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import io.symlab.proto.TunedRule;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Fronts as files have them, in the form in which they are sent, and back. */
public final class FrontViews {
  private FrontViews() {}

  /**
   * A front, to be sent, with what tuning has made of it.
   *
   * @param scale the recipe's base rate; 0: not known
   */
  static FrontView of(FrontFile front, Optional<TunedFile> tuned, double scale) {
    FrontView.Builder view =
        of(front, tuned.map(TunedFile::tried).orElse(Ranking.NONE)).toBuilder().setScale(scale);
    tuned.ifPresent(
        file ->
            view.setTuned(
                TunedRule.newBuilder()
                    .setOriginal(file.original())
                    .setRate(scale * file.rates().distilled())
                    .setTuned(file.tuned())
                    .setTunedRate(scale * file.rates().tuned())));
    return view.build();
  }

  /**
   * A front, to be sent.
   *
   * @param tried what trials of its rules have made known of it
   */
  public static FrontView of(FrontFile front, Ranking tried) {
    FrontView.Builder view =
        FrontView.newBuilder()
            .addAllNames(front.names().columns())
            .setChoice(front.choice())
            .setRounds(front.rounds())
            .setEvaluations(front.evaluations())
            .setFinal(front.ended())
            .setEvolved(front.evolved());
    front.front().marks().forEach((choice, row) -> view.putMarks(choice.id(), row));
    tried.chosen().ifPresent(view::setChosen);
    for (int i = 0; i < front.rows().size(); i++) {
      FrontRow.Builder row = row(front, front.rows().get(i));
      tried
          .trial(i)
          .ifPresent(
              one ->
                  row.setHeldOut(one.heldOut())
                      .setFactor(one.factor())
                      .setProblems(one.problems()));
      view.addRows(row);
    }
    return view.build();
  }

  private static FrontRow.Builder row(FrontFile front, ScoredFront.Row row) {
    FrontRow.Builder sent = FrontRow.newBuilder();
    if (!Double.isNaN(row.validated())) {
      sent.setValidated(row.validated());
    }
    return sent.setComplexity(row.complexity())
        .setLoss(row.loss())
        .setScore(row.score())
        .setR2Train(row.r2Train())
        .setR2Validation(row.r2Validation().orElse(Double.NaN))
        .setR2Test(row.r2Test().orElse(Double.NaN))
        .setExpression(front.text(row));
  }

  /**
   * The front that was sent.
   *
   * @throws IllegalArgumentException when a formula can't be read
   */
  public static FrontFile front(FrontView view) {
    List<FrontRow> sent = view.getRowsList();
    FormulaNames names =
        FormulaNames.of(view.getNamesList(), sent.stream().map(FrontRow::getExpression).toList());
    List<ScoredFront.Row> rows = new ArrayList<>();
    for (FrontRow row : sent) {
      rows.add(
          new ScoredFront.Row(
              row.getComplexity(),
              row.getLoss(),
              row.getScore(),
              row.getR2Train(),
              known(row.getR2Validation()),
              known(row.getR2Test()),
              names.parse(row.getExpression()),
              row.hasValidated() ? row.getValidated() : Double.NaN));
    }
    Map<FrontChoice, Integer> marks = new EnumMap<>(FrontChoice.class);
    view.getMarksMap()
        .forEach(
            (name, row) -> FrontChoice.named(name).ifPresent(choice -> marks.put(choice, row)));
    FrontFile front =
        new FrontFile(
            names,
            new ScoredFront(rows, marks),
            view.getChoice(),
            view.getRounds(),
            view.getEvaluations(),
            view.getFinal());
    return view.getEvolved() ? front.ofMetaLosses() : front;
  }

  /** The trials of its rules that were sent with a front. */
  public static Ranking ranking(FrontView view) {
    List<TunedFile.Candidate> trials = new ArrayList<>();
    for (int i = 0; i < view.getRowsCount(); i++) {
      FrontRow row = view.getRows(i);
      if (row.hasHeldOut()) {
        trials.add(
            new TunedFile.Candidate(
                i,
                row.getComplexity(),
                row.getExpression(),
                row.getHeldOut(),
                row.getFactor() == 0 ? 1 : row.getFactor(),
                Math.max(1, row.getProblems())));
      }
    }
    // The chosen one first, even where another reached the same.
    trials.sort(
        Comparator.comparing(
                (TunedFile.Candidate trial) -> !view.hasChosen() || trial.row() != view.getChosen())
            .thenComparing(TunedFile.Candidate::heldOut));
    return new Ranking(trials);
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }
}
