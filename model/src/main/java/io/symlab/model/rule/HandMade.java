package io.symlab.model.rule;

import java.util.List;

/**
 * The hand-made update rules with one learning rate: SGD, momentum (0.9) and Adam (0.9, 0.999,
 * 1e-8). They are the baselines that learned and distilled rules are judged against, and obvious
 * rules to test rollouts with.
 */
public final class HandMade implements UpdateRule {
  private static final float MOMENTUM = 0.9f;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final float EPSILON = 1e-8f;

  /** The keys that {@link #of} knows. */
  public static final List<String> KINDS = List.of("sgd", "momentum", "adam");

  private final String kind;
  private final double rate;

  private HandMade(String kind, double rate) {
    this.kind = kind;
    this.rate = rate;
  }

  /** update = -rate g. */
  public static HandMade sgd(double rate) {
    return of("sgd", rate);
  }

  /** m = 0.9 m + g; update = -rate m (Polyak's heavy ball in PyTorch's form). */
  public static HandMade momentum(double rate) {
    return of("momentum", rate);
  }

  /** Kingma &amp; Ba 2015, algorithm 1, with bias correction. */
  public static HandMade adam(double rate) {
    return of("adam", rate);
  }

  /**
   * By its key in recipes.
   *
   * @throws IllegalArgumentException for a key that is none of {@link #KINDS}, or a rate that is
   *     not a positive number
   */
  public static HandMade of(String kind, double rate) {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException(
          "no hand-made rule is called \"" + kind + "\"; there are " + KINDS);
    }
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException(
          "the learning rate of " + kind + " must be a positive number, is " + rate);
    }
    return new HandMade(kind, rate);
  }

  /** {@code sgd}, {@code momentum} or {@code adam}. */
  public String kind() {
    return kind;
  }

  public double learningRate() {
    return rate;
  }

  /** For example {@code adam 0.01}. */
  @Override
  public String name() {
    String text = rate == Math.rint(rate) ? Long.toString((long) rate) : Double.toString(rate);
    return kind + " " + text;
  }

  @Override
  public State start(int coordinates) {
    float minusRate = (float) -rate;
    return switch (kind) {
      case "sgd" -> (gradient, step, update) -> sgd(minusRate, gradient, update);
      case "momentum" -> {
        float[] m = new float[coordinates];
        yield (gradient, step, update) -> momentum(minusRate, gradient, m, update);
      }
      default -> {
        float[] m = new float[coordinates];
        float[] v = new float[coordinates];
        yield (gradient, step, update) -> adam(rate, gradient, step, m, v, update);
      }
    };
  }

  private static void sgd(float minusRate, float[] g, float[] update) {
    for (int i = 0; i < update.length; i++) {
      update[i] = minusRate * g[i];
    }
  }

  private static void momentum(float minusRate, float[] g, float[] m, float[] update) {
    for (int i = 0; i < update.length; i++) {
      float next = MOMENTUM * m[i] + g[i];
      m[i] = next;
      update[i] = minusRate * next;
    }
  }

  private static void adam(double rate, float[] g, int step, float[] m, float[] v, float[] update) {
    // StrictMath, since Math.pow may differ between the interpreter and compiled code.
    float scale = (float) (-rate / (1 - StrictMath.pow(BETA1, step)));
    float unbias = (float) (1 / (1 - StrictMath.pow(BETA2, step)));
    // m + (1 - b) (g - m) rather than b m + (1 - b) g: a float's 0.999 is wrong by 1e-5 of 1 -
    // 0.999.
    float c1 = (float) (1 - BETA1);
    float c2 = (float) (1 - BETA2);
    for (int i = 0; i < update.length; i++) {
      float gradient = g[i];
      float first = m[i] + c1 * (gradient - m[i]);
      float second = v[i] + c2 * (gradient * gradient - v[i]);
      m[i] = first;
      v[i] = second;
      update[i] = scale * first / ((float) Math.sqrt(second * unbias) + EPSILON);
    }
  }
}
