package io.symlab.model.rule;

import io.symlab.symbolic.Randomness;
import java.util.SplittableRandom;

/**
 * An RNNProp optimizer (Lv, Jiang, Li 2017): features, linear + ELU, LSTM stack, linear, tanh, the
 * same for every coordinate; the update is scale * tanh(output). An architecture and its
 * meta-parameters phi, immutable.
 */
public final class LearnedOptimizer implements UpdateRule {
  private final RuleSettings settings;
  private final float[] phi;

  /**
   * An optimizer with given meta-parameters.
   *
   * @param phi [settings.parameters()], in the order of {@link RuleLayout}, copied
   */
  public LearnedOptimizer(RuleSettings settings, float[] phi) {
    if (phi.length != settings.parameters()) {
      throw new IllegalArgumentException(
          "a learned optimizer of this architecture has "
              + settings.parameters()
              + " parameters, not "
              + phi.length);
    }
    this.settings = settings;
    this.phi = phi.clone();
  }

  /**
   * An untrained optimizer, drawn as PyTorch draws its layers: a linear layer's weights and biases
   * uniform within 1/sqrt(inputs), an LSTM layer's within 1/sqrt(hidden).
   */
  public static LearnedOptimizer initial(RuleSettings settings, long seed) {
    RuleLayout layout = RuleLayout.of(settings);
    float[] phi = new float[layout.parameters()];
    SplittableRandom random = Randomness.stream(seed, "rule.initial");
    int linearEnd = layout.layers().get(0).inputWeight();
    uniform(phi, 0, linearEnd, layout.features(), random);
    for (RuleLayout.Lstm layer : layout.layers()) {
      uniform(phi, layer.inputWeight(), layer.end(), layer.hidden(), random);
    }
    uniform(phi, layout.outputWeight(), phi.length, layout.top().hidden(), random);
    return new LearnedOptimizer(settings, phi);
  }

  private static void uniform(float[] phi, int from, int to, int fan, SplittableRandom random) {
    double bound = 1 / Math.sqrt(fan);
    for (int i = from; i < to; i++) {
      phi[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  public RuleSettings settings() {
    return settings;
  }

  /** The meta-parameters, a copy. */
  public float[] phi() {
    return phi.clone();
  }

  @Override
  public String name() {
    return "learned";
  }

  @Override
  public State start(int coordinates) {
    return new Memory(RuleEngine.preferred(), coordinates);
  }

  /** The optimizer in its own versioned form, for {@link #decode}. */
  public byte[] encode() {
    return LearnedOptimizerCodec.encode(this);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws IllegalArgumentException naming what is wrong with the bytes
   */
  public static LearnedOptimizer decode(byte[] bytes) {
    return LearnedOptimizerCodec.decode(bytes);
  }

  /**
   * The same, for a reader that wants a certain architecture.
   *
   * @throws IllegalArgumentException when the bytes hold another one, naming both
   */
  public static LearnedOptimizer decode(byte[] bytes, RuleSettings expected) {
    LearnedOptimizer optimizer = decode(bytes);
    if (!optimizer.settings.equals(expected)) {
      throw new IllegalArgumentException(
          "the stored optimizer is another one: it has "
              + LearnedOptimizerCodec.describe(optimizer.settings)
              + ", wanted is "
              + LearnedOptimizerCodec.describe(expected));
    }
    return optimizer;
  }

  /** The running averages and the LSTM's memory on one problem. */
  private final class Memory implements State {
    private final FeatureState features;
    private final TrainableRule rule;

    Memory(RuleEngine engine, int coordinates) {
      features = new FeatureState(settings.features(), coordinates);
      rule = engine.open(settings, coordinates);
      rule.phi(phi);
      rule.start();
    }

    @Override
    public void update(float[] gradient, int step, float[] update) {
      rule.forward(features.next(gradient, step), update);
      rule.drop();
    }

    @Override
    public void close() {
      rule.close();
    }
  }
}
