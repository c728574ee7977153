package io.symlab.experiment.distill;

import io.symlab.experiment.results.FrontFile;
import java.nio.charset.StandardCharsets;

/** A front as a table for other tools: PySR's columns first, then the rest of ours. */
final class FrontCsv {
  private FrontCsv() {}

  static byte[] of(FrontFile front) {
    StringBuilder text =
        new StringBuilder("Complexity,Loss,Equation,Score,R2 train,R2 validation,R2 test\n");
    for (FrontFile.Row row : front.rows()) {
      text.append(row.complexity())
          .append(',')
          .append(row.loss())
          .append(",\"")
          .append(row.expression())
          .append("\",")
          .append(row.score())
          .append(',')
          .append(number(row.r2Train()))
          .append(',')
          .append(number(row.r2Validation()))
          .append(',')
          .append(number(row.r2Test()))
          .append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Nothing where it is not known. */
  private static String number(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
