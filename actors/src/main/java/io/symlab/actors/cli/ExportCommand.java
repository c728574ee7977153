package io.symlab.actors.cli;

import io.symlab.actors.LabException;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.Latex;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab export}: one rule of a front, in a form to take along. */
@Command(
    name = "export",
    description = "Print one rule of a trial's front as text, LaTeX or JSON.",
    footer = {
      "",
      "Examples:",
      "  lab export e3                            the best rule, as text that reads back",
      "  lab export e3 --row knee --format latex",
      "  lab export e3 --row 9 --format json      the rule of complexity 9"
    })
final class ExportCommand extends ClientVerb {
  enum Format {
    TEXT,
    LATEX,
    JSON;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Mixin private TrialOption which;

  @Option(
      names = "--format",
      defaultValue = "text",
      description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
  private Format format;

  @Option(
      names = "--row",
      paramLabel = "ROW",
      defaultValue = "best",
      description = "best, accuracy, knee, or a complexity. Default: ${DEFAULT-VALUE}.")
  private String row;

  @Override
  int ask(LabClient client) throws LabException, InterruptedException {
    String id = client.idOrNewest(which.id());
    FrontView front = client.ask(LabQuestions.front(id, which.trial())).getFront();
    FrontRow chosen = choose(front, row);
    out()
        .println(
            switch (format) {
              case TEXT -> chosen.getExpression();
              case LATEX -> latex(front, chosen);
              case JSON -> JsonViews.row(chosen).toPrettyString();
            });
    return ExitCode.DONE;
  }

  private static String latex(FrontView front, FrontRow row) {
    var names = front.getNamesList();
    return Latex.print(ExpressionText.parse(row.getExpression(), names), names);
  }

  /**
   * A row of a front.
   *
   * @param row {@code best}, {@code accuracy}, {@code knee} or a complexity
   */
  static FrontRow choose(FrontView front, String row) throws LabException {
    int index =
        switch (row) {
          case "best" -> front.getBest();
          case "accuracy" -> front.getAccuracy();
          case "knee" -> front.getKnee();
          default -> indexOf(front, row);
        };
    if (index < 0 || index >= front.getRowsCount()) {
      throw new LabException(
          front.getRowsCount() == 0 ? ExitCode.FAILED : ExitCode.BAD_INPUT,
          front.getRowsCount() == 0
              ? "there is no rule yet; 'lab status' shows how far the trial is"
              : "the front has no row \"" + row + "\"; 'lab front' shows those there are");
    }
    return front.getRows(index);
  }

  private static int indexOf(FrontView front, String complexity) throws LabException {
    try {
      int wanted = Integer.parseInt(complexity);
      for (int i = 0; i < front.getRowsCount(); i++) {
        if (front.getRows(i).getComplexity() == wanted) {
          return i;
        }
      }
      return -1;
    } catch (NumberFormatException e) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "--row wants best, accuracy, knee or a complexity, not \"" + complexity + "\"",
          e);
    }
  }
}
