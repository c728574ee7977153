package io.symlab.symbolic.settings;

import io.symlab.symbolic.NearestName;
import io.symlab.symbolic.constraint.ConstraintParser;
import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.constraint.Dimensions;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.CategoryConstants;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.formula.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Reads {@link FormulaTexts} for a search, whether they come from a recipe, a file, options or a
 * program: the one place that says what such texts may hold. Everything that is wrong is collected,
 * so that one reading finds it all; whoever asked puts the place in front.
 *
 * <pre>{@code
 * FormulaReader reader = new FormulaReader(texts, words).columns(names, signals, 40);
 * if (reader.problems().isEmpty()) {
 *   SearchSettings settings = reader.over(SearchSettings.builder()).build();
 * }
 * }</pre>
 */
public final class FormulaReader {
  private final FormulaTexts texts;
  private final SearchPart.Words words;
  private final List<SearchPart.Problem> problems = new ArrayList<>();
  private final List<Operator> own;
  private final List<Operator> named;
  private final Loss loss;
  private List<Operator> operators;
  private Signals signals = Signals.NONE;
  private int maxComplexity = SearchSettings.defaults().maxComplexity();
  private Constraints constraints = Constraints.NONE;
  private Template template;
  private List<Guess> guesses = List.of();
  private Dimensions dimensions;

  /** Reads what speaks of no column: definitions, the loss and the operators. */
  public FormulaReader(FormulaTexts texts, SearchPart.Words words) {
    this.texts = texts;
    this.words = words;
    own = own();
    loss =
        texts.loss().isBlank()
            ? Loss.SQUARE
            : read(SearchPart.LOSS, 0, () -> Loss.parse(texts.loss(), own), Loss.SQUARE);
    named = named();
    List<Operator> plain = named.stream().filter(operator -> !operator.isAverage()).toList();
    operators = plain.isEmpty() ? usual() : plain;
  }

  /**
   * Reads the rest.
   *
   * @param names of the columns, by index
   * @param among which of them formulas may average over
   * @param most complexity of a formula at most: a template that needs more is refused
   */
  public FormulaReader columns(List<String> names, Signals among, int most) {
    signals = among;
    maxComplexity = most;
    for (int i = 0; i < own.size(); i++) {
      String name = own.get(i).symbol();
      if (names.contains(name)) {
        problem(SearchPart.DEFINE, i, name + " is the name of a column; call the operator another");
      }
    }
    operators = operators();
    constraints = constraints(names);
    template = texts.template().isBlank() ? null : template(names);
    refuseCostlyConstants();
    guesses = guesses(names);
    dimensions = new DimensionsReader(texts, names, signals, words, problems).read();
    return this;
  }

  /** What an error costs. */
  public Loss loss() {
    return loss;
  }

  /** What cannot be, part by part; empty when all is well. */
  public List<SearchPart.Problem> problems() {
    return List.copyOf(problems);
  }

  /** Puts what was read over what is there: a harmless value where there is a problem. */
  public SearchSettings.Builder over(SearchSettings.Builder search) {
    return search
        .operators(operators)
        .signals(signals)
        .maxComplexity(maxComplexity)
        .loss(loss)
        .constraints(constraints)
        .guesses(guesses)
        .template(template)
        .dimensions(dimensions);
  }

  private List<Operator> own() {
    List<Operator> defined = new ArrayList<>();
    for (int i = 0; i < texts.definitions().size(); i++) {
      String text = texts.definitions().get(i);
      Operator one =
          read(SearchPart.DEFINE, i, () -> OwnOperators.parse(text.strip(), defined), null);
      if (one != null && defined.contains(one)) {
        problem(SearchPart.DEFINE, i, one.symbol() + " is defined twice");
      } else if (one != null) {
        defined.add(one);
      }
    }
    return defined;
  }

  private List<Operator> usual() {
    List<Operator> usual = new ArrayList<>(Operator.USUAL);
    usual.addAll(own);
    return usual;
  }

  private List<Operator> named() {
    List<Operator> found = new ArrayList<>();
    for (int i = 0; i < texts.operators().size(); i++) {
      String name = texts.operators().get(i).strip();
      Operator operator = Operator.named(name, own).orElse(null);
      if (operator == null) {
        problem(SearchPart.OPERATORS, i, unknown(name));
      } else if (found.contains(operator)) {
        problem(SearchPart.OPERATORS, i, "names " + operator.id() + " twice");
      } else {
        found.add(operator);
      }
    }
    return found;
  }

