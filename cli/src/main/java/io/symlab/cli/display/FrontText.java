package io.symlab.cli.display;

import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.terminal.Table;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import java.util.ArrayList;
import java.util.List;

/** A front as a table: the simplest rule first, the marked ones named. */
public final class FrontText {
  private static final List<String> FIGURES =
      List.of("", ">complexity", ">loss", ">score", ">R2 train", ">R2 valid.", ">R2 test");

  private FrontText() {}

  /** The whole front. */
  public static List<String> lines(FrontView front) {
    return lines(front, front.getRowsCount());
  }

  /** Its last rows, the most accurate ones. */
  public static List<String> lines(FrontView front, int most) {
    boolean tried = front.getRowsList().stream().anyMatch(FrontRow::hasHeldOut);
    List<String> heads = new ArrayList<>(FIGURES);
    if (tried) {
      heads.add(">trial");
    }
    heads.add("expression");
    var table = new Table(heads.toArray(String[]::new));
    int first = Math.max(0, front.getRowsCount() - most);
    for (int i = first; i < front.getRowsCount(); i++) {
      FrontRow row = front.getRows(i);
      List<String> cells =
          new ArrayList<>(
              List.of(
                  marks(front, i),
                  Integer.toString(row.getComplexity()),
                  Amounts.figure(row.getLoss()),
                  Amounts.figure(row.getScore()),
                  Amounts.r2(row.getR2Train()),
                  Amounts.r2(row.getR2Validation()),
                  Amounts.r2(row.getR2Test())));
      if (tried) {
        cells.add(trial(row));
      }
      cells.add(ReadableRule.of(row.getExpression(), front.getNamesList()));
      table.row(cells.toArray(String[]::new));
    }
    return table.lines();
  }

  /** What the table shows, in a sentence. */
  public static String summary(FrontView front) {
    String size = front.getRowsCount() + (front.getRowsCount() == 1 ? " rule" : " rules");
    String age = front.getRounds() > 0 ? " after " + front.getRounds() + " rounds" : "";
    return size + age + (front.getFinal() ? "" : ", still growing");
  }

  private static String trial(FrontRow row) {
    if (!row.hasHeldOut()) {
      return "-";
    }
    return Double.isFinite(row.getHeldOut()) ? Amounts.figure(row.getHeldOut()) : "diverged";
  }

  private static String marks(FrontView front, int row) {
    var marks = new ArrayList<String>();
    if (front.hasChosen() && row == front.getChosen()) {
      marks.add("chosen");
    }
    if (row == front.getBest()) {
      marks.add("best");
    }
    if (row == front.getAccuracy()) {
      marks.add("accuracy");
    }
    if (row == front.getKnee()) {
      marks.add("knee");
    }
    return String.join(",", marks);
  }
}
