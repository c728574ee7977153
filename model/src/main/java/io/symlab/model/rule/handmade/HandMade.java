package io.symlab.model.rule.handmade;

import io.symlab.model.rule.UpdateRule;
import java.util.List;
import java.util.Map;

/**
 * The hand-made update rules with one learning rate, everything else at its usual value. They are
 * the baselines that learned and distilled rules are judged against, and obvious rules to test
 * rollouts with.
 */
public final class HandMade implements UpdateRule {
  /** The keys that {@link #of} knows. */
  public static final List<String> KINDS =
      List.of("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw", "nadamw", "lion");

  private static final double WEIGHT_DECAY = 0.01;

  private static final List<Double> FINE = List.of(0.0003, 0.001, 0.003, 0.01, 0.03);

  /** Half-decades around the rates that small networks are usually trained with. */
  private static final Map<String, List<Double>> SWEEPS =
      Map.of(
          "sgd",
          List.of(0.01, 0.03, 0.1, 0.3, 1.0),
          "momentum",
          List.of(0.001, 0.003, 0.01, 0.03, 0.1),
          "nesterov",
          List.of(0.001, 0.003, 0.01, 0.03, 0.1),
          "rmsprop",
          FINE,
          "adam",
          FINE,
          "adamw",
          FINE,
          "nadamw",
          FINE,
          // Its updates have the size of the rate at every coordinate: about a third of Adam's.
          "lion",
          List.of(0.0001, 0.0003, 0.001, 0.003, 0.01));

  private final String kind;
  private final double rate;
  private final RateSchedule schedule;
  private final int steps;

  private HandMade(String kind, double rate, RateSchedule schedule, int steps) {
    this.kind = kind;
    this.rate = rate;
    this.schedule = schedule;
    this.steps = steps;
  }

  /** update = -rate g. */
  public static HandMade sgd(double rate) {
    return of("sgd", rate);
  }

  /** m = 0.9 m + g; update = -rate m (Polyak's heavy ball in PyTorch's form). */
  public static HandMade momentum(double rate) {
    return of("momentum", rate);
  }

  /**
   * m = 0.9 m + g; update = -rate (g + 0.9 m): Nesterov's accelerated gradient by the gradient at
   * hand (Sutskever et al. 2013, section 2, in PyTorch's form).
   */
  public static HandMade nesterov(double rate) {
    return of("nesterov", rate);
  }

  /**
   * v = 0.99 v + 0.01 g^2; update = -rate g / (sqrt(v) + 1e-8): Tieleman &amp; Hinton 2012, lecture
   * 6.5, with PyTorch's decay, without bias correction.
   */
  public static HandMade rmsprop(double rate) {
    return of("rmsprop", rate);
  }

  /**
   * m = 0.9 m + 0.1 g; v = 0.999 v + 0.001 g^2; update = -rate m^ / (sqrt(v^) + 1e-8), m^ = m / (1
   * - 0.9^t), v^ = v / (1 - 0.999^t): Kingma &amp; Ba 2015, algorithm 1.
   */
  public static HandMade adam(double rate) {
    return of("adam", rate);
  }

  /**
   * Adam's update - rate * 0.01 theta: decoupled weight decay (Loshchilov &amp; Hutter 2019,
   * algorithm 2, where PyTorch multiplies the decay by the rate, too).
   */
  public static HandMade adamw(double rate) {
    return of("adamw", rate);
  }

  /**
   * Adam's update with 0.9 m_t / (1 - 0.9^(t+1)) + 0.1 g / (1 - 0.9^t) in place of m^: Nesterov's
   * look ahead (Dozat 2016, algorithm 2, with constant momentum); and {@link #adamw}'s decay.
   */
  public static HandMade nadamw(double rate) {
    return of("nadamw", rate);
  }

  /**
   * update = -rate sign(0.9 m + 0.1 g); then m = 0.99 m + 0.01 g: Chen et al. 2023 (arXiv
   * 2302.06675), algorithm 2, without weight decay.
   */
  public static HandMade lion(double rate) {
    return of("lion", rate);
  }

  /**
   * By its key in recipes.
   *
   * @throws IllegalArgumentException for a key that is none of {@link #KINDS}, or a rate that is
   *     not a positive number
   */
  public static HandMade of(String kind, double rate) {
    requireKind(kind);
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "the learning rate of " + kind + " must be a positive number, is " + rate);
    }
    return new HandMade(kind, rate, RateSchedule.CONSTANT, 0);
  }

  /**
   * The same rule with its rate on a schedule.
   *
   * @param over updates of the whole run, at least one
   */
  public HandMade scheduled(RateSchedule by, int over) {
    if (over < 1) {
      throw new IllegalArgumentException("a schedule goes over a step at least, not " + over);
    }
    return new HandMade(kind, rate, by, by == RateSchedule.CONSTANT ? 0 : over);
  }

  /**
   * The learning rates to try of a kind when nothing is known about the problem, ascending, five of
   * them.
   *
   * @throws IllegalArgumentException for a key that is none of {@link #KINDS}
   */
  public static List<Double> sweep(String kind) {
    requireKind(kind);
    return SWEEPS.get(kind);
  }

  private static void requireKind(String kind) {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException(
          "no hand-made rule is called \"" + kind + "\"; there are " + KINDS);
    }
  }

  /** One of {@link #KINDS}. */
  public String kind() {
    return kind;
  }

  public double learningRate() {
    return rate;
  }

  /** How the rate goes over a run. */
  public RateSchedule schedule() {
    return schedule;
  }

  /** Updates that the schedule goes over; 0 for a constant rate. */
  public int steps() {
    return steps;
  }

  /** Its place among others: the kind, and its schedule if it has one, as in adam-cosine. */
  public String role() {
    return new HandMadeRole(kind, schedule).name();
  }

  /** For example {@code adam 0.01} or {@code adam-cosine 0.01}. */
  @Override
  public String name() {
    String text = rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
    return role() + " " + text;
  }

  @Override
  public State start(int coordinates) {
    State constant = constant(coordinates);
    return schedule == RateSchedule.CONSTANT
        ? constant
        : new ScheduledState(constant, schedule, steps);
  }

  private State constant(int coordinates) {
    return switch (kind) {
      case "sgd" -> HandMadeSteps.sgd(rate);
      case "momentum" -> HandMadeSteps.momentum(rate, coordinates);
      case "nesterov" -> HandMadeSteps.nesterov(rate, coordinates);
      case "rmsprop" -> HandMadeSteps.rmsprop(rate, coordinates);
      case "adam" -> HandMadeSteps.adam(rate, coordinates);
      case "adamw" -> HandMadeSteps.adamw(rate, WEIGHT_DECAY, coordinates);
      case "nadamw" -> HandMadeSteps.nadamw(rate, WEIGHT_DECAY, coordinates);
      case "lion" -> HandMadeSteps.lion(rate, coordinates);
      default -> throw new IllegalStateException("nobody implemented " + kind);
    };
  }
}
