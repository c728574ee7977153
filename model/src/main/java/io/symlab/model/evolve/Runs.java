package io.symlab.model.evolve;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.Optional;

/** The run that is under way, of one formula as an optimizer; there is one at a time. */
final class Runs implements AutoCloseable {
  private final Optimizee optimizee;
  private final SymbolicRule form;
  private final SearchSettings search;
  private final EvolutionSettings settings;
  private final long seed;
  private final EvolutionState state;

  private Judgement judgement;
  private double last = Double.NaN;

  Runs(
      Optimizee optimizee,
      SymbolicRule form,
      SearchSettings search,
      EvolutionSettings settings,
      long seed,
      EvolutionState state) {
    this.optimizee = optimizee;
    this.form = form;
    this.search = search;
    this.settings = settings;
    this.seed = seed;
    this.state = state;
  }

  /** Whether none is under way. */
  boolean idle() {
    return judgement == null;
  }

  /**
   * Begins one.
   *
   * @param first of the problems that it runs on
   * @param limits beyond which it is left behind
   */
  void begin(Expression formula, int first, int problems, Judgement.Limits limits) {
    judgement =
        new Judgement(
            optimizee,
            form.with(formula),
            search.complexity(formula),
            seed,
            settings.steps(),
            first,
            problems,
            limits);
  }

  /** One step of the run under way; true at its end. */
  boolean step() {
    state.taken++;
    return judgement.step();
  }

  /** What came of it; there is none under way afterwards. */
  Optional<Judged> end() {
    Optional<Judged> result = judgement.result();
    judgement.close();
    judgement = null;
    last = result.map(Judged::loss).orElse(last);
    return result;
  }

  /** The meta-loss of the last run that came to its end; NaN before. */
  double last() {
    return last;
  }

  @Override
  public void close() {
    if (judgement != null) {
      judgement.close();
    }
  }
}
