package io.symlab.model.evolve;

import io.symlab.model.Progress;
import io.symlab.model.SteppedWork;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
  /**
   * A formula of the front.
   *
   * @param loss its meta-loss: the mean over the problems that it was searched on of the mean of
   *     the last ten losses
   * @param elsewhere the same on as many problems that nothing was chosen by; infinite where it
   *     diverged, NaN as long as it is not known
   */
  public record Found(Expression expression, int complexity, double loss, double elsewhere) {}

  private final SearchSettings search;
  private final List<Founder> founders;
  private final EvolutionSettings settings;
  private final long seed;
  private final SymbolicRule form;
  private final EvolutionState state;
  private final Runs runs;
  private final Founding founding;
  private final IslandTurn islandTurn;

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
    Offspring offspring =
        new Offspring(
            search,
            watch.names().size(),
            form,
            samples.map(rows -> new Screen(rows, search.signals())));
    state = new EvolutionState(settings);
    runs = new Runs(optimizee, form, search, settings, seed, state);
    founding = new Founding(runs, offspring, this.founders, settings, state);
    islandTurn = new IslandTurn(runs, offspring, optimizee, form, settings, seed, state);
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
      return founding.step();
    }
    return state.over ? confirmationStep() : islandTurn.step();
  }

  /** Runs the next of the front on problems that nothing was chosen by. */
  private boolean confirmationStep() {
    if (runs.idle()) {
      Expression formula = state.front().get(state.elsewhere.size()).expression();
      runs.begin(formula, settings.problems(), settings.problems(), Judgement.Limits.NONE);
    }
    if (!runs.step()) {
      return false;
    }
    state.elsewhere.add(runs.end().map(Judged::loss).orElse(Double.POSITIVE_INFINITY));
    return true;
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
    if (!runs.idle() || founding.underWay() || islandTurn.underWay()) {
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
    if (Double.isFinite(runs.last())) {
      figures.put("last", runs.last());
    }
    int left = done() ? 0 : front.size() - state.elsewhere.size();
    long confirming = (long) left * settings.problems() * settings.steps();
    long search = state.over ? state.taken : Math.max(settings.budget(), state.taken);
    return new Progress(state.taken, search + confirming, figures);
  }

  @Override
  public void close() {
    runs.close();
    islandTurn.close();
  }
}
