package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.experiment.results.TunedFile;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** A front as a table: the simplest rule first, the marked ones named. */
public final class FrontText {
  private FrontText() {}

  /**
   * The whole front.
   *
   * @param tried what trials of its rules have made known of it
   */
  public static List<String> lines(FrontFile front, Ranking tried) {
    return lines(front, tried, front.rows().size());
  }

  /** Its last rows, the most accurate ones. */
  public static List<String> lines(FrontFile front, Ranking tried, int most) {
    boolean test = front.rows().stream().anyMatch(row -> row.r2Test().isPresent());
    var heads =
        new ArrayList<String>(
            front.evolved()
                ? List.of("", ">complexity", ">meta-loss", ">score", ">elsewhere")
                : List.of("", ">complexity", ">loss", ">score", ">R2 train", ">R2 valid."));
    if (test) {
      heads.add(">R2 test");
    }
    if (!tried.isEmpty()) {
      heads.add(">trial");
    }
    heads.add("expression");
    var table = new Table(heads.toArray(String[]::new));
    for (int i = Math.max(0, front.rows().size() - most); i < front.rows().size(); i++) {
      ScoredFront.Row row = front.rows().get(i);
      var cells =
          new ArrayList<String>(
              List.of(
                  marks(front, tried, i),
                  Integer.toString(row.complexity()),
                  Amounts.figure(row.loss()),
                  Amounts.figure(row.score())));
      if (front.evolved()) {
        cells.add(Amounts.figure(row.validated()));
      } else {
        cells.add(Amounts.r2(row.r2Train()));
        cells.add(Amounts.r2(row.r2Validation()));
      }
      if (test) {
        cells.add(Amounts.r2(row.r2Test()));
      }
      if (!tried.isEmpty()) {
        cells.add(trial(tried.trial(i), tried.rated()));
      }
      cells.add(i == front.chosen() ? front.handedOut(row) : front.readable(row));
      table.row(cells.toArray(String[]::new));
    }
    return table.lines();
  }

  /** Its last rows in fewer columns, for where there is little room; the best one has a star. */
  public static List<String> brief(FrontFile front, int most) {
    var table = new Table("", ">complexity", ">loss", ">R2 train", ">R2 valid.", "expression");
    for (int i = Math.max(0, front.rows().size() - most); i < front.rows().size(); i++) {
      ScoredFront.Row row = front.rows().get(i);
      table.row(
          front.front().marks(i).contains(FrontChoice.BEST) ? "*" : "",
          Integer.toString(row.complexity()),
          Amounts.figure(row.loss()),
          Amounts.r2(row.r2Train()),
          Amounts.r2(row.r2Validation()),
          front.readable(row));
    }
    return table.lines();
  }

  /** What the table shows, in a sentence. */
  public static String summary(FrontFile front) {
    String size = front.rows().size() + (front.rows().size() == 1 ? " rule" : " rules");
    String age = front.rounds() > 0 ? " after " + front.rounds() + " rounds" : "";
    return size + age + (front.ended() ? "" : ", still growing");
  }

  /** The loss at the end, and at how many times the recipe's rate where rates were tried. */
  private static String trial(Optional<TunedFile.Candidate> trial, boolean rated) {
    if (trial.isEmpty()) {
      return "-";
    }
    double heldOut = trial.get().heldOut();
    if (!Double.isFinite(heldOut)) {
      return "diverged";
    }
    String loss = Amounts.figure(heldOut);
    return rated ? loss + " x" + trial.get().factor() : loss;
  }

  private static String marks(FrontFile front, Ranking tried, int row) {
    var marks = new ArrayList<String>();
    if (tried.chosen().equals(OptionalInt.of(row))) {
      marks.add("chosen");
    }
    front.front().marks(row).forEach(choice -> marks.add(choice.id()));
    return String.join(",", marks);
  }
}