  private String unknown(String name) {
    List<String> ids =
        Stream.concat(Operator.all().stream(), own.stream()).map(Operator::id).toList();
    return "no operator is called \""
        + name
        + "\""
        + NearestName.of(name, ids).map(near -> "; did you mean " + near + "?").orElse("")
        + " (there are: "
        + String.join(", ", ids)
        + ")";
  }

  private List<Operator> operators() {
    if (named.isEmpty()) {
      List<Operator> usual = usual();
      if (!signals.isEmpty()) {
        Operator.all().stream().filter(Operator::isAverage).forEach(usual::add);
      }
      return usual;
    }
    if (signals.isEmpty() && named.stream().anyMatch(Operator::isAverage)) {
      problem(
          SearchPart.OPERATORS,
          0,
          "ema and ema_hat need a signal; declare one with " + words.of(SearchPart.SIGNALS));
      return Operator.USUAL;
    }
    return named;
  }

  private Constraints constraints(List<String> names) {
    ConstraintParser parser = new ConstraintParser(names, signals, own);
    int before = problems.size();
    for (int i = 0; i < texts.constraints().size(); i++) {
      String text = texts.constraints().get(i);
      read(SearchPart.CONSTRAINTS, i, () -> parser.read(text));
    }
    for (int i = 0; i < texts.complexities().size(); i++) {
      String text = texts.complexities().get(i);
      read(SearchPart.COMPLEXITY, i, () -> parser.complexity(text));
    }
    return problems.size() > before ? Constraints.NONE : parser.constraints();
  }

  /** A front begins with a constant, and most formulas have one. */
  private void refuseCostlyConstants() {
    int cost = constraints.constantCost();
    if (!texts.template().isBlank() || cost <= maxComplexity) {
      return;
    }
    int entry = 0;
    List<String> said = texts.complexities();
    while (entry < said.size() && !said.get(entry).strip().startsWith("constant")) {
      entry++;
    }
    problem(
        entry < said.size() ? SearchPart.COMPLEXITY : SearchPart.CONSTRAINTS,
        entry < said.size() ? entry : 0,
        "no formula with a constant fits, not even a constant by itself: it counts "
            + cost
            + ", and "
            + words.of(SearchPart.MAX_COMPLEXITY)
            + " is "
            + maxComplexity
            + "; lower the one or raise the other");
    constraints = Constraints.NONE;
  }

  private Template template(List<String> names) {
    Template form =
        read(
            SearchPart.TEMPLATE,
            0,
            () ->
                Template.parse(
                    CategoryConstants.writtenOut(texts.template().strip(), names),
                    names,
                    signals,
                    own),
            null);
    if (form == null) {
      return null;
    }
    int least = form.leastComplexity(constraints);
    if (!form.canKeepTo(constraints)) {
      problem(
          SearchPart.TEMPLATE,
          0,
          "no formula of this form keeps to "
              + words.of(SearchPart.CONSTRAINTS)
              + ", whatever is in its holes");
    } else if (least > maxComplexity) {
      problem(
          SearchPart.TEMPLATE,
          0,
          "a formula of this form has a complexity of "
              + least
              + " or more, above "
              + words.of(SearchPart.MAX_COMPLEXITY)
              + " ("
              + maxComplexity
              + ")");
    } else {
      return form;
    }
    return null;
  }

  private List<Guess> guesses(List<String> names) {
    List<Guess> read = new ArrayList<>();
    for (int i = 0; i < texts.guesses().size(); i++) {
      String text = texts.guesses().get(i);
      Guess guess = read(SearchPart.GUESSES, i, () -> guess(text, names), null);
      if (guess != null && template != null && !template.fits(guess.expression())) {
        problem(
            SearchPart.GUESSES,
            i,
            "formula \"" + text + "\" has not the form of " + words.of(SearchPart.TEMPLATE));
      } else if (guess != null) {
        read.add(guess);
      }
    }
    return read;
  }

  private Guess guess(String text, List<String> names) {
    return Guess.parse(CategoryConstants.writtenOut(text, names), names, signals, own);
  }

  private void read(SearchPart part, int entry, Runnable parser) {
    try {
      parser.run();
    } catch (IllegalArgumentException e) {
      problem(part, entry, e.getMessage());
    }
  }

  private <T> T read(SearchPart part, int entry, Supplier<T> parser, T otherwise) {
    try {
      return parser.get();
    } catch (IllegalArgumentException e) {
      problem(part, entry, e.getMessage());
      return otherwise;
    }
  }

  private void problem(SearchPart part, int entry, String message) {
    problems.add(new SearchPart.Problem(part, entry, message));
  }
}
