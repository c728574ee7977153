package io.symlab.model.evaluate;

import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.Optimizee.Half;
import io.symlab.model.rollout.Rollout;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.handmade.HandMadeRole;
import io.symlab.model.rule.handmade.RateSchedule;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * Everything that an evaluation has to run: each contestant on each problem. Run i is the same
 * problem for every rule, its parameters and its batches, so that rules can be compared in pairs.
 * The tasks are independent of each other and may be run in any order, anywhere.
 */
public final class EvaluationPlan {
  private final List<Contestant> contestants;
  private final int runs;
  private final int steps;

  private EvaluationPlan(List<Contestant> contestants, int runs, int steps) {
    this.contestants = List.copyOf(contestants);
    this.runs = runs;
    this.steps = steps;
  }

  /**
   * One optimisation run.
   *
   * @param index of the task, from 0
   * @param contestant index of the rule
   * @param run index of the problem
   */
  public record Task(int index, int contestant, int run) {}

  /**
   * The plan for some rules and the settings' baselines, which follow them: kinds in the order of
   * their names, constant rates before scheduled ones, rates ascending.
   */
  public static EvaluationPlan of(EvaluationSettings settings, List<Contestant> rules) {
    if (settings.runs() < 1 || settings.steps() < 1) {
      throw new IllegalArgumentException(
          "an evaluation needs a run and a step, has "
              + settings.runs()
              + " runs and "
              + settings.steps()
              + " steps");
    }
    List<Contestant> all = new ArrayList<>(rules);
    for (String kind : new TreeSet<>(settings.baselines().keySet())) {
      for (RateSchedule schedule : new TreeSet<>(settings.schedules())) {
        for (double rate : new TreeSet<>(settings.baselines().get(kind))) {
          HandMade rule = new HandMadeRole(kind, schedule).at(rate, settings.steps());
          all.add(new Contestant(rule.role(), rule));
        }
      }
    }
    return new EvaluationPlan(all, settings.runs(), settings.steps());
  }

  public List<Contestant> contestants() {
    return contestants;
  }

  public int runs() {
    return runs;
  }

  public int steps() {
    return steps;
  }

  /** How many tasks there are. */
  public int size() {
    return contestants.size() * runs;
  }

  /** A task by its index: all rules on the first problem, then all on the second ... */
  public Task task(int index) {
    return new Task(index, index % contestants.size(), index / contestants.size());
  }

  /**
   * Begins a task.
   *
   * @param seed the experiment's
   */
  public Rollout open(Optimizee optimizee, long seed, Task task) {
    return Rollout.of(
        optimizee,
        optimizee.problem(Half.HELD_OUT, seed, "evaluate", task.run()),
        contestants.get(task.contestant()).rule(),
        steps);
  }

  /** Runs a task from begin to end in this thread. */
  public Run run(Optimizee optimizee, long seed, Task task) {
    try (Rollout rollout = open(optimizee, seed, task)) {
      rollout.finish();
      return Run.of(rollout);
    }
  }

  /** Runs all tasks, one after another in this thread. */
  public Evaluation evaluate(Optimizee optimizee, long seed) {
    return evaluation(
        IntStream.range(0, size()).mapToObj(i -> run(optimizee, seed, task(i))).toList());
  }

  /**
   * Puts the runs of all tasks together.
   *
   * @param byTask [size], in the order of their tasks' indices
   */
  public Evaluation evaluation(List<Run> byTask) {
    if (byTask.size() != size()) {
      throw new IllegalArgumentException(
          "an evaluation of " + size() + " tasks was given " + byTask.size() + " runs");
    }
    List<ContestantRuns> rules = new ArrayList<>();
    for (int c = 0; c < contestants.size(); c++) {
      List<Run> own = new ArrayList<>();
      for (int run = 0; run < runs; run++) {
        own.add(byTask.get(run * contestants.size() + c));
      }
      rules.add(new ContestantRuns(contestants.get(c).role(), contestants.get(c).name(), own));
    }
    return new Evaluation(rules);
  }
}
