package io.symlab.model.meta;

import io.symlab.model.meta.MetaTuningChoice.Trial;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** {@link Trials} of rules, each at every factor of its rate: which does best, and how all did. */
final class SweptRules implements AutoCloseable {
  private final List<Double> factors;
  private final Trials trials;

  private SweptRules(List<Double> factors, Trials trials) {
    this.factors = factors;
    this.trials = trials;
  }

  /**
   * Begins.
   *
   * @param optimizee stays the caller's to close
   * @param atFactor a rule at a factor of its rate
   * @param settings with the factors, and what each run is
   */
  static <R extends UpdateRule> SweptRules of(
      Optimizee optimizee,
      List<R> rules,
      BiFunction<R, Double, UpdateRule> atFactor,
      MetaTuningSettings settings,
      long seed) {
    List<Double> factors = settings.rates().tried();
    List<UpdateRule> arms = new ArrayList<>();
    for (R rule : rules) {
      factors.forEach(factor -> arms.add(atFactor.apply(rule, factor)));
    }
    var halving =
        new SuccessiveHalving(
            rules.size(),
            factors.size(),
            factors.indexOf(1.0),
            settings.deciding(),
            settings.heldOut());
    var trials = new Trials(optimizee, arms, halving, seed, settings);
    return new SweptRules(factors, trials);
  }

  Trials trials() {
    return trials;
  }

  /** Index of the best rule so far; the first of equals. */
  int best() {
    return trials.halving().best() / factors.size();
  }

  /** The best factor so far of its rate; 1 without a sweep. */
  double factor() {
    return factors.get(trials.halving().best() % factors.size());
  }

  /** How every rule did at every rate, rule by rule, factors rising. */
  List<Trial> all() {
    List<Trial> all = new ArrayList<>();
    for (int arm = 0; arm < trials.halving().arms(); arm++) {
      int problems = trials.halving().problems(arm);
      double factor = factors.get(arm % factors.size());
      all.add(new Trial(arm / factors.size(), factor, problems, trials.halving().loss(arm)));
    }
    return List.copyOf(all);
  }

  /**
   * How a rule did at its best rate: of the rates that it ran at on most problems, that with the
   * least loss.
   */
  Trial of(int rule) {
    List<Trial> own = all().subList(rule * factors.size(), (rule + 1) * factors.size());
    if (rule == best()) {
      return own.get(factors.indexOf(factor()));
    }
    Trial best = own.get(0);
    for (Trial trial : own) {
      boolean further = trial.problems() > best.problems();
      boolean lower = trial.problems() == best.problems() && trial.loss() < best.loss();
      best = further || lower ? trial : best;
    }
    return best;
  }

  @Override
  public void close() {
    trials.close();
  }
}
