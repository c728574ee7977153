package io.symlab.model.rule;

import io.symlab.symbolic.Expression;
import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.Program;
import java.util.List;

/**
 * An update rule that is an expression over gradient features and their last values: update = scale
 * * expression(x), x as in samples (column = lag * F + feature, lags before step 1 are 0). What
 * distilling finds, at work. Where the expression is not finite the update is not either: a run
 * diverges in the open.
 *
 * <pre>{@code
 * List<Feature> features = List.of(Feature.MT, Feature.GT);
 * Expression e = ExpressionText.parse("-tanh(mt_0 + 0.5 * mt_3)", SampleNames.of(features, 20));
 * UpdateRule rule = new SymbolicRule("distilled", e, features, 20, 0.01);
 * }</pre>
 */
public final class SymbolicRule implements UpdateRule {
  private final String name;
  private final Expression expression;
  private final List<Feature> features;
  private final int window;
  private final double scale;
  private final SymbolicColumns columns;

  /**
   * A rule.
   *
   * @param features of the samples, in the order of their columns; only those that the expression
   *     names are computed
   * @param window k, the steps that a sample covers
   * @param scale base rate, 0.01 as published
   * @throws IllegalArgumentException when the expression names a column that samples do not have
   */
  public SymbolicRule(
      String name, Expression expression, List<Feature> features, int window, double scale) {
    this.name = name;
    this.expression = expression;
    this.features = List.copyOf(features);
    this.window = window;
    this.scale = scale;
    this.columns = SymbolicColumns.of(expression, features, window);
  }

  @Override
  public String name() {
    return name;
  }

  /** The same rule under another name. */
  public SymbolicRule named(String other) {
    return new SymbolicRule(other, expression, features, window, scale);
  }

  public Expression expression() {
    return expression;
  }

  /** The expression as text that reads back, with the names of sample columns. */
  public String text() {
    return ExpressionText.print(expression, SampleNames.of(features, window));
  }

  /** The expression's constants, from left to right. */
  public float[] constants() {
    double[] values = columns.program().constants();
    float[] constants = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      constants[i] = (float) values[i];
    }
    return constants;
  }

  /** The same rule with other constants, as many as {@link #constants}, all finite. */
  public SymbolicRule withConstants(float[] constants) {
    double[] values = new double[constants.length];
    for (int i = 0; i < values.length; i++) {
      // By way of its text: the shortest number that is this float, rather than all its bits.
      values[i] = Double.parseDouble(Float.toString(constants[i]));
    }
    Expression tuned = Program.of(expression).withConstants(values).expression();
    return new SymbolicRule(name, tuned, features, window, scale);
  }

  /** The features that the expression names, in the order in which {@link #open} wants them. */
  public List<Feature> features() {
    return columns.features();
  }

  /** The rule at work on one problem, its constants open to be tuned. */
  public SymbolicCell open(int coordinates) {
    return new SymbolicCell(columns, scale, coordinates);
  }

  @Override
  public State start(int coordinates) {
    FeatureState state = new FeatureState(features(), coordinates);
    SymbolicCell cell = open(coordinates);
    return (gradient, step, update) -> {
      cell.forward(state.next(gradient, step), update);
      cell.drop();
    };
  }
}
