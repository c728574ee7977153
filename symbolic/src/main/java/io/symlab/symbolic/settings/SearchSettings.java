package io.symlab.symbolic.settings;

import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.constraint.Dimensions;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Simplifier;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.Guess;
import io.symlab.symbolic.formula.Template;
import io.symlab.symbolic.program.Program;
import java.util.List;

/**
 * How expressions are evolved: what a search is given from outside. Finer knobs are in {@link
 * SearchTactics}.
 *
 * <pre>{@code
 * SearchSettings settings = SearchSettings.builder().seed(7).islands(8).build();
 * SearchSettings other = settings.toBuilder().seed(8).build();
 * }</pre>
 *
 * @param seed fixes everything
 * @param operators what formulas are made of
 * @param maxComplexity complexity of a formula at most: its nodes, unless constraints price them
 *     otherwise
 * @param islands populations
 * @param population members per island; as many births make a round
 * @param roundsPerBatch m: in round r an island sees sample batches 0 .. min(floor(r / m), last)
 * @param slack d: in round r it takes the elites that its neighbour sent after round r - d
 * @param signals which columns are the lags of a signal; averages are among the operators only
 *     where there is one
 * @param loss what an error costs
 * @param constraints what formulas may look like
 * @param guesses formulas to start from
 * @param template the form that every formula must have, or null
 * @param dimensions units that formulas have to fit, or null
 * @param tactics how births are made and judged
 * @param arithmetic follows from the others, whatever is given here
 */
public record SearchSettings(
    long seed,
    List<Operator> operators,
    int maxComplexity,
    int islands,
    int population,
    int roundsPerBatch,
    int slack,
    Signals signals,
    Loss loss,
    Constraints constraints,
    List<Guess> guesses,
    Template template,
    Dimensions dimensions,
    SearchTactics tactics,
    Arithmetic arithmetic) {
  /** No search may ask for formulas above this complexity. */
  public static final int MOST_COMPLEXITY = 1000;

  public SearchSettings {
    operators = List.copyOf(operators);
    guesses = List.copyOf(guesses);
    arithmetic = Arithmetic.of(operators, guesses, template);
    require(!operators.isEmpty(), "operators must name at least one");
    require(
        !signals.isEmpty() || operators.stream().noneMatch(Operator::isAverage),
        "operators: averages need a signal, columns that are declared as lags");
    require(
        maxComplexity >= 1 && maxComplexity <= MOST_COMPLEXITY,
        "maxComplexity must be 1 to " + MOST_COMPLEXITY);
    require(islands >= 1, "islands must be 1 or more");
    require(population >= 4, "population must be 4 or more");
    require(roundsPerBatch >= 1, "roundsPerBatch must be 1 or more");
    require(slack >= 1, "slack must be 1 or more");
    require(
        template == null || template.leastComplexity(constraints) <= maxComplexity,
        "template has no formula of a complexity of " + maxComplexity + " or less");
  }

  /** What suits a few features over twenty lags and a minute of two cores. */
  public static SearchSettings defaults() {
    return builder().build();
  }

  /** Starts from the defaults. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts from these. */
  public Builder toBuilder() {
    Builder builder = new Builder();
    builder.seed = seed;
    builder.operators = operators;
    builder.maxComplexity = maxComplexity;
    builder.islands = islands;
    builder.population = population;
    builder.roundsPerBatch = roundsPerBatch;
    builder.slack = slack;
    builder.signals = signals;
    builder.loss = loss;
    builder.constraints = constraints;
    builder.guesses = guesses;
    builder.template = template;
    builder.dimensions = dimensions;
    builder.tactics = tactics;
    return builder;
  }

  /** Settings in the making; what is not said keeps its default. */
  public static final class Builder {
    private long seed = 1;
    private List<Operator> operators = Operator.USUAL;
    private int maxComplexity = 40;
    private int islands = 4;
    private int population = 256;
    private int roundsPerBatch = 1;
    private int slack = 4;
    private Signals signals = Signals.NONE;
    private Loss loss = Loss.SQUARE;
    private Constraints constraints = Constraints.NONE;
    private List<Guess> guesses = List.of();
    private Template template;
    private Dimensions dimensions;
    private SearchTactics tactics = SearchTactics.defaults();

    private Builder() {}

    public Builder seed(long value) {
      seed = value;
      return this;
    }

    public Builder operators(List<Operator> value) {
      operators = value;
      return this;
    }

    public Builder maxComplexity(int value) {
      maxComplexity = value;
      return this;
    }

    public Builder islands(int value) {
      islands = value;
      return this;
    }

    public Builder population(int value) {
      population = value;
      return this;
    }

    public Builder roundsPerBatch(int value) {
      roundsPerBatch = value;
      return this;
    }

    public Builder slack(int value) {
      slack = value;
      return this;
    }

    public Builder signals(Signals value) {
      signals = value;
      return this;
    }

    public Builder loss(Loss value) {
      loss = value;
      return this;
    }

    public Builder constraints(Constraints value) {
      constraints = value;
      return this;
    }

    public Builder guesses(List<Guess> value) {
      guesses = value;
      return this;
    }

    public Builder template(Template value) {
      template = value;
      return this;
    }

    public Builder dimensions(Dimensions value) {
      dimensions = value;
      return this;
    }

    public Builder tactics(SearchTactics value) {
      tactics = value;
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException naming the value that cannot be
     */
    public SearchSettings build() {
      return new SearchSettings(
          seed,
          operators,
          maxComplexity,
          islands,
          population,
          roundsPerBatch,
          slack,
          signals,
          loss,
          constraints,
          guesses,
          template,
          dimensions,
          tactics,
          null);
    }
  }

  /** The form in which a formula is evaluated. */
  public Program program(Expression formula) {
    return Program.of(formula, signals);
  }

  /** The sum of its nodes' costs. */
  public int complexity(Expression formula) {
    return constraints.complexity(formula);
  }

  /**
   * Whether a formula may be born: it keeps to the constraints, averages what can be, and has no
   * product of two parts, say, where products were not asked for.
   */
  public boolean allow(Expression formula) {
    return signals.allow(formula) && constraints.allow(formula) && arithmetic.allows(formula);
  }

  /** Whether a formula measures what y does, as far as units are known. */
  public boolean fitsUnits(Expression formula) {
    return dimensions == null || dimensions.fit(formula);
  }

  /** What its misfits add to a formula's loss while a search goes on. */
  public double penalty(Expression formula) {
    return dimensions == null ? 0 : Dimensions.PENALTY * dimensions.misfits(formula);
  }

  /**
   * A simpler, equal formula, of the template's form where there is one; the formula itself where
   * simplifying left an average without a signal.
   */
  public Expression simplify(Expression formula) {
    Expression simple =
        template == null
            ? Simplifier.simplify(formula)
            : template.map(formula, Simplifier::simplify);
    return signals.allow(simple) ? simple : formula;
  }

  /** Which constants of a formula are one, as in {@link Guess#ties}; null for none. */
  public List<Integer> ties(Expression formula) {
    return template == null ? null : template.ties(formula);
  }

  /** Whether formulas are judged up to a scale and an offset. */
  public boolean isFree() {
    return template == null;
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException("search." + message);
    }
  }
}
