package io.symlab.experiment.distill;

import io.symlab.experiment.LabException;
import io.symlab.symbolic.Constraints;
import io.symlab.symbolic.ExpressionSyntaxException;
import io.symlab.symbolic.FrontChoice;
import io.symlab.symbolic.Guess;
import io.symlab.symbolic.Loss;
import io.symlab.symbolic.Operator;
import io.symlab.symbolic.SearchSettings;
import io.symlab.symbolic.Signals;
import io.symlab.symbolic.Template;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Turns what a person wrote into the engine's settings, judging every word of it. */
final class SearchPlan {
  private final DistillSettings settings;
  private final List<String> names;
  private final Signals signals;

  private SearchPlan(DistillSettings settings, List<String> names, Signals signals) {
    this.settings = settings;
    this.names = names;
    this.signals = signals;
  }

  /**
   * The engine's settings.
   *
   * @param names of the features
   * @throws LabException naming the option, what is wrong with it, and what there is
   */
  static SearchSettings of(DistillSettings settings, List<String> names, Signals signals)
      throws LabException {
    return new SearchPlan(settings, names, signals).plan();
  }

  /** Judges what can be judged without the data. */
  static void check(DistillSettings settings) throws LabException {
    between("--max-complexity", settings.maxComplexity(), 1, 1000);
    between("--islands", settings.islands(), 1, 1000);
    between("--population", settings.population(), 4, 100_000);
    between("slack", settings.slack(), 1, 100);
    between("reservoir", settings.reservoir(), 10, Integer.MAX_VALUE);
    try {
      FrontChoice.parse(settings.choose());
    } catch (IllegalArgumentException e) {
      throw bad("--choose: " + e.getMessage());
    }
    operators(settings.operators());
    loss(settings.loss());
  }

  /** Judges when a run is to end. */
  static void check(DistillLimits limits) throws LabException {
    if (!(limits.seconds() > 0)) {
      throw bad("--seconds must be more than 0, not " + limits.seconds());
    }
    between("--rounds", limits.rounds(), 1, Integer.MAX_VALUE);
  }

  private SearchSettings plan() throws LabException {
    check(settings);
    List<Operator> operators = operators(settings.operators());
    if (signals.isEmpty() && operators.stream().anyMatch(Operator::isAverage)) {
      throw bad("--operators: ema and ema_hat need a signal; declare one with --lags, e.g. g=20");
    }
    Template template = template();
    List<Guess> guesses = guesses();
    if (template != null && !guesses.stream().allMatch(g -> template.fits(g.expression()))) {
      throw bad("--guess: with a --template every guess must have its form");
    }
    return SearchSettings.builder()
        .seed(settings.seed())
        .operators(operators.isEmpty() ? usual() : operators)
        .maxComplexity(settings.maxComplexity())
        .islands(settings.islands())
        .population(settings.population())
        .rounds(Integer.MAX_VALUE)
        .slack(settings.slack())
        .reservoir(settings.reservoir())
        .signals(signals)
        .loss(loss(settings.loss()))
        .constraints(constraints())
        .guesses(guesses)
        .template(template)
        .build();
  }

  private List<Operator> usual() {
    List<Operator> usual = new ArrayList<>(Operator.USUAL);
    if (!signals.isEmpty()) {
      Arrays.stream(Operator.values()).filter(Operator::isAverage).forEach(usual::add);
    }
    return usual;
  }

  private static List<Operator> operators(List<String> names) throws LabException {
    List<Operator> operators = new ArrayList<>();
    for (String name : names) {
      Operator operator =
          Operator.named(name)
              .orElseThrow(
                  () ->
                      bad(
                          "--operators: no operator is called \""
                              + name
                              + "\"; there are "
                              + Arrays.stream(Operator.values())
                                  .map(Operator::id)
                                  .collect(Collectors.joining(", "))));
      if (!operators.contains(operator)) {
        operators.add(operator);
      }
    }
    return operators;
  }

  private static Loss loss(String text) throws LabException {
    try {
      return Loss.parse(text);
    } catch (IllegalArgumentException e) {
      throw bad("--loss: " + e.getMessage());
    }
  }

  private Constraints constraints() throws LabException {
    try {
      return Constraints.parse(settings.constraints(), names);
    } catch (IllegalArgumentException e) {
      throw bad("--constraint: " + e.getMessage());
    }
  }

  private List<Guess> guesses() throws LabException {
    List<Guess> guesses = new ArrayList<>();
    for (String text : settings.guesses()) {
      try {
        guesses.add(Guess.parse(text, names, signals));
      } catch (ExpressionSyntaxException e) {
        throw bad("--guess: " + e.getMessage());
      }
    }
    return guesses;
  }

  private Template template() throws LabException {
    try {
      return settings.template().isEmpty()
          ? null
          : Template.parse(settings.template(), names, signals);
    } catch (ExpressionSyntaxException e) {
      throw bad("--template: " + e.getMessage());
    }
  }

  private static void between(String option, int value, int least, int most) throws LabException {
    if (value < least || value > most) {
      throw bad(
          option
              + " must be "
              + least
              + (most == Integer.MAX_VALUE ? " or more" : " to " + most)
              + ", not "
              + value);
    }
  }

  private static LabException bad(String message) {
    return new LabException(LabException.BAD_INPUT, message);
  }
}
