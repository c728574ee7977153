package io.symlab.model.evolve;

import static io.symlab.symbolic.expression.Expression.constant;

import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Numbers;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.island.Breeding;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Makes the children of an island: some get another rate, some other constants, some the constants
 * that an epoch of tuning suggests, and most another form, by mutation or crossover. In a search by
 * samples constants are fitted for almost nothing; here each child's run must show what its are
 * worth, so that constants need children of their own.
 */
final class Offspring {
  private static final double RATE = 0.15;
  private static final double CONSTANTS = 0.2;
  private static final double TUNED = 0.1;
  private static final double LARGEST_FACTOR = 3;
  private static final double[] DEVIATIONS = {0.03, 0.1, 0.3};

  /** Steps that a formula must stand without a gradient. */
  private static final int STILL_STEPS = 10;

  private final SearchSettings search;
  private final Breeding breeding;
  private final SymbolicRule form;
  private final Optional<Screen> screen;

  /**
   * @param form any rule over the samples' columns
   */
  Offspring(SearchSettings search, int columns, SymbolicRule form, Optional<Screen> screen) {
    this.search = search;
    this.breeding = new Breeding(search, columns);
    this.form = form;
    this.screen = screen;
  }

  /**
   * A child.
   *
   * @param tuned whether it is its mother, whose constants are to be tuned before it is judged
   */
  record Child(Expression expression, boolean tuned) {}

  /**
   * A child of an island, all drawn from this stream; empty where none came, or none worth a run.
   */
  Optional<Child> of(EvolvingIsland island, SplittableRandom random) {
    double kind = random.nextDouble();
    Expression mother = island.parent(random);
    SymbolicRule rule = form.with(mother);
    // A template's constants may be one, and its form is to stay.
    boolean free = search.template() == null;
    boolean constants = free && rule.constants().length > 0;
    Expression child;
    if (free && kind < RATE) {
      child = breeding.simplified(faster(mother, random));
    } else if (constants && kind < RATE + CONSTANTS) {
      child = perturbed(rule, random);
    } else if (constants && kind < RATE + CONSTANTS + TUNED) {
      return Optional.of(new Child(mother, true));
    } else {
      child =
          breeding.child(mother, () -> island.parent(random), search.maxComplexity(), 1, random);
      if (child == null) {
        return Optional.empty();
      }
      child = breeding.simplified(child);
      Expression made = child;
      if (!screen.map(one -> one.passes(made, mother)).orElse(true)) {
        return Optional.empty();
      }
    }
    return fresh(child, island) ? Optional.of(new Child(child, false)) : Optional.empty();
  }

  /** Whether a formula is allowed, depends on anything, and has not been judged here. */
  boolean fresh(Expression child, EvolvingIsland island) {
    return breeding.allows(child)
        && Program.of(child, search.signals()).highestVariable() >= 0
        && !island.knows(child)
        && sound(child);
  }

  /**
   * Whether updates are finite where a gradient is 0 from the first step on, or becomes 0, as those
   * of a network's dead units are. Problems without any would not tell.
   */
  boolean sound(Expression formula) {
    float[] update = new float[2];
    try (UpdateRule.State state = form.with(formula).start(update.length)) {
      for (int step = 1; step <= STILL_STEPS; step++) {
        state.update(new float[2], new float[] {0, step == 1 ? 1 : 0}, step, update);
        if (!Float.isFinite(update[0] * 0f + update[1] * 0f)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Multiplied by a factor between a third and 3, evenly in its logarithm. */
  private static Expression faster(Expression mother, SplittableRandom random) {
    double factor = StrictMath.pow(LARGEST_FACTOR, 2 * random.nextDouble() - 1);
    return times(factor, mother);
  }

  /** The formula times a factor, which goes into its own where it begins with one. */
  static Expression times(double factor, Expression formula) {
    if (factor == 1) {
      return formula;
    }
    if (formula instanceof Expression.Binary b
        && b.operator() == Operator.MUL
        && b.left() instanceof Expression.Constant c) {
      return Expression.of(Operator.MUL, constant(Numbers.shortest(factor * c.value())), b.right());
    }
    if (formula instanceof Expression.Unary u && u.operator() == Operator.NEG) {
      return times(-factor, u.argument());
    }
    return Expression.of(Operator.MUL, constant(Numbers.shortest(factor)), formula);
  }

  /** Its constants moved by a share of themselves, decays by one of what they lack of 1. */
  private Expression perturbed(SymbolicRule rule, SplittableRandom random) {
    Program program = Program.of(rule.expression(), search.signals());
    float[] constants = rule.constants();
    double deviation = DEVIATIONS[random.nextInt(DEVIATIONS.length)];
    for (int i = 0; i < constants.length; i++) {
      double factor = StrictMath.exp(deviation * Randomness.gaussian(random));
      constants[i] =
          program.isDecay(i)
              ? (float) (1 - (1 - constants[i]) * factor * factor)
              : (float) (constants[i] * factor);
    }
    rule.confine(constants);
    return rule.withConstants(constants).expression();
  }

  /** What is tried of a founder, at each of its factors, those that are allowed. */
  List<Expression> tried(Founder founder) {
    return founder.factors().stream()
        .map(
            factor ->
                search.template() == null
                    ? times(factor, founder.expression())
                    : founder.expression())
        .distinct()
        .filter(breeding::allows)
        .filter(this::sound)
        .toList();
  }
}
