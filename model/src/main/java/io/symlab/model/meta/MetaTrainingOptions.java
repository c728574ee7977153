package io.symlab.model.meta;

import java.util.List;

/**
 * What goes beyond plain truncated back-propagation, each off by default.
 *
 * @param randomScaling b: an epoch trains on f(c theta'), c = exp(U(-b, b)) per coordinate (Lv,
 *     Jiang, Li 2017, section 4.1; 3 there); 0 for none
 * @param clipNorm the meta-gradient is shortened to this Euclidean length; 0 for any length
 * @param averaging d: what is evaluated and kept is an average of phi, moved by 1 - d of the way to
 *     phi at each of its steps (Polyak and Juditsky 1992); 0 for phi itself
 * @param patience evaluations without a better held-out loss after which training ends; 0 for no
 *     such end. With a curriculum: evaluations at a horizon before it can be left, 0 for 3
 * @param giveUpAfter epochs in a row that may diverge
 * @param curriculum updates per epoch, rising, in place of the settings' steps; empty for none
 * @param horizons the shortest and the longest epoch where each epoch's updates are drawn
 *     log-uniformly, in place of the settings' steps; empty for none
 * @param imitation of hand-made rules
 * @param method {@code tbptt}, {@code es} or {@code pes}
 * @param evolution of the two evolution strategies
 * @param fineTuning where phi starts from
 */
public record MetaTrainingOptions(
    double randomScaling,
    double clipNorm,
    double averaging,
    int patience,
    int giveUpAfter,
    List<Integer> curriculum,
    List<Integer> horizons,
    Imitation imitation,
    String method,
    Evolution evolution,
    FineTuning fineTuning) {

  /** Truncated back-propagation through time. */
  public static final String TBPTT = "tbptt";

  /** Evolution strategies on truncated unrolls. */
  public static final String ES = "es";

  /** Persistent evolution strategies. */
  public static final String PES = "pes";

  public static final List<String> METHODS = List.of(TBPTT, ES, PES);

  /** Everything off. */
  public static final MetaTrainingOptions NONE =
      new MetaTrainingOptions(
          0,
          0,
          0,
          0,
          5,
          List.of(),
          List.of(),
          new Imitation(0, List.of("adam"), 0.01),
          TBPTT,
          new Evolution(4, 0.01),
          FineTuning.NONE);

  public MetaTrainingOptions {
    curriculum = List.copyOf(curriculum);
    horizons = List.copyOf(horizons);
  }

  /**
   * Imitating hand-made rules (Chen et al. 2020, "Training Stronger Baselines for Learning to
   * Optimize"; a ratio of 0.3 there).
   *
   * @param ratio the share of epochs that imitate; 0 for none
   * @param teachers names of {@link io.symlab.model.rule.handmade.HandMade} rules, taken in turn
   * @param learningRate of the teachers
   */
  public record Imitation(double ratio, List<String> teachers, double learningRate) {
    public Imitation {
      teachers = List.copyOf(teachers);
    }
  }

  /**
   * How evolution strategies look around phi.
   *
   * @param pairs antithetic pairs per estimate
   * @param sigma standard deviation of the perturbation of each parameter
   */
  public record Evolution(int pairs, double sigma) {}

  /**
   * Starting from a stored optimizer.
   *
   * @param from what a person called it; empty for a fresh start
   * @param optimizer what was found there: {@link
   *     io.symlab.model.rule.learned.LearnedOptimizer#encode} in base 64
   */
  public record FineTuning(String from, String optimizer) {
    public static final FineTuning NONE = new FineTuning("", "");
  }

  /** These options, to be changed. */
  public Builder toBuilder() {
    return new Builder(this);
  }

  /** Makes options that differ from others in a few. */
  public static final class Builder {
    private double randomScaling;
    private double clipNorm;
    private double averaging;
    private int patience;
    private int giveUpAfter;
    private List<Integer> curriculum;
    private List<Integer> horizons;
    private Imitation imitation;
    private String method;
    private Evolution evolution;
    private FineTuning fineTuning;

    private Builder(MetaTrainingOptions from) {
      randomScaling = from.randomScaling;
      clipNorm = from.clipNorm;
      averaging = from.averaging;
      patience = from.patience;
      giveUpAfter = from.giveUpAfter;
      curriculum = from.curriculum;
      horizons = from.horizons;
      imitation = from.imitation;
      method = from.method;
      evolution = from.evolution;
      fineTuning = from.fineTuning;
    }

    public Builder randomScaling(double bound) {
      randomScaling = bound;
      return this;
    }

    public Builder clipNorm(double norm) {
      clipNorm = norm;
      return this;
    }

    public Builder averaging(double decay) {
      averaging = decay;
      return this;
    }

    public Builder patience(int evaluations) {
      patience = evaluations;
      return this;
    }

    public Builder giveUpAfter(int epochs) {
      giveUpAfter = epochs;
      return this;
    }

    public Builder curriculum(List<Integer> horizons) {
      curriculum = horizons;
      return this;
    }

    /** Epochs of {@code shortest} to {@code longest} updates, drawn log-uniformly. */
    public Builder horizons(int shortest, int longest) {
      horizons = List.of(shortest, longest);
      return this;
    }

    public Builder imitation(double ratio, List<String> teachers, double learningRate) {
      imitation = new Imitation(ratio, teachers, learningRate);
      return this;
    }

    public Builder method(String name) {
      method = name;
      return this;
    }

    public Builder evolution(int pairs, double sigma) {
      evolution = new Evolution(pairs, sigma);
      return this;
    }

    public Builder fineTuning(String from, String optimizer) {
      fineTuning = new FineTuning(from, optimizer);
      return this;
    }

    public MetaTrainingOptions build() {
      return new MetaTrainingOptions(
          randomScaling,
          clipNorm,
          averaging,
          patience,
          giveUpAfter,
          curriculum,
          horizons,
          imitation,
          method,
          evolution,
          fineTuning);
    }
  }
}
