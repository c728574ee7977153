package io.symlab.actors.endpoint;

import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.TunedFile;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;

/** Fronts as files have them in the form in which they are sent and shown. */
public final class FrontViews {
  private FrontViews() {}

  /** The same front, to show. */
  public static FrontView of(FrontFile front) {
    FrontView.Builder view =
        FrontView.newBuilder()
            .addAllNames(front.names())
            .setBest(front.best())
            .setAccuracy(front.accuracy())
            .setKnee(front.knee())
            .setRounds(front.rounds())
            .setFinal(front.ended());
    front.rows().forEach(row -> view.addRows(row(row)));
    return view.build();
  }

  /**
   * The same front, with what tuning has made known of it.
   *
   * @param tuned chosen from this front
   */
  static FrontView of(FrontFile front, TunedFile tuned) {
    FrontView.Builder view = of(front).toBuilder();
    if (!tuned.ranking().isEmpty()) {
      view.setChosen(tuned.chosenOf(front));
    }
    for (TunedFile.Candidate trial : tuned.ranking()) {
      view.getRowsBuilder(trial.row()).setHeldOut(trial.heldOut());
    }
    return view.build();
  }

  private static FrontRow row(FrontFile.Row row) {
    return FrontRow.newBuilder()
        .setComplexity(row.complexity())
        .setLoss(row.loss())
        .setScore(row.score())
        .setR2Train(row.r2Train())
        .setR2Validation(row.r2Validation())
        .setR2Test(row.r2Test())
        .setExpression(row.expression())
        .build();
  }
}
