package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SuccessiveHalvingTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  private static SuccessiveHalving halving(int arms, int problems) {
    return new SuccessiveHalving(arms, 1, 0, problems, 1);
  }

  /** Runs to the end; the runs that were made. */
  private static List<SuccessiveHalving.Run> finish(
      SuccessiveHalving halving, ToDoubleFunction<SuccessiveHalving.Run> losses) {
    List<SuccessiveHalving.Run> made = new ArrayList<>();
    Optional<SuccessiveHalving.Run> next = halving.next();
    while (next.isPresent()) {
      made.add(next.get());
      halving.ended(next.get(), losses.applyAsDouble(next.get()));
      next = halving.next();
    }
    return made;
  }

  /** A loss that is any number, now and then infinite, the same for the same run. */
  private static double any(long seed, SuccessiveHalving.Run run) {
    SplittableRandom random = Randomness.stream(seed, "loss", run.arm(), run.problem());
    return random.nextInt(10) == 0 ? INFINITE : random.nextDouble();
  }

  @Example
  void halfOfThemStaysFromOneNumberOfProblemsToTheNext() {
    var halving = halving(84, 16);
    int runs = 84 + 42 + 21 * 2 + 11 * 4 + 6 * 8;
    assertThat(halving.left()).isEqualTo(runs);
    List<SuccessiveHalving.Run> made =
        finish(halving, run -> Math.abs(run.arm() - 40.1) + run.problem());
    assertThat(made).hasSize(runs).doesNotHaveDuplicates();
    assertThat(halving.best()).isEqualTo(40);
    assertThat(halving.loss(40)).isEqualTo(0.1 + 7.5, offset());
    assertThat(IntStream.range(0, 84).map(halving::problems).sum()).isEqualTo(made.size());
    // Two at least are compared on all problems.
    var few = halving(4, 4);
    assertThat(finish(few, run -> 1 + run.arm())).hasSize(4 + 2 + 2 * 2);
    assertThat(IntStream.range(0, 4).map(few::problems)).containsExactly(4, 4, 1, 1);
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-12);
  }

  @Example
  void withOneProblemEveryArmRunsOnceAndTheFirstOfEqualsWins() {
    var halving = halving(5, 1);
    double[] losses = {3, 1, INFINITE, 1, 2};
    assertThat(finish(halving, run -> losses[run.arm()])).hasSize(5);
    assertThat(halving.best()).isEqualTo(1);
  }

  @Example
  void anArmThatDivergesDoesNotRunAgain() {
    var halving = halving(3, 4);
    List<SuccessiveHalving.Run> made =
        finish(halving, run -> run.arm() == 1 && run.problem() == 1 ? INFINITE : 1 + run.arm());
    assertThat(made.stream().filter(run -> run.arm() == 1)).hasSize(2);
    assertThat(halving.loss(1)).isInfinite();
    assertThat(halving.best()).isZero();
  }

  @Example
  void whereAllDivergeTheFirstIsTaken() {
    var halving = new SuccessiveHalving(1, 3, 1, 4, 2);
    assertThat(finish(halving, run -> INFINITE)).hasSize(3);
    assertThat(halving.best()).isEqualTo(1);
    assertThat(halving.left()).isZero();
  }

  /** Where problems differ in how hard they are and in nothing else, nothing is lost. */
  @Property(tries = 200)
  void theWinnerOfAnExhaustiveSearchIsFound(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 60) int arms,
      @ForAll @IntRange(min = 1, max = 9) int problems) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] worth = random.doubles(arms).toArray();
    double[] hard = random.doubles(problems, 0, 100).toArray();
    var halving = halving(arms, problems);
    int runs = finish(halving, run -> worth[run.arm()] + hard[run.problem()]).size();
    int best = IntStream.range(0, arms).reduce((a, b) -> worth[b] < worth[a] ? b : a).getAsInt();
    assertThat(halving.best()).isEqualTo(best);
    assertThat(runs).isLessThanOrEqualTo(arms * problems);
  }

  @Property(tries = 200)
  void theBestIsNeverWorseThanTheSameRuleAtItsOwnRateOnAllProblems(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int rules,
      @ForAll @IntRange(min = 1, max = 6) int rates,
      @ForAll @IntRange(min = 1, max = 3) int problems) {
    var halving = new SuccessiveHalving(rules, rates, rates / 2, problems, 1);
    finish(halving, run -> any(seed, run));
    int best = halving.best();
    assertThat(halving.problems(best)).isEqualTo(problems);
    if (Double.isInfinite(halving.loss(best))) {
      return; // all that were kept have diverged: none is better than another
    }
    int own = best - best % rates + rates / 2;
    assertThat(halving.problems(own)).isEqualTo(problems);
    double ratio = 1;
    for (int problem = 0; problem < problems; problem++) {
      ratio *= halving.losses()[best][problem] / halving.losses()[own][problem];
    }
    assertThat(ratio).isLessThanOrEqualTo(1 + 1e-12);
  }

  /** Two rules, no worse than each other; the second's good rate stands alone. */
  @Example
  void ofRulesThatAreTiedTheOneThatOwesLessToItsRateWins() {
    double[] losses = {1.1, 1.0, 1.1, 2.0, 0.999, 2.0};
    var halving = new SuccessiveHalving(2, 3, 2, 8, 2);
    ToDoubleFunction<SuccessiveHalving.Run> noisy =
        run -> losses[run.arm()] * (1 + 0.01 * ((run.problem() * 3 + run.arm()) % 5));
    List<SuccessiveHalving.Run> made = finish(halving, noisy);
    assertThat(halving.best()).isEqualTo(1);
    // The rates beside the two ran on two problems at least, whatever became of them before.
    assertThat(IntStream.range(0, 6).map(halving::problems)).allMatch(count -> count >= 2);
    assertThat(made).hasSize(IntStream.range(0, 6).map(halving::problems).sum());
    // One that is better beyond doubt wins all the same.
    losses[4] = 0.8;
    var clear = new SuccessiveHalving(2, 3, 2, 8, 2);
    finish(clear, noisy);
    assertThat(clear.best()).isEqualTo(4);
  }

  /**
   * Twelve rules at seven rates, as formulas of a learned optimizer are: worth apart by some 6 %,
   * with an optimum of the rate each, and a run that is off by 10 %, now and then by 30 %.
   */
  @Example
  void theRightRuleIsNamedMoreOftenThanByMeansOnFewerProblems() {
    int before = 0;
    int now = 0;
    double regretBefore = 0;
    double regret = 0;
    int worlds = 100;
    for (int world = 0; world < worlds; world++) {
      Formulas formulas = new Formulas(world);
      int by = formulas.byMeans(8);
      before += formulas.right(by) ? 1 : 0;
      regretBefore += formulas.regret(by);
      var halving = new SuccessiveHalving(12, 7, 2, 32, 8);
      int runs = finish(halving, run -> formulas.losses[run.arm()][run.problem()]).size();
      assertThat(runs).isLessThan(2 * 148 + 100);
      now += formulas.right(halving.best()) ? 1 : 0;
      regret += formulas.regret(halving.best());
    }
    assertThat(now).isGreaterThan(before);
    assertThat(regret).isLessThan(0.75 * regretBefore);
  }

  /** Losses of formulas whose worth is known. */
  private static final class Formulas {
    private static final double[] RATES = {0.5, 0.7, 1, 1.3, 1.7, 2.3, 3};
    private final double[] worth = new double[12 * RATES.length];
    private final double[][] losses = new double[worth.length][32];

    Formulas(long seed) {
      SplittableRandom random = Randomness.stream(seed, "formulas", 0, 0);
      double[] hard = new double[32];
      Arrays.setAll(hard, problem -> 0.15 * random.nextGaussian());
      for (int arm = 0; arm < worth.length; arm += RATES.length) {
        double alone = 0.06 * Math.abs(random.nextGaussian());
        double best = 0.25 + 0.25 * random.nextGaussian();
        for (int rate = 0; rate < RATES.length; rate++) {
          double off = Math.log(RATES[rate]) - best;
          worth[arm + rate] = alone + 0.35 * off * off;
          for (int problem = 0; problem < 32; problem++) {
            double chance = 0.1 * random.nextGaussian();
            double mishap = random.nextInt(20) == 0 ? Math.abs(0.3 * random.nextGaussian()) : 0;
            losses[arm + rate][problem] =
                Math.exp(worth[arm + rate] + hard[problem] + chance + mishap);
          }
        }
      }
    }

    double regret(int arm) {
      return worth[arm] - Arrays.stream(worth).min().orElseThrow();
    }

    boolean right(int arm) {
      double rule =
          IntStream.range(0, worth.length)
              .filter(other -> other / RATES.length == arm / RATES.length)
              .mapToDouble(other -> worth[other])
              .min()
              .orElseThrow();
      return rule == Arrays.stream(worth).min().orElseThrow();
    }

    /** By mean losses, a third of the arms kept from rung to rung. */
    int byMeans(int problems) {
      List<Integer> alive = IntStream.range(0, worth.length).boxed().toList();
      for (int rung = 1; ; rung *= 2) {
        int on = rung;
        alive =
            alive.stream()
                .sorted(Comparator.comparingDouble(arm -> sum(arm, on)))
                .limit(rung == problems ? 1 : Math.max(3, (alive.size() + 2) / 3))
                .toList();
        if (rung == problems) {
          return alive.get(0);
        }
      }
    }

    private double sum(int arm, int over) {
      return Arrays.stream(losses[arm], 0, over).sum();
    }
  }

  /** Whoever has the losses can go on, and is told the same. */
  @Property(tries = 50)
  void whatComesNextFollowsFromTheLosses(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int arms) {
    var whole = halving(arms, 4);
    int left = whole.left();
    Optional<SuccessiveHalving.Run> next = whole.next();
    while (next.isPresent()) {
      var again = halving(arms, 4);
      for (int arm = 0; arm < arms; arm++) {
        System.arraycopy(whole.losses()[arm], 0, again.losses()[arm], 0, 4);
      }
      assertThat(again.next()).isEqualTo(next);
      assertThat(again.best()).isEqualTo(whole.best());
      assertThat(again.left()).isEqualTo(left).isPositive();
      whole.ended(next.get(), any(seed, next.get()));
      assertThat(whole.left()).isLessThan(left);
      left = whole.left();
      next = whole.next();
    }
    assertThat(left).isZero();
    assertThat(whole.problems(whole.best())).isEqualTo(4);
  }
}
