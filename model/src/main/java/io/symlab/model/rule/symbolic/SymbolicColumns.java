package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.FeatureState;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.features.SampleNames.Column;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Which few of a sample's many columns an expression reads, and the expression over just those and
 * its averages, so that a rule computes and remembers nothing else.
 *
 * @param output over the columns read, then the averages
 * @param averages such that each may read those before it
 * @param features named at all, in the samples' order
 * @param feature per column read, its index among {@code features}
 * @param lag per column read
 * @param depth per feature, its longest lag
 */
record SymbolicColumns(
    Part output,
    List<Average> averages,
    List<Feature> features,
    int[] feature,
    int[] lag,
    int[] depth) {

  /**
   * A piece without averages.
   *
   * @param constants per constant of the program, its place among those of the whole expression
   */
  record Part(Program program, int[] constants) {}

  /**
   * m = b m + (1 - b) argument in each step, from m = 0.
   *
   * @param decay place of b among the constants of the whole expression
   * @param corrected whether it is worth m / (1 - b^t) in step t
   */
  record Average(Part argument, int decay, boolean corrected) {}

  static SymbolicColumns of(Expression expression, List<Feature> all, int window) {
    TreeSet<Integer> read = new TreeSet<>();
    expression.forEachVariable(read::add);
    if (!read.isEmpty() && read.last() >= window * all.size()) {
      throw new IllegalArgumentException(
          "the formula reads column "
              + read.last()
              + "; samples of "
              + window
              + " steps with "
              + all.size()
              + " features have "
              + window * all.size());
    }
    List<Integer> variables = List.copyOf(read);
    List<Column> columns = variables.stream().map(v -> SampleNames.column(all, v)).toList();
    List<Feature> features =
        all.stream()
            .distinct()
            .filter(f -> columns.stream().anyMatch(column -> column.feature() == f))
            .toList();
    int[] feature = columns.stream().mapToInt(c -> features.indexOf(c.feature())).toArray();
    int[] lag = columns.stream().mapToInt(Column::lag).toArray();
    int[] depth = new int[features.size()];
    for (int i = 0; i < lag.length; i++) {
      depth[feature[i]] = Math.max(depth[feature[i]], lag[i]);
    }
    var splitting = new Splitting(variables);
    Part output = splitting.part(expression);
    return new SymbolicColumns(
        output, List.copyOf(splitting.averages), features, feature, lag, depth);
  }

  /** Numbers kept per coordinate: one per average, and per feature those of {@link #kept}. */
  int memory() {
    int kept = averages.size() + (scaled() ? 1 : 0);
    for (int f = 0; f < depth.length; f++) {
      kept += kept(f);
    }
    return kept;
  }

  /** Numbers read or written in a step: the gradient, the update, and what is kept. */
  int traffic() {
    int moved = 2 + 2 * averages.size() + (scaled() ? 2 : 0);
    for (int f = 0; f < depth.length; f++) {
      moved += isRunning(f) && (depth[f] == 0 || features.get(f) == Feature.MT) ? 2 : 0;
      moved += isPast(f) ? 1 + readLags(f) : 0;
    }
    return moved;
  }

  /** Lags of a feature that a step reads; an average of g also needs its last value. */
  private int readLags(int f) {
    TreeSet<Integer> lags = new TreeSet<>();
    for (int c = 0; c < lag.length; c++) {
      if (feature[c] == f && lag[c] > 0) {
        lags.add(lag[c]);
      }
    }
    if (isRunning(f) && features.get(f) != Feature.MT) {
      lags.add(1);
    }
    return lags.size();
  }

  /** Whether v is kept, the average of g^2. */
  boolean scaled() {
    return features.contains(Feature.MT) || features.contains(Feature.GT);
  }

  /** Whether last values of a feature are kept; those of t are known anyway. */
  boolean isPast(int f) {
    return depth[f] > 0 && features.get(f) != Feature.T;
  }

  private boolean isRunning(int f) {
    return features.get(f) == Feature.MT || FeatureState.decay(features.get(f)) > 0;
  }

  /** Numbers kept for a feature: its last values, among them the average that it is, or m of mt. */
  private int kept(int f) {
    int last = isPast(f) ? depth[f] : 0;
    return features.get(f) == Feature.MT ? last + 1 : Math.max(last, isRunning(f) ? 1 : 0);
  }

  /** One pass that takes the averages out, counting constants from left to right. */
  private static final class Splitting {
    private final List<Integer> variables;
    private final List<Average> averages = new ArrayList<>();
    private int constants;

    Splitting(List<Integer> variables) {
      this.variables = variables;
    }

    private Part part(Expression expression) {
      List<Integer> places = new ArrayList<>();
      Program program = Program.of(split(expression, places));
      return new Part(program, places.stream().mapToInt(Integer::intValue).toArray());
    }

    private Expression split(Expression expression, List<Integer> places) {
      if (expression instanceof Constant) {
        places.add(constants++);
        return expression;
      }
      if (expression instanceof Variable variable) {
        return new Variable(variables.indexOf(variable.index()));
      }
      if (expression instanceof Unary unary) {
        return new Unary(unary.operator(), split(unary.argument(), places));
      }
      Binary binary = (Binary) expression;
      if (!binary.operator().isAverage()) {
        Expression left = split(binary.left(), places);
        return new Binary(binary.operator(), left, split(binary.right(), places));
      }
      Part argument = part(binary.left());
      averages.add(new Average(argument, constants++, binary.operator() == Operator.EMA_HAT));
      return new Variable(variables.size() + averages.size() - 1);
    }
  }
}
