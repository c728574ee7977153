package io.symlab.actors.cli;

import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import java.util.ArrayList;
import java.util.List;

/** A front as a table: the simplest rule first, the marked ones named. */
final class FrontText {
  private static final String[] HEADS = {
    "", ">complexity", ">loss", ">score", ">R2 train", ">R2 valid.", ">R2 test", "expression"
  };

  private FrontText() {}

  /** The whole front. */
  static List<String> lines(FrontView front) {
    return lines(front, front.getRowsCount());
  }

  /** Its last rows, the most accurate ones. */
  static List<String> lines(FrontView front, int most) {
    var table = new Table(HEADS);
    int first = Math.max(0, front.getRowsCount() - most);
    for (int i = first; i < front.getRowsCount(); i++) {
      FrontRow row = front.getRows(i);
      table.row(
          marks(front, i),
          Integer.toString(row.getComplexity()),
          Amounts.figure(row.getLoss()),
          Amounts.figure(row.getScore()),
          Amounts.r2(row.getR2Train()),
          Amounts.r2(row.getR2Validation()),
          Amounts.r2(row.getR2Test()),
          ReadableRule.of(row.getExpression(), front.getNamesList()));
    }
    return table.lines();
  }

  /** What the table shows, in a sentence. */
  static String summary(FrontView front) {
    String size = front.getRowsCount() + (front.getRowsCount() == 1 ? " rule" : " rules");
    String age = front.getRounds() > 0 ? " after " + front.getRounds() + " rounds" : "";
    return size + age + (front.getFinal() ? "" : ", still growing");
  }

  private static String marks(FrontView front, int row) {
    var marks = new ArrayList<String>();
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
