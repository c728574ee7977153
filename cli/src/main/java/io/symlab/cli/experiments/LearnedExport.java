package io.symlab.cli.experiments;

import io.symlab.cli.exit.ExitCode;
import io.symlab.cli.verb.TrialOption;
import io.symlab.experiment.LabException;
import io.symlab.experiment.direct.StoredRules;
import io.symlab.experiment.exchange.OptimizerFiles;
import io.symlab.experiment.exchange.TorchOptimizerFile;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A learned optimizer in a form to take along; what {@code lab export e3:learned} writes. */
final class LearnedExport {
  private static final String TORCH = "torch";
  private static final String SAFETENSORS = "safetensors";

  /** The forms there are, the usual one first. */
  static final List<String> FORMATS = List.of(TORCH, SAFETENSORS);

  private static final Pattern OF_TRIAL =
      Pattern.compile("(e[1-9][0-9]*)(?:/([1-9][0-9]{0,8}))?:learned");
  private static final Pattern FILE = Pattern.compile(".*\\.(bin|safetensors|pth)");

  private final LearnedOptimizer optimizer;
  private final String format;

  /**
   * An export.
   *
   * @param format null: the usual one
   * @param rate base rate; null: the optimizer's own
   * @throws LabException when there is no such form of learned optimizers
   */
  LearnedExport(LearnedOptimizer optimizer, String format, Double rate) throws LabException {
    this.format = format == null ? TORCH : format;
    if (!FORMATS.contains(this.format)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          "a learned optimizer is no formula, so that there is no "
              + format
              + " of it; there are "
              + String.join(", ", FORMATS));
    }
    this.optimizer =
        rate == null
            ? optimizer
            : new LearnedOptimizer(optimizer.settings().withScale(rate), optimizer.phi());
  }

  /**
   * The learned optimizer that an ID names; empty when it names something else.
   *
   * @param features that one in a file without a description saw
   * @param home of the lab
   * @throws LabException when it can't be had
   */
  static Optional<LearnedOptimizer> named(TrialOption which, List<Feature> features, Path home)
      throws LabException {
    String id = which.given() == null ? "" : which.given();
    Matcher trial = OF_TRIAL.matcher(id);
    if (trial.matches()) {
      int number =
          trial.group(2) == null ? Math.max(1, which.numbered()) : Integer.parseInt(trial.group(2));
      return Optional.of(StoredRules.learned(home, trial.group(1), number));
    }
    if (!FILE.matcher(id).matches()) {
      return Optional.empty();
    }
    if (!Files.isRegularFile(Path.of(id))) {
      throw new LabException(ExitCode.BAD_INPUT, "there is no file " + id);
    }
    return Optional.of(StoredRules.learned(Path.of(id), features));
  }

  /**
   * The export as text.
   *
   * @throws LabException when it is none
   */
  String text() throws LabException {
    if (format.equals(SAFETENSORS)) {
      throw new LabException(
          ExitCode.BAD_INPUT, "safetensors is no text to print; name a file with --out");
    }
    return TorchOptimizerFile.write(optimizer);
  }

  /** Formats of formulas and fronts, then those of learned optimizers alone. */
  static final class AnyFormats implements Iterable<String> {
    static List<String> all() {
      List<String> all = new ArrayList<>(ExportCommand.Formats.all());
      FORMATS.stream().filter(id -> !all.contains(id)).forEach(all::add);
      return all;
    }

    @Override
    public Iterator<String> iterator() {
      return all().iterator();
    }
  }

  /** A gradient feature by its name. */
  static final class SeenFeature implements ITypeConverter<Feature> {
    @Override
    public Feature convert(String value) {
      return Feature.named(value.strip())
          .filter(feature -> !feature.windowed())
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "there is no feature \""
                          + value
                          + "\" that an optimizer sees; there are "
                          + Feature.forLearned().stream()
                              .map(Feature::recipeName)
                              .collect(Collectors.joining(", "))));
    }
  }

  /** The export as a file has it. */
  byte[] bytes() throws LabException {
    return format.equals(SAFETENSORS)
        ? OptimizerFiles.safetensors(optimizer)
        : text().getBytes(StandardCharsets.UTF_8);
  }
}
