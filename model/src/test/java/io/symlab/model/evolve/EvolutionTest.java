package io.symlab.model.evolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rollout.Watch;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EvolutionTest {
  private static final Watch WATCH = new Watch(List.of(Feature.G, Feature.MT), 3, 5, 0.01);
  private static final SearchSettings SEARCH =
      SearchSettings.builder()
          .operators(List.of(Operator.ADD, Operator.SUB, Operator.MUL, Operator.TANH, Operator.EMA))
          .signals(WATCH.signals())
          .maxComplexity(12)
          .build();
  private static final EvolutionSettings SETTINGS =
      EvolutionSettings.defaults().withBudget(15_000).withRuns(30, 2).withIslands(3, 6);

  private final Optimizee optimizee = Optimizees.quadratic(4, 4);

  private static Founder named(String text) {
    return Founder.named(text, WATCH.names(), WATCH.signals(), WATCH.scale());
  }

  private Evolution begin(EvolutionSettings settings, Founder... founders) {
    return new Evolution(optimizee, WATCH, SEARCH, List.of(founders), settings, 5);
  }

  @Test
  void itFindsABetterRuleThanThoseThatItBeganWith() {
    List<Evolution.Found> front = begin(SETTINGS, named("sgd"), named("momentum")).finish();
    List<Evolution.Found> founders =
        begin(SETTINGS.withBudget(60), named("sgd"), named("momentum")).finish();
    double best = front.get(front.size() - 1).loss();
    assertThat(best).isLessThan(0.95 * founders.get(founders.size() - 1).loss());
    assertThat(front)
        .isSortedAccordingTo((a, b) -> Integer.compare(a.complexity(), b.complexity()));
    assertThat(front).isSortedAccordingTo((a, b) -> Double.compare(b.loss(), a.loss()));
    assertThat(front).allMatch(one -> one.complexity() <= SEARCH.maxComplexity());
    assertThat(front).noneMatch(one -> Double.isNaN(one.elsewhere()));
  }

  /** Going on from a checkpoint, any of them, gives what an uninterrupted search gives. */
  @Test
  void aSearchThatIsInterruptedEndsAsOneThatIsNot() {
    List<byte[]> checkpoints = new ArrayList<>();
    Evolution whole = begin(SETTINGS, named("sgd"), named("momentum"));
    while (!whole.done()) {
      if (whole.step()) {
        checkpoints.add(whole.checkpoint());
      }
    }
    assertThat(checkpoints).hasSizeGreaterThan(8);
    for (int i = 0; i < checkpoints.size(); i += 4) {
      Evolution again = begin(SETTINGS, named("sgd"), named("momentum"));
      again.resume(checkpoints.get(i));
      assertThat(again.finish()).isEqualTo(whole.result());
      assertThat(again.taken()).isEqualTo(whole.taken());
      assertThat(again.checkpoint()).isEqualTo(whole.checkpoint());
    }
  }

  @Test
  void aCheckpointOfAnotherSearchIsRefused() {
    Evolution one = begin(SETTINGS, named("sgd"));
    while (!one.step()) {
      // to the first checkpoint
    }
    byte[] checkpoint = one.checkpoint();
    assertThatThrownBy(() -> begin(SETTINGS, named("momentum")).resume(checkpoint))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("another search");
    assertThatThrownBy(() -> begin(SETTINGS.withRuns(31, 2), named("sgd")).resume(checkpoint))
        .hasMessageContaining("another search");
    assertThatThrownBy(() -> begin(SETTINGS, named("sgd")).resume(new byte[] {1, 2, 3}))
        .isInstanceOf(IllegalArgumentException.class);
    one.close();
  }

  /** The budget ends the births; what the front then takes is told. */
  @Test
  void theBudgetIsKeptToWithATurnAndTheLastRunsOfTheFront() {
    Evolution search = begin(SETTINGS, named("sgd"), named("momentum"));
    long before = 0;
    boolean over = false;
    while (!search.done()) {
      over = over || search.taken() >= SETTINGS.budget();
      if (search.step() && !over) {
        before = search.taken();
      }
      assertThat(search.progress().done()).isLessThanOrEqualTo(search.progress().total());
    }
    long turn = SETTINGS.population() * (SETTINGS.problems() + 1L) * (SETTINGS.steps() + 1L);
    long front = (long) search.result().size() * SETTINGS.problems() * SETTINGS.steps();
    assertThat(before).isLessThan(SETTINGS.budget());
    assertThat(search.taken()).isLessThanOrEqualTo(SETTINGS.budget() + turn + front);
    assertThat(search.progress().done()).isEqualTo(search.progress().total());
  }

  @Test
  void whereEveryRuleDivergesThereIsNothingToStartFrom() {
    Evolution search = begin(SETTINGS, named("1e30 * g"));
    assertThatThrownBy(search::finish)
        .isInstanceOf(DivergedException.class)
        .hasMessageContaining("every rule to start from");
  }

  /** Networks have dead units: a formula that divides by its gradients is none. */
  @Test
  void whatIsNotFiniteWithoutAGradientIsNoRule() {
    var offspring =
        new Offspring(
            SEARCH,
            WATCH.names().size(),
            new SymbolicRule(
                "form",
                named("g").expression(),
                WATCH.features(),
                WATCH.window(),
                WATCH.scale(),
                SEARCH.signals()),
            Optional.empty());
    assertThat(offspring.sound(named("-g / ema_hat(abs(g), 0.9)").expression())).isFalse();
    assertThat(offspring.sound(named("-g / (ema_hat(abs(g), 0.9) + 1e-8)").expression())).isTrue();
    assertThat(offspring.sound(named("1 / g").expression())).isFalse();
    assertThat(offspring.sound(named("-mt").expression())).isTrue();
    assertThat(offspring.tried(named("-g / abs(g)"))).isEmpty();
  }

  /** With nothing left to try a search ends, though its budget is not spent. */
  @Test
  void aSearchWithoutAnythingNewToRunEnds() {
    SearchSettings leaf =
        SEARCH.toBuilder().operators(List.of(Operator.NEG)).maxComplexity(1).build();
    Evolution search =
        new Evolution(
            optimizee, WATCH, leaf, List.of(named("mt")), SETTINGS.withBudget(1L << 40), 1);
    search.finish();
    assertThat(search.taken()).isLessThan(1L << 20);
  }

  @Test
  void samplesScreenOutWhatHasNothingToDoWithThem() {
    int rows = 40;
    float[] values = new float[rows * WATCH.width()];
    for (int i = 0; i < rows; i++) {
      for (int c = 0; c < WATCH.width(); c++) {
        values[i * WATCH.width() + c] = (float) Math.sin(i * (c + 1.3));
      }
      values[i * WATCH.width() + WATCH.width() - 1] = -3 * values[i * WATCH.width()] + 1;
    }
    Samples samples = Samples.ofRows(rows, WATCH.width(), values);
    Screen screen = new Screen(samples, SEARCH.signals());
    assertThat(screen.explained(named("g").expression())).isGreaterThan(0.999);
    assertThat(screen.explained(named("1 / (g - g)").expression())).isZero();
    assertThat(screen.passes(named("lag(mt, 2)").expression(), named("g").expression())).isFalse();
    assertThat(screen.passes(named("tanh(g)").expression(), named("g").expression())).isTrue();
    // A search with samples is a search, too.
    var search =
        new Evolution(
            optimizee,
            WATCH,
            SEARCH,
            List.of(named("sgd")),
            Optional.of(samples),
            SETTINGS.withBudget(3_000),
            5);
    assertThat(search.finish()).isNotEmpty();
  }
}
