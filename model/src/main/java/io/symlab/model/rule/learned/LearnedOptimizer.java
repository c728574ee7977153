package io.symlab.model.rule.learned;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.symbolic.Randomness;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A learned optimizer: an architecture ({@link RuleSettings}) and its meta-parameters phi,
 * immutable. The same small network works on every coordinate: RNNProp (Lv, Jiang, Li 2017) or DM
 * (Andrychowicz et al. 2016), with their options, or an MLP (Metz et al. 2019, 2022).
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
   * uniform within 1/sqrt(inputs), an LSTM layer's within 1/sqrt(hidden). The scale before tanh
   * starts at 100, the rates of groups near the scale. An MLP is drawn as published: weights normal
   * with deviation 1/sqrt(inputs), cut off at two of it, biases 0.
   *
   * @throws IllegalArgumentException when it has a rate per group and their number is not known
   */
  public static LearnedOptimizer initial(RuleSettings settings, long seed) {
    SplittableRandom random = Randomness.stream(seed, "rule.initial");
    float[] phi = new float[settings.parameters()];
    if (settings.kind().isMlp()) {
      for (MlpLayout.Layer layer : MlpLayout.of(settings).layers()) {
        truncatedNormal(phi, layer.weight(), layer.bias(), layer.inputs(), random);
      }
      return new LearnedOptimizer(settings, phi);
    }
    RuleLayout layout = RuleLayout.of(settings);
    uniform(phi, 0, layout.layers().get(0).inputWeight(), layout.inputs(), random);
    for (RuleLayout.Lstm layer : layout.layers()) {
      uniform(phi, layer.inputWeight(), layer.end(), layer.hidden(), random);
    }
    uniform(phi, layout.outputWeight(), layout.preTanh(), layout.top().hidden(), random);
    if (layout.preTanhScale()) {
      phi[layout.preTanh()] = 100;
    }
    if (layout.groups() > 0) {
      GroupRates.initial(phi, layout.groupRates(), layout.groups(), random);
    }
    return new LearnedOptimizer(settings, phi);
  }

  static void uniform(float[] phi, int from, int to, int fan, SplittableRandom random) {
    double bound = 1 / Math.sqrt(fan);
    for (int i = from; i < to; i++) {
      phi[i] = (float) ((2 * random.nextDouble() - 1) * bound);
    }
  }

  private static void truncatedNormal(
      float[] phi, int from, int to, int fan, SplittableRandom random) {
    for (int i = from; i < to; i++) {
      double drawn = random.nextGaussian();
      while (Math.abs(drawn) > 2) {
        drawn = random.nextGaussian();
      }
      phi[i] = (float) (drawn / Math.sqrt(fan));
    }
  }

  public RuleSettings settings() {
    return settings;
  }

  /** The meta-parameters, a copy. */
  public float[] phi() {
    return phi.clone();
  }

  /**
   * The same network with one scale for all coordinates, whatever rates it has learned for groups:
   * its updates divided by the scale are those in base rates.
   */
  public LearnedOptimizer inBaseRates() {
    RuleSettings plain = settings.withoutGroupRates();
    // The network of the rates comes last in phi.
    return new LearnedOptimizer(plain, Arrays.copyOf(phi, plain.parameters()));
  }

  @Override
  public String name() {
    return "learned";
  }

  @Override
  public State start(int coordinates) {
    return start(RuleEngine.whole(coordinates));
  }

  @Override
  public State start(List<ParameterGroup> groups) {
    return new Memory(RuleEngine.preferred(), groups);
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
   * The same, for a reader that wants a certain architecture. One with group rates for a number of
   * groups that is not known yet is met by such rates of any number.
   *
   * @throws IllegalArgumentException when the bytes hold another one, naming both
   */
  public static LearnedOptimizer decode(byte[] bytes, RuleSettings expected) {
    LearnedOptimizer optimizer = decode(bytes);
    if (!expected.metBy(optimizer.settings)) {
      throw new IllegalArgumentException(
          "the stored optimizer is another one: it has "
              + optimizer.settings.describe()
              + "; wanted is "
              + expected.describe());
    }
    return optimizer;
  }

  /** The running averages and the LSTM's memory on one problem. */
  private final class Memory implements State {
    private final FeatureState features;
    private final TrainableRule rule;

    private final Optional<float[]> rates;

    Memory(RuleEngine engine, List<ParameterGroup> groups) {
      rule = engine.open(settings, groups);
      rule.phi(phi);
      rule.start();
      features = new FeatureState(settings.features(), groups, 0);
      rates = settings.groupRates() ? Optional.of(rates(groups)) : Optional.empty();
    }

    private float[] rates(List<ParameterGroup> groups) {
      GroupRates learned = new GroupRates(RuleLayout.of(settings), groups);
      learned.phi(phi);
      float[] rates = learned.perCoordinate().clone();
      for (int i = 0; i < rates.length; i++) {
        rates[i] = (float) (settings.scale() * rates[i]);
      }
      return rates;
    }

    @Override
    public Optional<float[]> rates() {
      return rates;
    }

    @Override
    public void update(float[] gradient, int step, float[] update) {
      update(null, gradient, step, update);
    }

    @Override
    public void update(float[] theta, float[] gradient, int step, float[] update) {
      rule.forward(features.next(theta, gradient, step), update);
      rule.drop();
    }

    @Override
    public void close() {
      rule.close();
    }
  }
}
