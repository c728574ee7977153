package io.symlab.experiment.distill;

import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.ResultFormatException;
import io.symlab.symbolic.Expression;
import io.symlab.symbolic.ExpressionSyntaxException;
import io.symlab.symbolic.Signals;
import io.symlab.symbolic.table.Layout;
import io.symlab.symbolic.table.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A front that was found earlier, by {@code lab distill} or by a trial of a lab, with what it takes
 * to apply it.
 *
 * @param front its rows
 * @param names of the variables
 * @param layout of the tables that it is for
 * @param reading how the table that it was found in was read
 */
public record FrontSource(FrontFile front, FormulaNames names, Layout layout, Reading reading) {
  /**
   * Reads a front.
   *
   * @param path a folder with a front.json, or the file itself
   */
  public static FrontSource read(Path path) throws LabException {
    Path file = Files.isDirectory(path) ? path.resolve(DistillFolder.FRONT_JSON) : path;
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new LabException(
          LabException.BAD_INPUT,
          "can't read the front " + file + (Files.exists(file) ? ": " + e : ": it does not exist"),
          e);
    }
    try {
      DistilledFront distilled = DistilledFront.ofBytes(bytes, file.toString());
      return new FrontSource(
          distilled.front(),
          new FormulaNames(distilled.names(), new Signals(distilled.signals())),
          distilled.layout(),
          distilled.settings().reading());
    } catch (ResultFormatException e) {
      return ofTrial(bytes, file, e);
    }
  }

  /** A trial's samples are its variables, then y. */
  private static FrontSource ofTrial(byte[] bytes, Path file, ResultFormatException first)
      throws LabException {
    try {
      FrontFile front = FrontFile.ofBytes(bytes, file.toString());
      List<String> columns = new ArrayList<>(front.names());
      columns.add("y");
      return new FrontSource(
          front,
          new FormulaNames(front.names(), front.signals()),
          new Layout(columns, true, columns.size() - 1, -1),
          Reading.PLAIN);
    } catch (ResultFormatException e) {
      throw new LabException(LabException.BAD_INPUT, first.getMessage(), e);
    }
  }

  /**
   * A member of the front.
   *
   * @param choice best, accuracy, knee, a complexity, or empty for the front's own choice
   */
  public FrontFile.Row choose(String choice) throws LabException {
    int index =
        switch (choice) {
          case "" -> front.chosen();
          case "best" -> front.best();
          case "accuracy" -> front.accuracy();
          case "knee" -> front.knee();
          default -> indexOf(choice);
        };
    if (index < 0) {
      throw new LabException(
          LabException.BAD_INPUT, "the front is empty: it has no formula to apply");
    }
    return front.rows().get(index);
  }

  private int indexOf(String complexity) throws LabException {
    for (int i = 0; i < front.rows().size(); i++) {
      if (Integer.toString(front.rows().get(i).complexity()).equals(complexity)) {
        return i;
      }
    }
    throw new LabException(
        LabException.BAD_INPUT,
        "--choose "
            + complexity
            + ": there are best, accuracy, knee, and the complexities "
            + front.rows().stream().map(row -> Integer.toString(row.complexity())).toList());
  }

  /** The formula of a row. */
  public Expression formula(FrontFile.Row row) throws LabException {
    try {
      return names.parse(row.expression());
    } catch (ExpressionSyntaxException e) {
      throw new LabException(LabException.BAD_INPUT, "the front is damaged: " + e.getMessage(), e);
    }
  }
}
