package io.symlab.experiment.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.Stage;
import io.symlab.experiment.sweep.Halving.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HalvingTest {
  /**
   * A sweep.
   *
   * @param values by rung and trial; what a trial would report there
   * @param failsAt by trial, the rung before which it ends without a report; none: it never does
   */
  record Case(int factor, List<Map<Integer, Double>> values, Map<Integer, Integer> failsAt) {
    Set<Integer> trials() {
      return values.get(0).keySet();
    }

    EarlyStopping settings(String figure) {
      List<Integer> rungs = IntStream.rangeClosed(1, values.size()).boxed().toList();
      return new EarlyStopping(Stage.META_TRAIN, figure, factor, rungs);
    }

    boolean reports(int trial, int rung) {
      return failsAt.getOrDefault(trial, Integer.MAX_VALUE) > rung;
    }
  }

  @Provide
  Arbitrary<Case> cases() {
    return Combinators.combine(
            Arbitraries.integers().between(2, 40),
            Arbitraries.integers().between(2, 5),
            Arbitraries.integers().between(1, 4),
            Arbitraries.longs())
        .as(
            (trials, factor, rungs, seed) -> {
              Random random = new Random(seed);
              List<Map<Integer, Double>> values = new ArrayList<>();
              Map<Integer, Integer> fails = new TreeMap<>();
              for (int rung = 0; rung < rungs; rung++) {
                Map<Integer, Double> at = new TreeMap<>();
                for (int trial = 1; trial <= trials; trial++) {
                  int kind = random.nextInt(20);
                  at.put(
                      trial,
                      kind == 0
                          ? Double.NaN
                          : kind == 1 ? Double.POSITIVE_INFINITY : random.nextInt(10));
                  if (random.nextInt(10) == 0) {
                    fails.putIfAbsent(trial, random.nextInt(rungs));
                  }
                }
                values.add(at);
              }
              return new Case(factor, values, fails);
            });
  }

  /** The plain thing: all report, the best go on, and so from rung to rung. */
  private static Set<Integer> survivors(Case sweep) {
    List<Integer> left = new ArrayList<>(sweep.trials());
    int size = left.size();
    for (int rung = 0; rung < sweep.values().size(); rung++) {
      int at = rung;
      left.sort(
          Comparator.comparing((Integer trial) -> !sweep.reports(trial, at))
              .thenComparing(
                  trial -> sweep.reports(trial, at) ? sweep.values().get(at).get(trial) : 0.0)
              .thenComparing(trial -> trial));
      size = Math.max(1, size / sweep.factor());
      left = new ArrayList<>(left.subList(0, size));
    }
    int last = sweep.values().size() - 1;
    return left.stream().filter(t -> sweep.reports(t, last)).collect(Collectors.toSet());
  }

  /**
   * Runs a sweep as a lab may: some trials at once, in any order, dying and starting again in
   * between with nothing but the reports that were written down.
   */
  private static Map<Integer, Integer> run(Case sweep, Random random) {
    List<int[]> journal = new ArrayList<>(); // {trial, rung}; rung -1: ended
    Map<Integer, Integer> reached = new HashMap<>();
    Map<Integer, Integer> pruned = new TreeMap<>();
    Set<Integer> ended = new HashSet<>();
    Map<Integer, Map<Integer, Verdict>> before = new HashMap<>();
    Halving halving = again(sweep, journal);
    while (true) {
      if (random.nextInt(4) == 0) {
        halving = again(sweep, journal);
      }
      List<Integer> ready = new ArrayList<>();
      for (int trial : sweep.trials()) {
        int rung = reached.getOrDefault(trial, 0);
        boolean free = rung == 0 || halving.verdicts(rung - 1).get(trial) == Verdict.GOES_ON;
        if (free && rung < sweep.values().size() && !ended.contains(trial)) {
          ready.add(trial);
        }
      }
      for (int rung = 0; rung < sweep.values().size(); rung++) {
        var now = halving.verdicts(rung);
        for (var one : now.entrySet()) {
          Verdict then =
              before.getOrDefault(rung, Map.of()).getOrDefault(one.getKey(), Verdict.OPEN);
          assertThat(then == Verdict.OPEN || then == one.getValue()).as("verdicts stay").isTrue();
          if (one.getValue() == Verdict.PRUNED) {
            pruned.putIfAbsent(one.getKey(), rung);
          }
        }
        before.put(rung, now);
      }
      if (ready.isEmpty()) {
        return pruned;
      }
      int trial = ready.get(random.nextInt(ready.size()));
      int rung = reached.getOrDefault(trial, 0);
      if (sweep.reports(trial, rung)) {
        journal.add(new int[] {trial, rung});
        halving.reported(trial, rung, sweep.values().get(rung).get(trial));
        reached.put(trial, rung + 1);
      } else {
        journal.add(new int[] {trial, -1});
        halving.ended(trial);
        ended.add(trial);
      }
    }
  }

  private static Halving again(Case sweep, List<int[]> journal) {
    Halving halving = new Halving(sweep.settings("best"), sweep.trials());
    for (int[] entry : journal) {
      if (entry[1] < 0) {
        halving.ended(entry[0]);
      } else {
        halving.reported(entry[0], entry[1], sweep.values().get(entry[1]).get(entry[0]));
      }
    }
    return halving;
  }

  @Property(tries = 300)
  void neitherOrderNorDeathsChangeWhoGoesOn(@ForAll("cases") Case sweep, @ForAll Random random) {
    Set<Integer> expected = survivors(sweep);
    for (int i = 0; i < 3; i++) {
      Map<Integer, Integer> pruned = run(sweep, random);
      Set<Integer> left = new TreeSet<>(sweep.trials());
      left.removeAll(pruned.keySet());
      left.removeIf(t -> sweep.failsAt().containsKey(t) && !expected.contains(t));
      assertThat(left).isEqualTo(expected);
      assertThat(run(sweep, random)).isEqualTo(pruned);
    }
  }

  @Example
  void aVerdictIsGivenAsSoonAsItIsCertain() {
    var settings = new EarlyStopping(Stage.META_TRAIN, "best", 3, List.of(5));
    Halving halving = new Halving(settings, Set.of(1, 2, 3, 4, 5, 6));
    halving.reported(1, 0, 5.0);
    halving.reported(2, 0, 1.0);
    assertThat(halving.verdicts(0).values()).containsOnly(Verdict.OPEN);
    halving.reported(3, 0, 2.0);
    assertThat(halving.verdicts(0)).containsEntry(1, Verdict.PRUNED).containsEntry(2, Verdict.OPEN);
    halving.reported(4, 0, 3.0);
    halving.reported(5, 0, 4.0);
    assertThat(halving.verdicts(0))
        .containsEntry(2, Verdict.GOES_ON)
        .containsEntry(3, Verdict.OPEN)
        .containsEntry(4, Verdict.PRUNED);
    halving.ended(6);
    assertThat(halving.verdicts(0)).containsEntry(3, Verdict.GOES_ON);
  }

  @Example
  void whereMoreIsBetterTheLargestGoesOn() {
    var settings = new EarlyStopping(Stage.DISTILL, "r2-validation", 2, List.of(5));
    Halving halving = new Halving(settings, Set.of(1, 2));
    halving.reported(1, 0, 0.2);
    halving.reported(2, 0, 0.9);
    assertThat(halving.verdicts(0))
        .containsEntry(1, Verdict.PRUNED)
        .containsEntry(2, Verdict.GOES_ON);
  }

  @Example
  void oneTrialGoesOnWhereFewerAreLeftThanTheFactor() {
    var settings = new EarlyStopping(Stage.META_TRAIN, "best", 4, List.of(1, 2, 3));
    Halving halving =
        new Halving(settings, IntStream.rangeClosed(1, 64).boxed().collect(Collectors.toSet()));
    assertThat(IntStream.range(0, 3).map(halving::size)).containsExactly(64, 16, 4);
    assertThat(halving.goOn(4)).isEqualTo(1);
    assertThat(halving.goOn(3)).isEqualTo(1);
  }
}
