package io.symlab.model.meta;

import io.symlab.model.DivergedException;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.symbolic.ConstantShares;
import io.symlab.model.rule.symbolic.SymbolicCell;
import io.symlab.model.rule.symbolic.SymbolicRule;
import java.util.Arrays;
import java.util.List;

/**
 * What tuning moves: a rule's constants, and, where its rate is tuned too, the logarithm of what
 * the rate is multiplied by, 0 at first; so that a rate stays above 0, and a step is a share of it.
 */
final class TunedParameters {
  private final SymbolicRule rule;
  private final int constants;
  private final boolean rate;

  TunedParameters(SymbolicRule rule, boolean rate) {
    this.rule = rule;
    this.rate = rate;
    this.constants = rule.constants().length;
  }

  float[] untuned() {
    return Arrays.copyOf(rule.constants(), constants + (rate ? 1 : 0));
  }

  /** The rule at work, its parameters open to be tuned. */
  TrainableRule open(int coordinates) {
    SymbolicCell cell = rule.open(coordinates);
    return rate ? new RatedCell(cell, rule.scale(), coordinates) : cell;
  }

  /** The rule with these parameters. */
  SymbolicRule rule(float[] parameters) {
    SymbolicRule tuned = rule.withConstants(Arrays.copyOf(parameters, constants));
    return rate ? tuned.withScale(rule.scale() * factor(parameters)) : tuned;
  }

  /** What tuning multiplies the rate by, as short a number as it can be. */
  double factor(float[] parameters) {
    return rate ? factor(parameters[constants]) : 1;
  }

  private static double factor(float logarithm) {
    return Double.parseDouble(Float.toString((float) StrictMath.exp(logarithm)));
  }

  /**
   * How far a search looks at first: a share of each constant, of what a decay lacks of 1, and of
   * the rate.
   */
  double[] spreads(double share) {
    float[] own = rule.constants();
    double[] spreads = new double[untuned().length];
    Arrays.fill(spreads, share);
    for (int i = 0; i < constants; i++) {
      spreads[i] *= rule.isDecay(i) ? 1 - own[i] : Math.abs(own[i]);
    }
    return spreads;
  }

  /** Which dimension of a search each belongs to: a shared constant has one, a fixed one none. */
  int[] dimensions(ConstantShares shares) {
    int[] dimensions = Arrays.copyOf(shares.parameter(), untuned().length);
    if (rate) {
      dimensions[constants] = Arrays.stream(shares.parameter()).max().orElse(-1) + 1;
    }
    return dimensions;
  }

  /** What the rule sees of a run that begins. */
  FeatureState features(List<ParameterGroup> groups) {
    return new FeatureState(rule.features(), groups, rule.window());
  }

  /**
   * Looks at parameters that have been moved.
   *
   * @throws DivergedException when one is not finite
   */
  static void requireFinite(float[] parameters) {
    for (float parameter : parameters) {
      if (!Float.isFinite(parameter)) {
        throw new DivergedException("a constant is " + parameter);
      }
    }
  }

  /** Keeps decays where averages need them. */
  void confine(float[] parameters) {
    float[] own = Arrays.copyOf(parameters, constants);
    rule.confine(own);
    System.arraycopy(own, 0, parameters, 0, constants);
  }

  /** What checkpoints are known by. */
  String key() {
    return rate ? "the rate from " + rule.scale() + " and " + rule.text() : rule.text();
  }

  /** A formula at work whose rate is one more parameter, the last. */
  private static final class RatedCell implements TrainableRule {
    private final SymbolicCell cell;
    private final double scale;
    private final int coordinates;

    /** Updates of the recorded steps, [steps][coordinates]; those beyond them are spare. */
    private float[][] updates = new float[0][];

    private int recorded;

    RatedCell(SymbolicCell cell, double scale, int coordinates) {
      this.cell = cell;
      this.scale = scale;
      this.coordinates = coordinates;
    }

    @Override
    public int parameters() {
      return cell.parameters() + 1;
    }

    @Override
    public void phi(float[] phi) {
      cell.phi(Arrays.copyOf(phi, cell.parameters()));
      cell.scale(scale * factor(phi[cell.parameters()]));
    }

    @Override
    public void start() {
      cell.start();
      recorded = 0;
    }

    @Override
    public void forward(float[][] features, float[] update) {
      cell.forward(features, update);
      if (recorded == updates.length) {
        updates = Arrays.copyOf(updates, recorded + 1);
        updates[recorded] = new float[coordinates];
      }
      System.arraycopy(update, 0, updates[recorded++], 0, coordinates);
    }

    /** An update changes with the logarithm of its factor as much as it is itself. */
    @Override
    public void backward(float[][] adjoints, double[] gradient) {
      double sum = 0;
      for (int step = 0; step < recorded; step++) {
        for (int i = 0; i < coordinates; i++) {
          sum += (double) adjoints[step][i] * updates[step][i];
        }
      }
      gradient[cell.parameters()] += sum;
      recorded = 0;
      cell.backward(adjoints, gradient);
    }

    @Override
    public void drop() {
      recorded = 0;
      cell.drop();
    }

    @Override
    public void close() {
      cell.close();
    }
  }
}
