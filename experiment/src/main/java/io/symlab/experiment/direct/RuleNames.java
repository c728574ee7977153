package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.exchange.ExchangeException;
import io.symlab.experiment.exchange.OptimizerFiles;
import io.symlab.model.data.UserFolder;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.handmade.HandMadeRole;
import io.symlab.model.rule.learned.LearnedOptimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that rules go by on a command line: {@code adam:0.01} or {@code adam} (a sweep), a
 * learned optimizer's file (learned.bin, .safetensors, .pth), {@code e3/2:tuned}, a front's folder
 * or file, or an expression over sample columns; each may follow a label of one's own and {@code
 * =}.
 *
 * <pre>{@code
 * List<NamedRule> rules = new RuleNames(home, forms, Map.of(), 300).all(List.of("adam", "mine=-mt_0"));
 * }</pre>
 */
public final class RuleNames {
  /** Fewer rates than these make no sweep. */
  private static final int LEAST_RATES = 5;

  private static final Pattern LABELLED = Pattern.compile("([A-Za-z][A-Za-z0-9_. -]*)=(.+)");
  private static final Pattern WITH_RATE = Pattern.compile("([A-Za-z][A-Za-z0-9-]*):(.*)");

  private final TrialRules trials;
  private final FormulaForms forms;
  private final Map<String, List<Double>> rates;
  private final int steps;

  /**
   * Names as they are understood in one place.
   *
   * @param home of the lab whose trials are meant, absolute
   * @param forms what formulas see
   * @param rates sweeps that a recipe asks for, by kind
   * @param steps of the runs that the rules are for, which schedules go over
   */
  public RuleNames(Path home, FormulaForms forms, Map<String, List<Double>> rates, int steps) {
    this.trials =
        new TrialRules(
            home, forms.scaleGiven() ? OptionalDouble.of(forms.scale()) : OptionalDouble.empty());
    this.forms = forms;
    this.rates = Map.copyOf(rates);
    this.steps = steps;
  }

  /**
   * Reads names, each of another rule.
   *
   * @throws LabException naming the one that is wrong and what to do, or two with the same label
   */
  public List<NamedRule> all(List<String> specs) throws LabException {
    List<NamedRule> rules = new ArrayList<>();
    Set<String> labels = new HashSet<>();
    for (String spec : specs) {
      NamedRule rule = one(spec);
      if (!labels.add(rule.label())) {
        throw bad(
            spec,
            "there is another rule called \""
                + rule.label()
                + "\"; give one of them a name of its own, e.g. other="
                + withoutLabel(spec));
      }
      rules.add(rule);
    }
    return List.copyOf(rules);
  }

  /**
   * Reads a name.
   *
   * @throws LabException naming it, what is wrong with it and what to do
   */
  public NamedRule one(String spec) throws LabException {
    Matcher labelled = LABELLED.matcher(spec);
    if (labelled.matches() && !Files.exists(UserFolder.expand(spec))) {
      return rule(labelled.group(1).strip(), labelled.group(2).strip(), spec);
    }
    return rule("", spec.strip(), spec);
  }

  static String withoutLabel(String spec) {
    Matcher labelled = LABELLED.matcher(spec);
    return labelled.matches() && !Files.exists(UserFolder.expand(spec))
        ? labelled.group(2).strip()
        : spec;
  }

  private NamedRule rule(String label, String text, String spec) throws LabException {
    Optional<HandMadeRole> role = HandMadeRole.named(text);
    if (role.isPresent()) {
      return sweep(label, role.get());
    }
    if (TrialRules.isTrial(text)) {
      return trials.read(label.isEmpty() ? text : label, text, spec);
    }
    if (Files.exists(UserFolder.expand(text))) {
      return ofFile(label.isEmpty() ? text : label, UserFolder.expand(text), spec);
    }
    Matcher rated = WITH_RATE.matcher(text);
    if (rated.matches()) {
      return handMade(label, rated.group(1), rated.group(2), spec);
    }
    if (text.matches(".*\\.(bin|json|safetensors|pth)")) {
      throw bad(spec, "there is no file " + text);
    }
    return forms.expression(label.isEmpty() ? text : label, text, spec);
  }

  private NamedRule sweep(String label, HandMadeRole role) {
    List<Double> known = HandMade.sweep(role.kind());
    Set<Double> all = new TreeSet<>(rates.getOrDefault(role.kind(), known));
    if (all.size() < LEAST_RATES) {
      all.addAll(known);
    }
    List<UpdateRule> points = new ArrayList<>();
    for (double rate : all) {
      UpdateRule point = role.at(rate, steps);
      String name = label + point.name().substring(role.name().length());
      points.add(label.isEmpty() ? point : new NamedRule.Called(name, point));
    }
    return new NamedRule(label.isEmpty() ? role.name() : label, points, "");
  }

  private NamedRule handMade(String label, String kind, String rate, String spec)
      throws LabException {
    Optional<HandMadeRole> role = HandMadeRole.named(kind);
    if (role.isEmpty()) {
      throw bad(
          spec,
          "no hand-made rule is called \""
              + kind
              + "\"; there are "
              + String.join(", ", HandMade.KINDS)
              + ", each with :RATE or without (a sweep), and with -cosine or -linear, as in"
              + " adam-cosine:0.01");
    }
    try {
      UpdateRule rule = role.get().at(Double.parseDouble(rate), steps);
      return NamedRule.of(label.isEmpty() ? rule.name() : label, rule, "");
    } catch (IllegalArgumentException e) {
      throw bad(
          spec,
          "the learning rate of "
              + kind
              + " must be a positive number, not \""
              + rate
              + "\"; write e.g. "
              + kind
              + ":0.01");
    }
  }

  private NamedRule ofFile(String label, Path path, String spec) throws LabException {
    if (Files.isDirectory(path) || path.toString().endsWith(".json")) {
      return forms.ofFront(label, path, spec);
    }
    return NamedRule.of(label, learned(path, forms.features(), spec), "");
  }

  /**
   * The learned optimizer in a file.
   *
   * @param features that it saw, where the file does not say
   */
  static LearnedOptimizer learned(Path file, List<Feature> features, String spec)
      throws LabException {
    try {
      return OptimizerFiles.read(file, features);
    } catch (IOException e) {
      throw bad(spec, "can't read " + file + ": " + e.getMessage());
    } catch (ExchangeException e) {
      throw bad(
          spec,
          file
              + " holds no learned optimizer: "
              + e.getMessage()
              + "; name a trial's learned.bin, a .safetensors or .pth of one, or a front.json");
    }
  }

  static LabException bad(String spec, String what) {
    return new LabException(LabException.BAD_INPUT, "the rule " + spec + ": " + what);
  }
}
