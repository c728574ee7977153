package io.symlab.experiment.results;

import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a search in a table of one's own leaves to draw pictures from, so that they can be drawn
 * when the table is gone: {@code plots.json}.
 *
 * @param points observed and predicted values of some rows, by their use
 * @param responses of the chosen formula to its variables, the strongest first
 * @param progress how the search went
 */
public record PlotsFile(List<Points> points, List<Response> responses, List<Step> progress) {
  public static final String NAME = "plots.json";

  private static final String SCHEMA = "symlab.distill-plots/1";

  public PlotsFile {
    points = List.copyOf(points);
    responses = List.copyOf(responses);
    progress = List.copyOf(progress);
  }

  /**
   * Rows of one use.
   *
   * @param rows {@code train}, {@code validation} or {@code test}
   * @param all how many there are, of which these are some
   * @param observed y
   * @param predicted by the chosen formula
   */
  public record Points(String rows, int all, List<Double> observed, List<Double> predicted) {
    public Points {
      observed = List.copyOf(observed);
      predicted = List.copyOf(predicted);
    }
  }

  /**
   * What the formula makes of one column, over the values that the others have in the rows.
   *
   * @param column its name
   * @param x values across its range
   * @param mean over the rows, of the formula with the column at x
   * @param low tenth percentile over the rows
   * @param high ninetieth percentile
   */
  public record Response(
      String column, List<Double> x, List<Double> mean, List<Double> low, List<Double> high) {
    public Response {
      x = List.copyOf(x);
      mean = List.copyOf(mean);
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  /**
   * A look at the front.
   *
   * @param seconds searched, all parts together
   * @param round that all islands had ended
   * @param evaluations of formulas
   * @param complexity of the row that is meant
   * @param loss the least on training rows
   * @param validated the least on rows not fitted to; NaN where there are none
   */
  public record Step(
      double seconds, int round, long evaluations, int complexity, double loss, double validated) {}

  public byte[] toBytes() {
    return ResultJson.write(SCHEMA, this);
  }

  /**
   * Reads {@link #toBytes}'s form back.
   *
   * @throws ResultFormatException when it is damaged
   */
  public static PlotsFile ofBytes(byte[] bytes, String origin) {
    return ResultJson.read(bytes, SCHEMA, PlotsFile.class, origin);
  }

  /**
   * Reads that of a run.
   *
   * @param folder of {@code lab distill}
   * @throws LabException when it is missing or damaged
   */
  public static PlotsFile read(Path folder) throws LabException {
    Path file = folder.resolve(NAME);
    try {
      return ofBytes(Files.readAllBytes(file), file.toString());
    } catch (IOException e) {
      throw new LabException(
          LabException.BAD_INPUT,
          Files.exists(file)
              ? "can't read " + file + ": " + e
              : "there is no "
                  + NAME
                  + " in "
                  + folder
                  + ": runs leave it when they end; an older or interrupted one gets it with 'lab"
                  + " distill --resume "
                  + folder
                  + "'",
          e);
    } catch (ResultFormatException e) {
      throw new LabException(LabException.BAD_INPUT, e.getMessage(), e);
    }
  }
}
