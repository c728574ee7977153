package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.Randomness;
import java.util.ArrayList;
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

  private static int[] themselves(int arms) {
    return IntStream.range(0, arms).toArray();
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
  void aThirdStaysFromOneNumberOfProblemsToTheNext() {
    var halving = new SuccessiveHalving(themselves(84), 4);
    assertThat(halving.left()).isEqualTo(84 + 28 + 10 * 2);
    List<SuccessiveHalving.Run> made =
        finish(halving, run -> Math.abs(run.arm() - 40.1) + run.problem());
    assertThat(made).hasSize(84 + 28 + 20).doesNotHaveDuplicates();
    assertThat(halving.best()).isEqualTo(40);
    assertThat(halving.loss(40)).isEqualTo((0.1 + 1.1 + 2.1 + 3.1) / 4, offset());
    assertThat(IntStream.range(0, 84).map(halving::problems).sum()).isEqualTo(made.size());
    // Three at least are compared on all problems.
    var few = new SuccessiveHalving(themselves(4), 4);
    assertThat(finish(few, run -> run.arm())).hasSize(4 + 3 + 3 * 2);
    assertThat(IntStream.range(0, 4).map(few::problems)).containsExactly(4, 4, 4, 1);
  }

  private static org.assertj.core.data.Offset<Double> offset() {
    return org.assertj.core.data.Offset.offset(1e-12);
  }

  @Example
  void withOneProblemEveryArmRunsOnceAndTheFirstOfEqualsWins() {
    var halving = new SuccessiveHalving(themselves(5), 1);
    double[] losses = {3, 1, INFINITE, 1, 2};
    assertThat(finish(halving, run -> losses[run.arm()])).hasSize(5);
    assertThat(halving.best()).isEqualTo(1);
  }

  @Example
  void anArmThatDivergesDoesNotRunAgain() {
    var halving = new SuccessiveHalving(themselves(3), 4);
    List<SuccessiveHalving.Run> made =
        finish(halving, run -> run.arm() == 1 && run.problem() == 1 ? INFINITE : run.arm());
    assertThat(made.stream().filter(run -> run.arm() == 1)).hasSize(2);
    assertThat(halving.loss(1)).isInfinite();
    assertThat(halving.best()).isZero();
  }

  @Example
  void whereAllDivergeTheFirstIsTaken() {
    var halving = new SuccessiveHalving(new int[] {1, 1, 1}, 4);
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
    var halving = new SuccessiveHalving(themselves(arms), problems);
    int runs = finish(halving, run -> worth[run.arm()] + hard[run.problem()]).size();
    int best = IntStream.range(0, arms).reduce((a, b) -> worth[b] < worth[a] ? b : a).getAsInt();
    assertThat(halving.best()).isEqualTo(best);
    assertThat(runs).isLessThanOrEqualTo(arms * problems);
  }

  @Property(tries = 200)
  void theBestIsNeverWorseThanItsYardstickOnAllProblems(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(min = 1, max = 6) int factors,
      @ForAll @IntRange(min = 1, max = 6) int problems) {
    int[] yardstick =
        IntStream.range(0, rows * factors).map(arm -> arm - arm % factors + factors / 2).toArray();
    var halving = new SuccessiveHalving(yardstick, problems);
    finish(halving, run -> any(seed, run));
    int best = halving.best();
    assertThat(halving.problems(best)).isEqualTo(problems);
    if (Double.isInfinite(halving.loss(best))) {
      return; // all that were kept have diverged: none is better than another
    }
    assertThat(halving.problems(yardstick[best])).isEqualTo(problems);
    assertThat(halving.loss(best)).isLessThanOrEqualTo(halving.loss(yardstick[best]));
  }

  /** Whoever has the losses can go on, and is told the same. */
  @Property(tries = 50)
  void whatComesNextFollowsFromTheLosses(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 30) int arms) {
    var whole = new SuccessiveHalving(themselves(arms), 4);
    int left = whole.left();
    Optional<SuccessiveHalving.Run> next = whole.next();
    while (next.isPresent()) {
      var again = new SuccessiveHalving(themselves(arms), 4);
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
