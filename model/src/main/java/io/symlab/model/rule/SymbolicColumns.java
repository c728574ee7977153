package io.symlab.model.rule;

import io.symlab.model.rule.SampleNames.Column;
import io.symlab.symbolic.Expression;
import io.symlab.symbolic.Expression.Binary;
import io.symlab.symbolic.Expression.Unary;
import io.symlab.symbolic.Expression.Variable;
import io.symlab.symbolic.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Which few of a sample's many columns an expression reads, and the expression over just those, so
 * that a rule computes and remembers nothing else.
 *
 * @param program over the columns read
 * @param features named at all, in the samples' order
 * @param feature per column read, its index among {@code features}
 * @param lag per column read
 * @param depth per feature, its longest lag
 */
record SymbolicColumns(
    Program program, List<Feature> features, int[] feature, int[] lag, int[] depth) {

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
    Program program = Program.of(renumber(expression, new ArrayList<>(variables)));
    return new SymbolicColumns(program, features, feature, lag, depth);
  }

  private static Expression renumber(Expression expression, List<Integer> variables) {
    if (expression instanceof Variable variable) {
      return new Variable(variables.indexOf(variable.index()));
    }
    if (expression instanceof Unary unary) {
      return new Unary(unary.operator(), renumber(unary.argument(), variables));
    }
    if (expression instanceof Binary binary) {
      return new Binary(
          binary.operator(),
          renumber(binary.left(), variables),
          renumber(binary.right(), variables));
    }
    return expression;
  }
}
