package io.symlab.model.evolve;

import io.symlab.model.DivergedException;
import io.symlab.model.meta.ConstantEpoch;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** An island's turn: as many births as it has members, each child tuned or run as an optimizer. */
final class IslandTurn implements AutoCloseable {
  /** Updates per step on the constants, and the rate of those steps, in an epoch of tuning. */
  private static final int UNROLL = 10;

  private static final double TUNING_RATE = 0.02;

  /**
   * Rounds after which each island sends one of its front to the next: seldom, so that they differ.
   */
  private static final int ROUNDS_PER_MIGRATION = 4;

  /** Rounds in a row without anything new to run after which there is nothing left to find. */
  private static final int IDLE_ROUNDS = 20;

  private final Runs runs;
  private final Offspring offspring;
  private final Optimizee optimizee;
  private final SymbolicRule form;
  private final EvolutionSettings settings;
  private final long seed;
  private final EvolutionState state;

  private ConstantEpoch tuning;

  /** Births so far. */
  private int birth;

  IslandTurn(
      Runs runs,
      Offspring offspring,
      Optimizee optimizee,
      SymbolicRule form,
      EvolutionSettings settings,
      long seed,
      EvolutionState state) {
    this.runs = runs;
    this.offspring = offspring;
    this.optimizee = optimizee;
    this.form = form;
    this.settings = settings;
    this.seed = seed;
    this.state = state;
  }

  /** Whether it has begun and not ended. */
  boolean underWay() {
    return tuning != null || birth > 0;
  }

  /** One step; true at the end of an island's turn. */
  boolean step() {
    EvolvingIsland island = state.islands.get(state.turn);
    if (tuning != null) {
      tune(island);
      return false;
    }
    if (runs.idle() && !conceive(island)) {
      birth++;
      return birth == settings.population() && endTurn();
    }
    if (!runs.idle() && runs.step()) {
      runs.end()
          .ifPresent(
              child -> {
                state.judged++;
                island.add(child);
              });
      birth++;
      return birth == settings.population() && endTurn();
    }
    return false;
  }

  /** Begins a birth; false when it comes to nothing. */
  private boolean conceive(EvolvingIsland island) {
    SplittableRandom random =
        Randomness.stream(seed, "evolve.birth", state.turn, state.round, birth);
    Optional<Offspring.Child> child = offspring.of(island, random);
    if (child.isEmpty()) {
      return false;
    }
    state.births++;
    state.idle = 0;
    if (child.get().tuned()) {
      long index = (state.round * settings.islands() + state.turn) * settings.population() + birth;
      var problem = optimizee.problem(Optimizee.Half.TRAIN, seed, "evolve.tune", index);
      SymbolicRule mother = form.with(child.get().expression());
      int unroll = Math.min(UNROLL, settings.steps());
      state.taken++;
      tuning =
          new ConstantEpoch(
              mother, problem, optimizee.groups(), settings.steps(), unroll, TUNING_RATE);
    } else {
      runs.begin(child.get().expression(), 0, settings.problems(), island);
    }
    return true;
  }

  private void tune(EvolvingIsland island) {
    Optional<Expression> tuned = Optional.empty();
    try {
      state.taken++;
      tuning.step();
      if (!tuning.done()) {
        return;
      }
      tuned = Optional.of(tuning.rule().expression());
    } catch (DivergedException e) {
      // Nothing came of it.
    }
    tuning.close();
    tuning = null;
    Expression formula = tuned.filter(one -> offspring.fresh(one, island)).orElse(null);
    if (formula != null) {
      runs.begin(formula, 0, settings.problems(), island);
    } else {
      birth++;
    }
  }

  private boolean endTurn() {
    birth = 0;
    state.turn++;
    if (state.turn == settings.islands()) {
      state.turn = 0;
      state.round++;
      if (state.round % ROUNDS_PER_MIGRATION == 0) {
        migrate();
      }
      state.idle++;
    }
    state.over = state.taken >= settings.budget() || state.idle > IDLE_ROUNDS;
    return true;
  }

  private void migrate() {
    List<Judged> sent = new ArrayList<>();
    for (int i = 0; i < settings.islands(); i++) {
      SplittableRandom random = Randomness.stream(seed, "evolve.migration", i, state.round);
      List<Judged> front = state.islands.get(i).front();
      sent.add(front.get(random.nextInt(front.size())));
    }
    for (int i = 0; i < settings.islands(); i++) {
      state.islands.get((i + 1) % settings.islands()).welcome(sent.get(i));
    }
  }

  @Override
  public void close() {
    if (tuning != null) {
      tuning.close();
    }
  }
}
