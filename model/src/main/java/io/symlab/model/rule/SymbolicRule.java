package io.symlab.model.rule;

import io.symlab.model.rollout.SampleNames;
import io.symlab.symbolic.Expression;
import io.symlab.symbolic.ExpressionText;
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

  public Expression expression() {
    return expression;
  }

  /** The expression as text that reads back, with the names of sample columns. */
  public String text() {
    return ExpressionText.print(expression, SampleNames.of(features, window));
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
