package io.symlab.model.evolve;

import io.symlab.model.DivergedException;
import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.meta.ConstantEpoch;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Search by meta-loss: islands of formulas mutate and cross as those of a distillation do, but a
 * child is judged by running it as an optimizer. It may begin with a front of formulas that fit a
 * learned optimizer, or with hand-made rules and no teacher at all.
 *
 * <p>Runs are dear, so most children are left behind early: at once where samples of a learned
 * optimizer say that they are far from its updates, after the first steps, or after the first of
 * the problems (see {@link Judgement}, {@link EvolvingIsland#most}). What the budget counts is the
 * optimizee's steps.
 *
 * <p>Its course is a function of its arguments: each birth draws from a stream of its own, islands
 * take their turns, and between turns {@link #checkpoint} holds all that there is. In the end the
 * front runs on as many problems again, since the best of many runs is partly the luckiest.
 *
 * <pre>{@code
 * Watch watch = new Watch(List.of(Feature.G), 20, 10, 0.01);
 * SearchSettings search = SearchSettings.builder().signals(watch.signals()).build();
 * Founder adam = Founder.named("adam", watch.names(), watch.signals(), watch.scale());
 * List<Evolution.Found> front =
 *     new Evolution(optimizee, watch, search, List.of(adam), settings, 1).finish();
 * }</pre>
 */
public final class Evolution implements SteppedWork<List<Evolution.Found>> {
  /** Updates per step on the constants, and the rate of those steps, in an epoch of tuning. */
  private static final int UNROLL = 10;

  private static final double TUNING_RATE = 0.02;

  /**
   * Rounds after which each island sends one of its front to the next: seldom, so that they differ.
   */
  private static final int ROUNDS_PER_MIGRATION = 4;

  /** Rounds in a row without anything new to run after which there is nothing left to find. */
  private static final int IDLE_ROUNDS = 20;

  /**
   * A formula of the front.
   *
   * @param loss its meta-loss: the mean over the problems that it was searched on of the mean of
   *     the last ten losses
   * @param elsewhere the same on as many problems that nothing was chosen by; infinite where it
   *     diverged, NaN as long as it is not known
   */
  public record Found(Expression expression, int complexity, double loss, double elsewhere) {}

  private final Optimizee optimizee;
  private final SearchSettings search;
  private final List<Founder> founders;
  private final EvolutionSettings settings;
  private final long seed;
  private final SymbolicRule form;
  private final Offspring offspring;
  private final EvolutionState state;

  private Judgement judgement;
  private ConstantEpoch tuning;

  /** Of a founder that is under way: which factor, and what the others gave. */
  private int factor;

  private Judged bestOfFounder;

  /** Of an island's turn: births so far, and whether it has run anything. */
  private int birth;

  private double last = Double.NaN;

  /** A search without a teacher's samples. */
  public Evolution(
      Optimizee optimizee,
      Watch watch,
      SearchSettings search,
      List<Founder> founders,
      EvolutionSettings settings,
      long seed) {
    this(optimizee, watch, search, founders, Optional.empty(), settings, seed);
  }

  /**
   * Begins.
   *
   * @param optimizee stays the caller's to close
   * @param watch what formulas see of a coordinate, and what their values are multiplied by
   * @param search what they are made of; its population, islands and rows are not used
   * @param founders what they start from
   * @param samples of a learned optimizer, to screen children by
   */
  public Evolution(
      Optimizee optimizee,
      Watch watch,
      SearchSettings search,
      List<Founder> founders,
      Optional<Samples> samples,
      EvolutionSettings settings,
      long seed) {
    if (founders.isEmpty()) {
      throw new IllegalArgumentException("a search needs a rule to start from");
    }
    this.optimizee = optimizee;
    this.search = search;
    this.founders = List.copyOf(founders);
    this.settings = settings;
    this.seed = seed;
    form =
        new SymbolicRule(
            "evolved",
            founders.get(0).expression(),
            watch.features(),
            watch.window(),
            watch.scale(),
            search.signals());
    offspring =
        new Offspring(
            search,
            watch.names().size(),
            form,
            samples.map(rows -> new Screen(rows, search.signals())));
    state = new EvolutionState(settings);
  }

  /**
   * Goes back to a checkpoint, before the first step.
   *
   * @throws IllegalArgumentException when it is damaged, or of another search
   */
  public void resume(byte[] checkpoint) {
    state.decode(checkpoint, key());
  }

  private String key() {
    StringBuilder key = new StringBuilder();
    key.append(seed).append(' ').append(settings).append(' ').append(form.scale());
    key.append(' ').append(search.operators()).append(' ').append(search.maxComplexity());
    founders.forEach(one -> key.append('\n').append(form.with(one.expression()).text()));
    return key.toString();
  }

  @Override
  public boolean done() {
    return state.over && state.elsewhere.size() == state.front().size();
  }

  @Override
  public boolean step() {
    if (done()) {
      return true;
    }
    if (state.founded < founders.size()) {
      return founderStep();
    }
    return state.over ? confirmationStep() : islandStep();
  }

  /** Runs a founder at each of its factors on one problem, and at the best on all. */
  private boolean founderStep() {
    List<Expression> tried = offspring.tried(founders.get(state.founded));
    if (judgement == null) {
      boolean trial = factor < tried.size();
      if (!trial && bestOfFounder == null) {
        return founded(Optional.empty());
      }
      Expression formula = trial ? tried.get(factor) : bestOfFounder.expression();
      judgement = judge(formula, 0, trial ? 1 : settings.problems(), Judgement.Limits.NONE);
    }
    if (!runs()) {
      return false;
    }
    Optional<Judged> result = ended();
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

  private boolean islandStep() {
    EvolvingIsland island = state.islands.get(state.turn);
    if (tuning != null) {
      tune(island);
      return false;
    }
    if (judgement == null && !conceive(island)) {
      birth++;
      return birth == settings.population() && endTurn();
    }
    if (judgement != null && runs()) {
      ended()
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
      judgement = judge(child.get().expression(), 0, settings.problems(), island);
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
      judgement = judge(formula, 0, settings.problems(), island);
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

  /** Runs the next of the front on problems that nothing was chosen by. */
  private boolean confirmationStep() {
    if (judgement == null) {
      Expression formula = state.front().get(state.elsewhere.size()).expression();
      judgement = judge(formula, settings.problems(), settings.problems(), Judgement.Limits.NONE);
    }
    if (!runs()) {
      return false;
    }
    state.elsewhere.add(ended().map(Judged::loss).orElse(Double.POSITIVE_INFINITY));
    return true;
  }

  private Judgement judge(Expression formula, int first, int problems, Judgement.Limits limits) {
    return new Judgement(
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
  private boolean runs() {
    state.taken++;
    return judgement.step();
  }

  private Optional<Judged> ended() {
    Optional<Judged> result = judgement.result();
    judgement.close();
    judgement = null;
    last = result.map(Judged::loss).orElse(last);
    return result;
  }

  @Override
  public byte[] checkpoint() {
    requireBetweenTurns("checkpoint");
    return state.encode(key());
  }

  /** The front, from the simplest to the most complex; meta-losses fall. */
  @Override
  public List<Found> result() {
    requireBetweenTurns("result");
    List<Found> found = new ArrayList<>();
    List<Judged> front = state.front();
    for (int i = 0; i < front.size(); i++) {
      Judged one = front.get(i);
      double elsewhere = i < state.elsewhere.size() ? state.elsewhere.get(i) : Double.NaN;
      found.add(new Found(one.expression(), one.complexity(), one.loss(), elsewhere));
    }
    return List.copyOf(found);
  }

  private void requireBetweenTurns(String what) {
    if (judgement != null || tuning != null || birth > 0 || factor > 0) {
      throw new IllegalStateException("a " + what + " can be had between turns only");
    }
  }

  /** Whether all that it starts from has been run, so that there is a best. */
  public boolean isFounded() {
    return state.founded == founders.size();
  }

  /** Rounds that every island has ended. */
  public long rounds() {
    return state.round;
  }

  /** Children that were run, some not far. */
  public long births() {
    return state.births;
  }

  /** Steps of the optimizee that it has taken. */
  public long taken() {
    return state.taken;
  }

  @Override
  public Progress progress() {
    Map<String, Double> figures = new LinkedHashMap<>();
    List<Judged> front = state.front();
    if (!front.isEmpty()) {
      figures.put("best", front.get(front.size() - 1).loss());
      figures.put("nodes", (double) front.get(front.size() - 1).complexity());
    }
    figures.put("births", (double) state.births);
    figures.put("judged", (double) state.judged);
    if (Double.isFinite(last)) {
      figures.put("last", last);
    }
    int left = done() ? 0 : front.size() - state.elsewhere.size();
    long confirming = (long) left * settings.problems() * settings.steps();
    long search = state.over ? state.taken : Math.max(settings.budget(), state.taken);
    return new Progress(state.taken, search + confirming, figures);
  }

  @Override
  public void close() {
    if (judgement != null) {
      judgement.close();
    }
    if (tuning != null) {
      tuning.close();
    }
  }
}
