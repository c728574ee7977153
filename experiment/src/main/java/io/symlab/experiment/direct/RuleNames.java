package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.model.data.UserFolder;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.learned.LearnedOptimizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that rules go by on a command line: {@code adam:0.01} or {@code adam} (a sweep), a
 * learned optimizer's file, {@code e3/2:tuned}, a front's folder or file, or an expression over
 * sample columns; each may follow a label of one's own and {@code =}.
 *
 * <pre>{@code
 * List<NamedRule> rules = new RuleNames(home, forms, Map.of()).all(List.of("adam", "mine=-mt_0"));
 * }</pre>
 */
public final class RuleNames {
  /** Fewer rates than these make no sweep. */
  private static final int LEAST_RATES = 5;

  /** What a kind is swept over when nobody says: those of the reference recipe. */
  private static final Map<String, List<Double>> RATES =
      Map.of(
          "sgd", List.of(0.01, 0.03, 0.1, 0.3, 1.0),
          "momentum", List.of(0.001, 0.003, 0.01, 0.03, 0.1),
          "nesterov", List.of(0.001, 0.003, 0.01, 0.03, 0.1),
          "lion", List.of(0.00003, 0.0001, 0.0003, 0.001, 0.003));

  /** Rules whose steps are about as large as the rate, as Adam's are. */
  private static final List<Double> OTHER_RATES = List.of(0.0003, 0.001, 0.003, 0.01, 0.03);

  private static final Pattern LABELLED = Pattern.compile("([A-Za-z][A-Za-z0-9_. -]*)=(.+)");
  private static final Pattern WITH_RATE = Pattern.compile("([A-Za-z][A-Za-z0-9-]*):(.*)");

  private final TrialRules trials;
  private final FormulaForms forms;
  private final Map<String, List<Double>> rates;

  /**
   * Names as they are understood in one place.
   *
   * @param home of the lab whose trials are meant, absolute
   * @param forms what formulas see
   * @param rates sweeps that a recipe asks for, by kind
   */
  public RuleNames(Path home, FormulaForms forms, Map<String, List<Double>> rates) {
    this.trials =
        new TrialRules(
            home, forms.scaleGiven() ? OptionalDouble.of(forms.scale()) : OptionalDouble.empty());
    this.forms = forms;
    this.rates = Map.copyOf(rates);
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

  private static String withoutLabel(String spec) {
    Matcher labelled = LABELLED.matcher(spec);
    return labelled.matches() && !Files.exists(UserFolder.expand(spec))
        ? labelled.group(2).strip()
        : spec;
  }

  private NamedRule rule(String label, String text, String spec) throws LabException {
    if (HandMade.KINDS.contains(text)) {
      return sweep(label, text);
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
    if (text.endsWith(".bin") || text.endsWith(".json")) {
      throw bad(spec, "there is no file " + text);
    }
    return forms.expression(label.isEmpty() ? text : label, text, spec);
  }

  private NamedRule sweep(String label, String kind) {
    List<Double> known = RATES.getOrDefault(kind, OTHER_RATES);
    Set<Double> all = new TreeSet<>(rates.getOrDefault(kind, known));
    if (all.size() < LEAST_RATES) {
      all.addAll(known);
    }
    List<UpdateRule> points = new ArrayList<>();
    for (double rate : all) {
      UpdateRule point = HandMade.of(kind, rate);
      String name = label + point.name().substring(kind.length());
      points.add(label.isEmpty() ? point : new NamedRule.Called(name, point));
    }
    return new NamedRule(label.isEmpty() ? kind : label, points, "");
  }

  private static NamedRule handMade(String label, String kind, String rate, String spec)
      throws LabException {
    if (!HandMade.KINDS.contains(kind)) {
      throw bad(
          spec,
          "no hand-made rule is called \""
              + kind
              + "\"; there are "
              + String.join(", ", HandMade.KINDS)
              + ", each with :RATE or without (a sweep)");
    }
    try {
      UpdateRule rule = HandMade.of(kind, Double.parseDouble(rate));
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
    return NamedRule.of(label, learned(path, spec), "");
  }

  /** The learned optimizer in a file. */
  static LearnedOptimizer learned(Path file, String spec) throws LabException {
    try {
      return LearnedOptimizer.decode(Files.readAllBytes(file));
    } catch (IOException e) {
      throw bad(spec, "can't read " + file + ": " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw bad(
          spec,
          file
              + " holds no learned optimizer: "
              + e.getMessage()
              + "; name a trial's learned.bin, or a front.json");
    }
  }

  static LabException bad(String spec, String what) {
    return new LabException(LabException.BAD_INPUT, "the rule " + spec + ": " + what);
  }
}
