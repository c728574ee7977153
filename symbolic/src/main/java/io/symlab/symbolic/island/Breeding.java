package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.Hole;
import io.symlab.symbolic.formula.Template;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Makes children of formulas by mutation or crossover, within a size and within what the settings
 * allow, of the template's form where there is one. What they are worth is for others to judge: an
 * {@link Island} by rows of samples, a search by meta-loss by running them.
 */
public final class Breeding {
  private static final int ATTEMPTS = 8;

  private final SearchSettings settings;
  private final Variation variation;

  /** Of each body of the template. */
  private final List<Variation> bodies;

  /**
   * @param features columns that formulas may read
   */
  public Breeding(SearchSettings settings, int features) {
    this.settings = settings;
    this.variation =
        new Variation(
            settings.operators(), settings.tactics().mutations(), features, settings.signals());
    this.bodies =
        settings.template() == null
            ? List.of()
            : settings.template().bodies().stream().map(this::variation).toList();
  }

  /** A body that names its columns is made of them alone; averages are over signals. */
  private Variation variation(Hole hole) {
    return hole.isAny()
        ? variation
        : new Variation(
            settings.operators().stream().filter(operator -> !operator.isAverage()).toList(),
            settings.tactics().mutations(),
            hole.columns().size());
  }

  /** A random small formula, of about so many nodes at most; it may be none that is allowed. */
  Expression fresh(int most, SplittableRandom random) {
    Template template = settings.template();
    if (template == null) {
      int nodes = Math.min(settings.maxComplexity(), 1 + random.nextInt(most));
      return variation.fresh(nodes, random);
    }
    List<Expression> contents = new ArrayList<>();
    for (Variation body : bodies) {
      contents.add(body.fresh(1 + random.nextInt(most), random));
    }
    return template.fill(contents);
  }

  /**
   * A child that is different, allowed and not too large; null when none came of several attempts.
   *
   * @param father asked for only where the child is to have one
   * @param limit largest complexity
   * @param temperature 0 to 1, larger for larger changes of constants
   */
  public Expression child(
      Expression mother,
      Supplier<Expression> father,
      int limit,
      double temperature,
      SplittableRandom random) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Expression formula = varied(mother, father, temperature, random);
      if (formula != null
          && settings.complexity(formula) <= limit
          && !formula.equals(mother)
          && settings.allow(formula)) {
        return formula;
      }
    }
    return null;
  }

  /** A simpler, equal formula that is allowed, too. */
  public Expression simplified(Expression formula) {
    return settings.simplify(formula);
  }

  /** Whether a formula keeps to the settings: to constraints, averages and the largest size. */
  public boolean allows(Expression formula) {
    return settings.complexity(formula) <= settings.maxComplexity() && settings.allow(formula);
  }

  /** A variation of the whole formula, or of one of the template's bodies. */
  private Expression varied(
      Expression mother, Supplier<Expression> father, double temperature, SplittableRandom random) {
    boolean crossed = random.nextDouble() < settings.tactics().crossover();
    Expression other = crossed ? father.get() : null;
    Template template = settings.template();
    if (template == null) {
      return crossed
          ? Variation.cross(mother, other, random)
          : variation.mutate(mother, temperature, random);
    }
    List<Expression> contents = new ArrayList<>(template.contents(mother));
    int hole = random.nextInt(contents.size());
    Expression changed =
        crossed
            ? Variation.cross(
                contents.get(hole),
                template.contents(other).get(giving(template, hole, random)),
                random)
            : bodies.get(hole).mutate(contents.get(hole), temperature, random);
    if (changed == null) {
      return null;
    }
    contents.set(hole, changed);
    return template.refill(mother, contents);
  }

  /** Any body over the same columns as this one. */
  private static int giving(Template template, int hole, SplittableRandom random) {
    List<Hole> all = template.bodies();
    int drawn = random.nextInt(all.size());
    return all.get(drawn).columns().equals(all.get(hole).columns()) ? drawn : hole;
  }
}
