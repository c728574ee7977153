package io.symlab.model.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.optimizee.Optimizee.Problem;
import io.symlab.model.rule.handmade.HandMade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final Bowl BOWL = new Bowl();
  private static final EvaluationSettings SETTINGS =
      new EvaluationSettings(
          4, 40, Map.of("sgd", List.of(1e12, 10.0, 0.01), "adam", List.of(0.02, 0.001)));
  private static final EvaluationPlan PLAN =
      EvaluationPlan.of(SETTINGS, List.of(new Contestant("learned", HandMade.momentum(3))));

  private static Evaluation evaluate() {
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < PLAN.size(); i++) {
      runs.add(PLAN.run(BOWL, 9, PLAN.task(i)));
    }
    return PLAN.evaluation(runs);
  }

  @Test
  void thePlanHoldsRulesThenSweptBaselinesOnEveryProblem() {
    assertThat(PLAN.contestants().stream().map(Contestant::name))
        .containsExactly(
            "momentum 3", "adam 0.001", "adam 0.02", "sgd 0.01", "sgd 10", "sgd 1000000000000");
    assertThat(PLAN.size()).isEqualTo(24);
    assertThat(PLAN.task(13)).isEqualTo(new EvaluationPlan.Task(13, 1, 2));
  }

  @Test
  void rulesAreEvaluatedBesideTheUsualBaselinesAtOneGo() {
    EvaluationSettings settings =
        EvaluationSettings.defaults().withRuns(2).withSteps(30).withBaselines("lion");
    Evaluation evaluation = Evaluation.of(BOWL, settings, 9, HandMade.sgd(10), HandMade.adam(0.02));

    assertThat(evaluation.rules().stream().map(ContestantRuns::name))
        .startsWith("sgd 10", "adam 0.02")
        .hasSize(2 + HandMade.sweep("lion").size());
    EvaluationPlan plan = EvaluationPlan.of(settings, List.of(Contestant.of(HandMade.adam(0.02))));
    assertThat(evaluation.best("adam 0.02").orElseThrow().runs().get(1).losses())
        .isEqualTo(plan.run(BOWL, 9, plan.task(plan.size() / 2)).losses());
  }

  @Test
  void everyRuleMeetsTheSameProblems() {
    Evaluation evaluation = evaluate();
    for (int run = 0; run < 4; run++) {
      Problem problem = BOWL.problem(Half.HELD_OUT, 9, "evaluate", run);
      float[] theta = new float[BOWL.size()];
      problem.initial(theta);
      double first = problem.loss(theta, 0);
      for (ContestantRuns rule : evaluation.rules()) {
        assertThat(rule.runs().get(run).losses()[0]).isEqualTo(first);
      }
    }
  }

  @Test
  void theBestRateOfASweepIsTheOneWithTheLeastLossThatNeverDiverged() {
    Evaluation evaluation = evaluate();
    assertThat(evaluation.best("sgd").orElseThrow().name()).isEqualTo("sgd 10");
    assertThat(evaluation.best("adam").orElseThrow().name()).isEqualTo("adam 0.02");
    assertThat(evaluation.best("lion")).isEmpty();
  }

  @Test
  void everyKindIsSweptOverFiveRatesOnFiveProblems() {
    Map<String, List<Double>> sweeps = new TreeMap<>();
    HandMade.KINDS.forEach(kind -> sweeps.put(kind, HandMade.sweep(kind)));
    EvaluationPlan plan = EvaluationPlan.of(new EvaluationSettings(5, 30, sweeps), List.of());
    assertThat(plan.size()).isEqualTo(HandMade.KINDS.size() * 5 * 5);
    List<Run> runs = new ArrayList<>();
    for (int i = 0; i < plan.size(); i++) {
      runs.add(plan.run(BOWL, 9, plan.task(i)));
    }
    Evaluation evaluation = plan.evaluation(runs);
    for (String kind : HandMade.KINDS) {
      ContestantRuns best = evaluation.best(kind).orElseThrow();
      double least =
          evaluation.rules().stream()
              .filter(rule -> rule.role().equals(kind))
              .mapToDouble(ContestantRuns::last10)
              .min()
              .orElseThrow();
      assertThat(best.last10()).as(kind).isEqualTo(least);
      assertThat(best.runs()).allMatch(run -> run.last10() < run.losses()[0]);
    }
  }

  @Test
  void divergedRunsAreCountedAndShowInTheFigures() {
    ContestantRuns wild = evaluate().rules().get(5);
    assertThat(wild.divergedRuns()).isEqualTo(4);
    assertThat(wild.last10()).isInfinite();
    assertThat(wild.band().mean()[0]).isFinite();
    assertThat(wild.band().mean()[39]).isNaN();
    assertThat(wild.accuracy()).isNaN();
  }

  @Test
  void aTieOfAllDivergedStillNamesOne() {
    Run gone = new Run(new double[] {1, Double.NaN}, true, Double.NaN);
    Run half = new Run(new double[] {1, 0.5}, false, Double.NaN);
    ContestantRuns worse = new ContestantRuns("x", "worse", List.of(gone, gone));
    ContestantRuns better = new ContestantRuns("x", "better", List.of(gone, half));
    assertThat(new Evaluation(List.of(worse, better)).best("x")).contains(better);
    assertThat(new Evaluation(List.of(worse)).best("x")).contains(worse);
  }

  @Test
  void lastTenIsTheMeanOfTheLastTenLosses() {
    double[] losses = new double[25];
    for (int i = 0; i < 25; i++) {
      losses[i] = 25 - i;
    }
    Run run = new Run(losses, false, 0.5);
    assertThat(run.last10()).isEqualTo(5.5);
    // The mean of losses 25-i for i in e-10..e-1 is 30.5 - e.
    assertThat(run.stepsToReach(12.5)).isEqualTo(18);
    assertThat(run.stepsToReach(1)).isInfinite();
    assertThat(new Run(new double[] {4, 2}, false, 0).last10()).isEqualTo(3);
    assertThat(new Run(new double[] {4, 2}, false, 0).stepsToReach(3)).isEqualTo(2);
  }

  @Test
  void stepsToReachIsTheMedianOverRuns() {
    Run slow = new Run(new double[] {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9}, false, 0);
    Run fast = new Run(new double[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, false, 0);
    ContestantRuns a = new ContestantRuns("a", "a", List.of(fast, fast, slow));
    ContestantRuns b = new ContestantRuns("b", "b", List.of(fast, slow, fast));
    assertThat(Evaluation.stepsToReach(a, b)).isEqualTo(10);
    assertThat(Evaluation.stepsToReach(new ContestantRuns("c", "c", List.of(slow, slow, slow)), a))
        .isInfinite();
    assertThat(Evaluation.stepsToReach(b, b)).isEqualTo(10);
    int steps = b.runs().get(0).losses().length;
    assertThat(Evaluation.speedUp(a, b)).isEqualTo(steps / 10.0);
    assertThat(Evaluation.speedUp(new ContestantRuns("c", "c", List.of(slow, slow, slow)), a))
        .isZero();
  }

  @Test
  void theBandLiesBetweenLowestAndHighestRun() {
    ContestantRuns rule = evaluate().rules().get(0);
    ContestantRuns.Band band = rule.band();
    for (int s = 0; s < 40; s++) {
      int step = s;
      var values = rule.runs().stream().mapToDouble(r -> r.losses()[step]).summaryStatistics();
      assertThat(band.mean()[s]).isCloseTo(values.getAverage(), within(1e-12));
      assertThat(band.low()[s]).isBetween(values.getMin(), band.mean()[s]);
      assertThat(band.high()[s]).isBetween(band.mean()[s], values.getMax());
    }
  }
}
