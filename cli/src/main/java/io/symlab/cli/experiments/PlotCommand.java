package io.symlab.cli.experiments;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.TrialOption;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.files.OutputFile;
import io.symlab.experiment.report.chart.Chart;
import io.symlab.experiment.report.chart.ChartFile;
import io.symlab.experiment.report.chart.TextChart;
import io.symlab.experiment.report.page.ReportPage;
import io.symlab.experiment.report.page.TableCharts;
import io.symlab.experiment.report.page.TrialRecord;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.PlotsFile;
import io.symlab.experiment.results.ResultFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lab plot}: the pictures of a search or a trial, as files or on the terminal. */
@Command(
    name = "plot",
    header = "Draw the pictures of a search in a table, or of a trial.",
    description = {
      "Prints them in letters, or writes them with --format, each as a file of its name into --out."
          + " ID is the folder that 'lab distill' left, or an experiment whose trial has ended; no"
          + " lab need be running."
    },
    footer = {
      "",
      "Examples:",
      "  lab plot distill-data-1                        all pictures, in letters",
      "  lab plot distill-data-1 --only predicted",
      "  lab plot distill-data-1 --format pdf --out figures",
      "  lab plot e3/2 --format png --only evaluation,front --out figures"
    })
public final class PlotCommand extends Verb {
  @Mixin private TrialOption which;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "Write files: ${COMPLETION-CANDIDATES}.")
  private ChartFile format;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Only these pictures. Default: all.")
  private List<String> only = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".",
      description = "Where files go; made where it is missing. Default: here.")
  private Path out;

  @Override
  public Integer call() throws LabException, InterruptedException {
    List<Chart> charts = chosen(charts());
    if (format == null) {
      for (Chart chart : charts) {
        TextChart.draw(chart).forEach(out()::println);
        out().println();
      }
      return ExitCode.DONE;
    }
    for (Chart chart : charts) {
      Path file = out.resolve(format.name(chart));
      try {
        Files.createDirectories(out);
        OutputFile.write(file, format.draw(chart));
      } catch (IOException e) {
        throw new LabException(
            ExitCode.FAILED, "can't write " + file + ": " + OutputFile.reason(e), e);
      } catch (LinkageError | InternalError e) {
        throw new LabException(
            ExitCode.FAILED,
            "this machine's Java can't draw text: install fontconfig and a font, e.g."
                + " fonts-dejavu-core, or take --format svg",
            e);
      }
      out().println(file);
    }
    return ExitCode.DONE;
  }

  private List<Chart> charts() throws LabException {
    if (which.given() == null) {
      throw new LabException(
          ExitCode.BAD_INPUT, "name the folder of a run of 'lab distill', or an experiment");
    }
    if (!FrontFolder.isOfLab(which.given())) {
      FrontFile front = FrontFolder.read(which);
      Path path = Path.of(which.given());
      Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
      PlotsFile plots = PlotsFile.read(folder);
      return front.rows().isEmpty() ? List.of() : new TableCharts(front, plots).all();
    }
    Path experiment = home().resolve("experiments").resolve(which.id());
    if (which.none() && Files.isDirectory(experiment.resolve("2"))) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          which.id()
              + " has several trials: say which, as "
              + which.id()
              + "/1; 'lab report "
              + which.id()
              + "' draws the sweep");
    }
    Path folder = experiment.resolve(Integer.toString(which.trial()));
    try {
      var page = new ReportPage(TrialRecord.read(folder));
      page.html(List.of());
      return page.charts();
    } catch (NoSuchFileException e) {
      throw new LabException(
          ExitCode.FAILED,
          "there is nothing to draw of trial "
              + which.trial()
              + " of "
              + which.id()
              + " yet: "
              + e.getFile()
              + " is missing",
          e);
    } catch (IOException | ResultFormatException e) {
      throw new LabException(ExitCode.FAILED, "can't read " + folder + ": " + e.getMessage(), e);
    }
  }

  private List<Chart> chosen(List<Chart> charts) throws LabException {
    List<String> names = charts.stream().map(Chart::name).toList();
    for (String name : only) {
      if (!names.contains(name)) {
        throw new LabException(
            ExitCode.BAD_INPUT,
            "there is no picture \"" + name + "\"; there are " + String.join(", ", names));
      }
    }
    return charts.stream().filter(one -> only.isEmpty() || only.contains(one.name())).toList();
  }
}
