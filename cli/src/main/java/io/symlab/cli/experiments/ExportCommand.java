package io.symlab.cli.experiments;

import io.symlab.cli.client.Answers;
import io.symlab.cli.client.LabAnswers;
import io.symlab.cli.client.LabFront;
import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.exit.OutFile;
import io.symlab.cli.verb.TrialOption;
import io.symlab.cli.verb.Verb;
import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.symbolic.export.ExportException;
import io.symlab.symbolic.export.ExportFormat;
import io.symlab.symbolic.export.Formula;
import io.symlab.symbolic.export.FrontFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code lab export}: one rule of a front, or the whole front, in a form to take along. */
@Command(
    name = "export",
    header = "Print a rule of a trial's or a table's front, or what was learned, to take along.",
    description = {
      "As text that reads back, for papers and web pages, or as a program: a function for NumPy,"
          + " SymPy, torch or Java, or an optimizer for torch or optax that needs nothing else.",
      "An exported optimizer moves parameters by RATE times the rule.",
      "ID may also be the folder that 'lab distill' left, or a front.json; no lab is needed then.",
      "A learned optimizer, e3:learned or e3/2:learned, a learned.bin, .safetensors or .pth, goes"
          + " into torch (a torch.optim.Optimizer with its weights; the default) or safetensors."
    },
    footer = {
      "",
      "Examples:",
      "  lab export e3                                 the chosen rule, as text that reads back",
      "  lab export e3 --row knee --format latex",
      "  lab export e3 --row 9 --format json           the rule of complexity 9",
      "  lab export e3 --row tuned --format torch --out rule.py    from rule import SymbolicOptimizer",
      "  lab export e3 --format csv --out front.csv    the whole front, in PySR's columns",
      "  lab export distill-data-1 --format numpy      a front that was found in a table",
      "  lab export e3:learned --out learned.py        from learned import LearnedOptimizer",
      "  lab export e3:learned --format safetensors --out learned.safetensors"
    })
public final class ExportCommand extends Verb {
  @Mixin private TrialOption which;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      converter = KnownFormat.class,
      completionCandidates = LearnedExport.AnyFormats.class,
      description = "One of ${COMPLETION-CANDIDATES}. Default: text.")
  private String format;

  @Option(
      names = {"--row", "--choose"},
      paramLabel = "ROW",
      defaultValue = "",
      completionCandidates = TrialRule.Names.class,
      description =
          "One of ${COMPLETION-CANDIDATES}, or a complexity. Trials of a lab have chosen and tuned, at"
              + " the rate that they found. Default: what the run chose.")
  private String row;

  @Option(
      names = "--rate",
      paramLabel = "RATE",
      converter = Rate.class,
      description =
          "Base rate of torch and optax. Default: what the trial found for the chosen and the tuned"
              + " rule, else the recipe's scale, else 0.01.")
  private Double rate;

  @Option(
      names = "--features",
      paramLabel = "F",
      split = ",",
      converter = LearnedExport.SeenFeature.class,
      description = "What the optimizer of a .pth saw, in its order: the file does not say.")
  private List<Feature> features = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Write to this file, whole or not at all. Default: print.")
  private Path file;

  @Override
  public Integer call() throws LabException, InterruptedException {
    Optional<LearnedOptimizer> learned = LearnedExport.named(which, features, home());
    if (learned.isPresent()) {
      var export = new LearnedExport(learned.get(), format, rate);
      if (file == null) {
        out().print(export.text());
      } else {
        OutFile.write(file, export.bytes());
      }
      return ExitCode.DONE;
    }
    String exported = formula();
    if (file == null) {
      out().print(exported);
    } else {
      OutFile.write(file, exported);
    }
    return ExitCode.DONE;
  }

  private String formula() throws LabException, InterruptedException {
    String form = format == null ? "text" : format;
    if (!Formats.all().contains(form)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          form + " is for learned optimizers; write e.g. lab export e3:learned --format " + form);
    }
    boolean asked = FrontFolder.isOfLab(which.given());
    OptionalDouble given = rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate);
    if (asked) {
      return export(ofLab(), row, form, given);
    }
    FrontFile front = FrontFolder.read(which);
    String exported = export(new LabFront(front), row, form, given);
    if (FrontFormat.named(form).isEmpty()) {
      front.doubt(front.choose(row)).ifPresent(doubt -> err().println("note: " + doubt));
    }
    return exported;
  }

  private LabFront ofLab() throws LabException, InterruptedException {
    try (var answers = Answers.of(home(), err())) {
      LabAnswers lab = answers.lab();
      String id = lab.idOrNewest(which.id());
      return LabFront.ask(lab, id, which.trial());
    }
  }

  /**
   * A rule, or the front, in a format.
   *
   * @param row as {@link FrontFile#choose} takes it; of no matter for formats of the whole front
   * @param format one of {@link Formats}
   */
  public static String export(FrontFile front, String row, String format, double rate)
      throws LabException {
    return export(new LabFront(front), row, format, OptionalDouble.of(rate));
  }

  /**
   * The same of a trial.
   *
   * @param row {@code chosen} and {@code tuned}, too
   * @param rate empty: the rule's own
   */
  public static String export(LabFront lab, String row, String format, OptionalDouble rate)
      throws LabException {
    Formula chosen = TrialRule.of(lab, row, rate);
    FrontFile front = lab.front();
    Optional<FrontFormat> whole = FrontFormat.named(format);
    try {
      return whole.isPresent()
          ? whole.get().export(front.front(), front.names().columns(), front.names().signals())
          : ExportFormat.named(format).orElseThrow().export(chosen);
    } catch (ExportException e) {
      throw new LabException(ExitCode.BAD_INPUT, e.getMessage(), e);
    }
  }

  /** Those of one rule, then those of the whole front. */
  public static final class Formats implements Iterable<String> {
    public static List<String> all() {
      List<String> all = new ArrayList<>(ExportFormat.ids());
      all.addAll(FrontFormat.ids());
      return all;
    }

    @Override
    public Iterator<String> iterator() {
      return all().iterator();
    }
  }

  /** Refuses what is no format before any lab is asked. */
  static final class KnownFormat implements ITypeConverter<String> {
    @Override
    public String convert(String value) {
      if (!LearnedExport.AnyFormats.all().contains(value)) {
        throw new TypeConversionException(
            "there is no format \""
                + value
                + "\"; there are "
                + String.join(", ", LearnedExport.AnyFormats.all()));
      }
      return value;
    }
  }

  /** A number above 0. */
  static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      double rate = Double.parseDouble(value);
      if (!(rate > 0 && Double.isFinite(rate))) {
        throw new TypeConversionException("the rate must be above 0, is " + value);
      }
      return rate;
    }
  }
}
