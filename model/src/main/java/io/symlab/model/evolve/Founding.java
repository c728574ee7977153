package io.symlab.model.evolve;

import io.symlab.model.DivergedException;
import io.symlab.symbolic.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The start of a search: each founder is run at several factors, and at the best of them on all
 * problems; the islands share what did not diverge.
 */
final class Founding {
  private final Runs runs;
  private final Offspring offspring;
  private final List<Founder> founders;
  private final EvolutionSettings settings;
  private final EvolutionState state;

  /** Of a founder that is under way: which factor, and what the others gave. */
  private int factor;

  private Judged bestOfFounder;

  Founding(
      Runs runs,
      Offspring offspring,
      List<Founder> founders,
      EvolutionSettings settings,
      EvolutionState state) {
    this.runs = runs;
    this.offspring = offspring;
    this.founders = founders;
    this.settings = settings;
    this.state = state;
  }

  /** Whether a founder has been tried in part. */
  boolean underWay() {
    return factor > 0;
  }

  /** Runs a founder at each of its factors on one problem, and at the best on all. */
  boolean step() {
    List<Expression> tried = offspring.tried(founders.get(state.founded));
    if (runs.idle()) {
      boolean trial = factor < tried.size();
      if (!trial && bestOfFounder == null) {
        return founded(Optional.empty());
      }
      Expression formula = trial ? tried.get(factor) : bestOfFounder.expression();
      runs.begin(formula, 0, trial ? 1 : settings.problems(), Judgement.Limits.NONE);
    }
    if (!runs.step()) {
      return false;
    }
    Optional<Judged> result = runs.end();
    if (factor == tried.size()) {
      return founded(result);
    }
    if (result.isPresent()
        && (bestOfFounder == null || result.get().loss() < bestOfFounder.loss())) {
      bestOfFounder = result.get();
    }
    factor++;
    return false;
  }

  private boolean founded(Optional<Judged> founder) {
    founder.filter(one -> Double.isFinite(one.loss())).ifPresent(state.founding::add);
    bestOfFounder = null;
    factor = 0;
    state.founded++;
    if (state.founded == founders.size()) {
      if (state.founding.isEmpty()) {
        throw new DivergedException(
            "every rule to start from diverges, is not finite where a gradient is 0, is too complex or"
                + " breaks a constraint");
      }
      settle();
    }
    return true;
  }

  /** Each island starts from a share of what there is, or from all where there is too little. */
  private void settle() {
    int islands = settings.islands();
    for (int i = 0; i < islands; i++) {
      List<Judged> share = new ArrayList<>();
      for (int f = i; f < state.founding.size(); f += islands) {
        share.add(state.founding.get(f));
      }
      state.islands.get(i).found(share.isEmpty() ? state.founding : share);
    }
    state.founding.clear();
  }
}
