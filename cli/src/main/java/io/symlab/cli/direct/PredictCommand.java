package io.symlab.cli.direct;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.OutFile;
import io.symlab.cli.terminal.Amounts;
import io.symlab.cli.verb.FrontChoices;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.distill.Prediction;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.table.NpyWriter;
import io.symlab.symbolic.table.TableException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab predict}: a formula of a front, applied to a table. */
@Command(
    name = "predict",
    header = "Apply a formula that was found to a table.",
    description = {
      "Prints one prediction per row of DATA, nan where a column that the formula reads is missing."
          + " Columns are found by name in a .csv, by place in a .npy; y need not be there. Where it"
          + " is, R2 and mean squared error are told on stderr."
    },
    footer = {
      "",
      "Examples:",
      "  lab predict distill-data-1 new.csv > predictions.csv",
      "  lab predict distill-data-1/front.json new.npy --choose accuracy --out predictions.npy",
      "  lab predict ~/.symlab/experiments/e3/1 samples-test.npy --choose 15"
    })
public final class PredictCommand extends Verb {
  @Parameters(
      index = "0",
      paramLabel = "FRONT",
      description = "The folder of a distill run or of a lab's trial, or its front.json.")
  private Path front;

  @Parameters(
      index = "1",
      paramLabel = "DATA",
      description = "A .npy or .csv file, plain or compressed, or - for standard input.")
  private Path data;

  @Mixin private NumberOptions numbers;

  @Option(
      names = "--choose",
      paramLabel = "ROW",
      defaultValue = "",
      completionCandidates = FrontChoices.class,
      description =
          "One of ${COMPLETION-CANDIDATES}, or a complexity. Default: what the run chose.")
  private String choose;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to this .csv or .npy file instead of stdout.")
  private Path out;

  @Override
  public Integer call() throws LabException, InterruptedException {
    if (out != null && !out.toString().matches(".*\\.(csv|npy)")) {
      throw new LabException(
          ExitCode.BAD_INPUT, "--out " + out + ": the name must end in .csv or .npy");
    }
    if (out != null) {
      OutFile.check(out, data, front);
    }
    FrontFile source = FrontFile.read(front);
    ScoredFront.Row row = source.choose(choose);
    try {
      Prediction prediction =
          Prediction.of(
              data,
              numbers.over(source.reading()),
              row.expression(),
              source.names(),
              source.layout());
      write(prediction.values());
      tell(row, source, prediction);
      return ExitCode.DONE;
    } catch (TableException e) {
      throw new LabException(ExitCode.BAD_INPUT, e.getMessage(), e);
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "the disk fails: " + e, e);
    }
  }

  private void write(double[] values) throws LabException {
    if (out == null) {
      csv(values, out());
    } else if (out.toString().endsWith(".csv")) {
      var text = new StringWriter();
      csv(values, new PrintWriter(text));
      OutFile.write(out, text.toString());
    } else {
      OutFile.write(out, NpyWriter.bytes(values));
    }
  }

  private static void csv(double[] values, PrintWriter to) {
    to.println("prediction");
    for (double value : values) {
      to.println(Double.isNaN(value) ? "nan" : Double.toString(value));
    }
    to.flush();
  }

  private void tell(ScoredFront.Row row, FrontFile source, Prediction prediction) {
    err().println("complexity " + row.complexity() + ": " + source.readable(row));
    source.doubt(row).ifPresent(doubt -> err().println("note: " + doubt));
    prediction.notes().forEach(note -> err().println("note: " + note));
    int rows = prediction.judged() + prediction.unpredicted();
    if (prediction.judged() > 0) {
      err()
          .println(
              "R2 "
                  + Amounts.r2(prediction.r2())
                  + ", mean squared error "
                  + Amounts.figure(prediction.meanSquaredError())
                  + " on "
                  + prediction.judged()
                  + (prediction.judged() == 1 ? " row" : " rows"));
    }
    if (prediction.unpredicted() > 0) {
      err()
          .println(
              prediction.unpredicted() + " of " + rows + " rows with y have no finite prediction");
    }
  }
}
