package io.symlab.experiment.report.page;

import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.Ranking;
import io.symlab.experiment.results.RatesFound;
import io.symlab.experiment.results.TunedFile;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parts of the page that show formulas: the rule that was chosen, and the front. */
final class FrontSection {
  private FrontSection() {}

  /** The chosen formula as it is set, and as text to take along. */
  static String chosen(TrialRecord record) {
    FrontFile front = record.front().orElseThrow();
    List<String> columns = front.names().columns();
    ScoredFront.Row row = record.chosenRow().orElseThrow();
    RatesFound rates = record.tuned().map(TunedFile::rates).orElse(RatesFound.NONE);
    String scale = rate(record, 1);
    var body = new StringBuilder();
    String origin =
        front.evolved()
            ? "Found by running formulas as optimizers."
            : "What the learned optimizer does, to "
                + Digits.share(row.r2Test())
                + " of its variance (R² on test rollouts; train "
                + Digits.share(row.r2Train())
                + ", validation "
                + Digits.share(row.r2Validation())
                + ").";
    body.append(
        Markup.paragraph(
            origin + " Each coordinate’s update, added to the parameter, is " + scale + " times"));
    body.append(display(front.text(row), columns));
    body.append(texts(front.text(row), columns));
    if (rates.distilled() != 1) {
      body.append(
          Markup.paragraph(
              "Swept over rates, "
                  + (record.tuned().filter(TunedFile::given).isPresent()
                      ? "the recipe’s own formula"
                      : "it")
                  + " does best at "
                  + rate(record, rates.distilled())
                  + " in that number’s place"
                  + (rates.atEdge(rates.distilled()) ? ", the edge of what was tried." : ".")));
    }
    Optional<TunedFile> given = record.tuned().filter(TunedFile::given);
    if (given.isPresent()) {
      body.append(Markup.paragraph("What was tuned is the recipe’s own formula:"));
      body.append(display(given.get().original(), given.get().names()));
      body.append(texts(given.get().original(), given.get().names()));
    }
    if (record.tuned().filter(TunedFile::changed).isPresent()) {
      TunedFile tuned = record.tuned().get();
      String at = rates.tuned() == 1 ? "" : ", to be multiplied by " + rate(record, rates.tuned());
      body.append(Markup.paragraph("The same formula with tuned constants" + at + ":"));
      body.append(display(tuned.tuned(), tuned.names()));
      body.append(texts(tuned.tuned(), tuned.names()));
    }
    body.append(
        Markup.paragraph(
            "<span class=\"soft\">"
                + (columns.stream().anyMatch(name -> name.endsWith("_0"))
                    ? "A subscript counts steps back: 0 is the newest. "
                    : "")
                + FeatureMeanings.of(columns)
                + averages(record)
                + "</span>"));
    return body.toString();
  }

  private static String rate(TrialRecord record, double factor) {
    // By way of a float: products of decimals have digits that nobody wrote.
    return Digits.plain(
        Double.parseDouble(Float.toString((float) (record.recipe().rule().scale() * factor))));
  }

  /** One row per formula, the chosen one marked; how it did as an optimizer, where it was tried. */
  static String table(TrialRecord record) {
    FrontFile front = record.front().orElseThrow();
    List<String> columns = front.names().columns();
    Ranking tried = record.tuned().map(TunedFile::tried).orElse(Ranking.NONE);
    var rows = new StringBuilder();
    for (int i = 0; i < front.rows().size(); i++) {
      ScoredFront.Row row = front.rows().get(i);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Integer.toString(row.complexity()),
                  Digits.of(row.loss()),
                  Digits.of(row.score(), 2)));
      if (front.evolved()) {
        cells.add(Digits.of(row.validated()));
      } else {
        cells.add(Digits.share(row.r2Train()));
        cells.add(Digits.share(row.r2Validation()));
        cells.add(Digits.share(row.r2Test()));
      }
      if (!tried.isEmpty()) {
        cells.add(heldOut(tried.trial(i), tried.rated()));
      }
      cells.add(marks(front, i));
      cells.add("<div class=\"equation\">" + Markup.shown(front.text(row), columns) + "</div>");
      rows.append(i == record.chosen() ? Markup.markedRow(cells) : Markup.row(cells));
    }
    List<String> heads =
        new ArrayList<>(
            front.evolved()
                ? List.of("nodes", "meta-loss", "score", "elsewhere")
                : List.of("nodes", "loss", "score", "R² train", "R² val.", "R² test"));
    if (!tried.isEmpty()) {
      heads.add("trial");
    }
    heads.add("");
    heads.add("formula");
    String table = Markup.table("front", heads, rows.toString());
    return tried.isEmpty()
        ? table
        : table
            + Markup.paragraph(
                "<span class=\"soft\"><em>trial</em>: mean of the last ten losses"
                    + (record.recipe().metaTuning().halfWay()
                        ? ", and of the ten at half way,"
                        : "")
                    + " of the formula, as it is, run as an optimizer on the held-out half; the best,"
                    + " problem by problem, was chosen."
                    + (tried.rated()
                        ? " Beside it the rate at which it did best, of the recipe’s, and the"
                            + " number of problems; who was left behind ran on fewer."
                        : "")
                    + " The evaluation runs on other problems.</span>");
  }

  private static String heldOut(Optional<TunedFile.Candidate> trial, boolean rated) {
    if (trial.isEmpty()) {
      return "–";
    }
    double loss = trial.get().heldOut();
    if (!Double.isFinite(loss)) {
      return "diverged";
    }
    return rated
        ? "<span class=\"nowrap\">"
            + Digits.of(loss)
            + " × "
            + Digits.plain(trial.get().factor())
            + ", "
            + trial.get().problems()
            + "</span>"
        : Digits.of(loss);
  }

  private static String marks(FrontFile front, int row) {
    List<String> marks = front.front().marks(row).stream().map(FrontChoice::id).toList();
    return marks.isEmpty() ? "" : "<span class=\"mark\">" + String.join(" · ", marks) + "</span>";
  }

  private static String display(String text, List<String> names) {
    return "<div class=\"display\">" + Markup.formula(text, names) + "</div>\n";
  }

  private static String texts(String text, List<String> names) {
    return Markup.texts(text, Markup.latex(text, names));
  }

  /** What the averages are, where the recipe lets formulas have some. */
  private static String averages(TrialRecord record) {
    return !record.recipe().search().signals().isEmpty()
        ? " <em>ema</em> is an exponential moving average over all steps so far, its decay the"
            + " subscript; with a hat, its bias is corrected."
        : "";
  }
}
