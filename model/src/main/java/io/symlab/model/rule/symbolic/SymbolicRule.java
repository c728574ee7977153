package io.symlab.model.rule.symbolic;

import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.program.Program;
import java.util.List;

/**
 * An update rule that is an expression over gradient features and their last values: update = scale
 * * expression(x), x as in samples (column = lag * F + feature, lags before step 1 are 0). What
 * distilling finds, at work. Where the expression is not finite the update is not either: a run
 * diverges in the open.
 *
 * <p>Averages over signals go on for the whole run, one number per coordinate each; in the first k
 * steps that is what the expression makes of a sample.
 *
 * <pre>{@code
 * UpdateRule rule = SymbolicRule.of("-tanh(mt_0 + 0.5 * mt_3)");
 * UpdateRule averaging = SymbolicRule.withMemory("-tanh(ema(mt, 0.9))");
 * }</pre>
 */
public final class SymbolicRule implements UpdateRule {
  /** The longest that samples may have. */
  private static final int WINDOW = 100;

  private static final List<Feature> ALL = List.of(Feature.values());
  private static final double SCALE = 0.01;
  private static final float LEAST_DECAY = 1e-4f;

  private final String name;
  private final Expression expression;
  private final List<Feature> features;
  private final int window;
  private final double scale;
  private final Signals signals;
  private final Program program;
  private final SymbolicColumns columns;

  /**
   * A formula over any features up to 99 steps back, {@code mt_0} (the newest), {@code gt_3}, ...,
   * whose update is 0.01 of its value. Means of gradients go over 100 steps.
   *
   * @throws io.symlab.symbolic.formula.ExpressionSyntaxException naming the place in the text
   */
  public static SymbolicRule of(String text) {
    Expression expression = ExpressionText.parse(text, SampleNames.of(ALL, WINDOW));
    return new SymbolicRule("formula", expression, ALL, WINDOW, SCALE);
  }

  /**
   * A formula that may average, over features named without lags: {@code mt}, {@code lag(mt, 3)},
   * {@code ema(square(g), 0.9)}. Its update is 0.01 of its value.
   *
   * @throws io.symlab.symbolic.formula.ExpressionSyntaxException naming the place in the text
   */
  public static SymbolicRule withMemory(String text) {
    Signals signals = SampleNames.signals(ALL, WINDOW);
    Expression expression = ExpressionText.parse(text, SampleNames.of(ALL, WINDOW), signals);
    return new SymbolicRule("formula", expression, ALL, WINDOW, SCALE, signals);
  }

  /** A rule without averages. */
  public SymbolicRule(
      String name, Expression expression, List<Feature> features, int window, double scale) {
    this(name, expression, features, window, scale, Signals.NONE);
  }

  /**
   * A rule.
   *
   * @param features of the samples, in the order of their columns; only those that the expression
   *     names are computed
   * @param window k, the steps that a sample covers
   * @param scale base rate, 0.01 as published
   * @param signals that its averages may be over, those of {@link SampleNames#signals} or none
   * @throws IllegalArgumentException when the expression names a column that samples do not have,
   *     or averages what is no signal
   */
  public SymbolicRule(
      String name,
      Expression expression,
      List<Feature> features,
      int window,
      double scale,
      Signals signals) {
    this.name = name;
    this.expression = expression;
    this.features = List.copyOf(features);
    this.window = window;
    this.scale = scale;
    this.signals = signals;
    this.program = Program.of(expression, signals);
    this.columns = SymbolicColumns.of(expression, features, window);
  }

  @Override
  public String name() {
    return name;
  }

  /** The same rule under another name. */
  public SymbolicRule named(String other) {
    return new SymbolicRule(other, expression, features, window, scale, signals);
  }

  /** The same rule at another base rate. */
  public SymbolicRule withScale(double other) {
    return new SymbolicRule(name, expression, features, window, other, signals);
  }

  /** Another formula over the same columns, at the same base rate. */
  public SymbolicRule with(Expression other) {
    return new SymbolicRule(name, other, features, window, scale, signals);
  }

  /** Its base rate: what the expression is multiplied by. */
  public double scale() {
    return scale;
  }

  public Expression expression() {
    return expression;
  }

  /** The expression as text that reads back, with the names of sample columns or of signals. */
  public String text() {
    return ExpressionText.print(expression, signals.names(SampleNames.of(features, window)));
  }

  /** The expression's constants, from left to right. */
  public float[] constants() {
    double[] values = program.constants();
    float[] constants = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      constants[i] = (float) values[i];
    }
    return constants;
  }

  /** Whether a constant is the decay of an average. */
  public boolean isDecay(int constant) {
    return program.isDecay(constant);
  }

  /** Keeps the decays among some constants between 0 and 1, where averages need them. */
  public void confine(float[] constants) {
    for (int i = 0; i < constants.length; i++) {
      if (program.isDecay(i)) {
        constants[i] = Math.max(LEAST_DECAY, Math.min(1 - LEAST_DECAY, constants[i]));
      }
    }
  }

  /** The same rule with other constants, as many as {@link #constants}, all finite. */
  public SymbolicRule withConstants(float[] constants) {
    double[] values = new double[constants.length];
    for (int i = 0; i < values.length; i++) {
      // By way of its text: the shortest number that is this float, rather than all its bits.
      values[i] = Double.parseDouble(Float.toString(constants[i]));
    }
    Expression tuned = program.withConstants(values).expression();
    return new SymbolicRule(name, tuned, features, window, scale, signals);
  }

  /** k, the steps that a sample covers, and that its means of gradients go over. */
  public int window() {
    return window;
  }

  /** The features that the expression names, in the order in which {@link #open} wants them. */
  public List<Feature> features() {
    return columns.features();
  }

  /** The rule at work on one problem, its constants open to be tuned. */
  public SymbolicCell open(int coordinates) {
    return new SymbolicCell(columns, program.constants(), scale, coordinates);
  }

  /**
   * Numbers that it keeps per coordinate from step to step; of rules over the features that run
   * block by block: mt, gt, g, mom5, mom9, mom99 and t.
   */
  public int memory() {
    return columns.memory();
  }

  /**
   * Numbers that a step must at least read or write per coordinate: the gradient, the update, what
   * it keeps and renews, and the lags that it reads.
   */
  public int traffic() {
    return columns.traffic();
  }

  @Override
  public State start(int coordinates) {
    return start(List.of(new ParameterGroup("all", 0, coordinates)));
  }

  @Override
  public State start(List<ParameterGroup> groups) {
    int coordinates = groups.stream().mapToInt(ParameterGroup::length).sum();
    return SymbolicFeatures.KNOWN.containsAll(features())
        ? new SymbolicState(columns, program.constants(), scale, coordinates)
        : new OnPlanes(new FeatureState(features(), groups, window), open(coordinates));
  }

  /** At work with features that run on whole planes. */
  private record OnPlanes(FeatureState features, SymbolicCell cell) implements State {
    @Override
    public void update(float[] gradient, int step, float[] update) {
      update(null, gradient, step, update);
    }

    @Override
    public void update(float[] theta, float[] gradient, int step, float[] update) {
      cell.forward(features.next(theta, gradient, step), update);
      cell.drop();
    }
  }
}
