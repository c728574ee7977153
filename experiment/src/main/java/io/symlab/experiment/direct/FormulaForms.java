package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FrontFile;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.features.SampleNames.Column;
import io.symlab.model.rule.handmade.HandMade;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.symbolic.NearestName;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.formula.ExpressionSyntaxException;
import io.symlab.symbolic.formula.ExpressionText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes update rules of formulas: of text that a person wrote, and of what was distilled, whose
 * columns may stand in any order.
 *
 * <p>Averages go on for the whole run, as in a trial: the same formula is the same rule, whichever
 * way it is named.
 *
 * @param features that written expressions may name; means over a window are left out
 * @param scale a rule moves parameters by this times its expression
 * @param scaleGiven whether a person asked for that scale; it then goes for trials' formulas, too
 */
public record FormulaForms(List<Feature> features, double scale, boolean scaleGiven) {
  /** Lags that a written expression may name. */
  private static final int FURTHEST = 100;

  /** Columns of features that are means over the window. */
  private static final Pattern MEAN = Pattern.compile("mean_g2?_[0-9]{1,3}");

  private static final Pattern BARE = Pattern.compile("([a-z]*[a-z])([0-9]{1,3})?");

  public FormulaForms {
    // A written expression has no window that means could go over.
    List<Feature> named = features.stream().filter(feature -> !feature.windowed()).toList();
    features = named.isEmpty() ? List.of(Feature.G) : named;
  }

  /** A rule that was written down as an expression. */
  NamedRule expression(String label, String text, String spec) throws LabException {
    try {
      return NamedRule.of(label, written(label, text), text);
    } catch (ExpressionSyntaxException e) {
      Optional<String> near = NearestName.of(text, HandMade.KINDS);
      throw RuleNames.bad(
          spec,
          near.map(name -> "did you mean " + name + "? ").orElse("")
              + "it is no hand-made rule (adam, adam:0.01), no trial (e3, e3/2:tuned) and no"
              + " file, and as an expression: "
              + e.getMessage()
              + "; columns are a feature of "
              + features.stream().map(Feature::key).collect(Collectors.joining(", "))
              + " (--features) and a lag, as in -tanh("
              + features.get(0).key()
              + "_0)");
    } catch (IllegalArgumentException e) {
      throw RuleNames.bad(spec, e.getMessage());
    }
  }

  /** By columns, g_0 and g_3, or by features, g and lag(g, 3), as formulas with averages are. */
  private SymbolicRule written(String label, String text) {
    List<String> names = SampleNames.of(features, FURTHEST);
    try {
      Expression columns = ExpressionText.parse(text, names);
      return rule(label, columns, features, Signals.NONE, scale);
    } catch (ExpressionSyntaxException noColumns) {
      Signals signals = SampleNames.signals(features, FURTHEST);
      Expression read;
      try {
        read = ExpressionText.parse(text, names, signals);
      } catch (ExpressionSyntaxException noFeatures) {
        throw text.contains("ema") || text.contains("lag") ? noFeatures : noColumns;
      }
      Signals kept = Signals.NONE.allow(read) ? Signals.NONE : signals;
      return rule(label, read, features, kept, scale);
    }
  }

  private static SymbolicRule rule(
      String label, Expression expression, List<Feature> features, Signals signals, double scale) {
    int window = signals.isEmpty() ? highest(expression) / features.size() + 1 : signals.lags();
    return new SymbolicRule(label, expression, features, window, scale, signals);
  }

  /** The formula that a front chose. */
  NamedRule ofFront(String label, java.nio.file.Path path, String spec) throws LabException {
    FrontFile front;
    try {
      front = FrontFile.read(path);
    } catch (LabException e) {
      throw RuleNames.bad(spec, e.getMessage());
    }
    String text = front.text(front.choose(""));
    return distilled(label, text, front.names().columns(), front.names().signals(), scale, spec);
  }

  /**
   * A rule that was distilled.
   *
   * @param text that reads back
   * @param names of the columns that it was found on
   * @param rate base rate
   */
  static NamedRule distilled(
      String label, String text, List<String> names, Signals signals, double rate, String spec)
      throws LabException {
    try {
      Expression plain = ExpressionText.parse(text, names, signals);
      List<Column> columns = new ArrayList<>();
      List<Feature> seen = new ArrayList<>();
      for (String name : names) {
        columns.add(null);
        if (uses(plain, columns.size() - 1)) {
          Column column = column(name);
          columns.set(columns.size() - 1, column);
          if (!seen.contains(column.feature())) {
            seen.add(column.feature());
          }
        }
      }
      if (seen.isEmpty()) {
        seen.add(Feature.G);
      }
      Expression own = renamed(plain, index -> SampleNames.index(seen, columns.get(index)));
      if (seen.stream().anyMatch(Feature::windowed)) {
        int steps = meanSteps(names);
        Signals same = signals.isEmpty() ? signals : SampleNames.signals(seen, steps);
        return NamedRule.of(label, new SymbolicRule(label, own, seen, steps, rate, same), text);
      }
      Signals running = signals.isEmpty() ? signals : SampleNames.signals(seen, FURTHEST);
      return NamedRule.of(label, rule(label, own, seen, running, rate), text);
    } catch (IllegalArgumentException e) {
      throw RuleNames.bad(
          spec,
          e.getMessage()
              + "; only a front over columns of samples is an update rule: name them when"
              + " distilling, e.g. lab distill X.npy --names mt_0,gt_0,mt_1,gt_1,y");
    }
  }

  /** {@code mt_3}; also {@code mt3} and {@code mt}, as tables may have them. */
  private static Column column(String name) {
    Matcher bare = BARE.matcher(name);
    if (bare.matches()) {
      String lag = bare.group(2) == null ? "0" : bare.group(2);
      boolean known = Arrays.stream(Feature.values()).anyMatch(f -> f.key().equals(bare.group(1)));
      return Column.parse(known ? bare.group(1) + "_" + lag : name);
    }
    return Column.parse(name);
  }

  /** Steps that means of gradients went over in a table with these columns, its lags. */
  private static int meanSteps(List<String> names) {
    return names.stream()
        .filter(name -> MEAN.matcher(name).matches())
        .mapToInt(name -> Column.parse(name).lag() + 1)
        .max()
        .orElse(1);
  }

  private static int highest(Expression expression) {
    if (expression instanceof Variable variable) {
      return variable.index();
    } else if (expression instanceof Unary unary) {
      return highest(unary.argument());
    } else if (expression instanceof Binary binary) {
      return Math.max(highest(binary.left()), highest(binary.right()));
    }
    return 0;
  }

  private static boolean uses(Expression expression, int column) {
    if (expression instanceof Variable variable) {
      return variable.index() == column;
    } else if (expression instanceof Unary unary) {
      return uses(unary.argument(), column);
    }
    return expression instanceof Binary binary
        && (uses(binary.left(), column) || uses(binary.right(), column));
  }

  private static Expression renamed(Expression expression, IntUnaryOperator columns) {
    if (expression instanceof Variable variable) {
      return new Variable(columns.applyAsInt(variable.index()));
    } else if (expression instanceof Unary unary) {
      return new Unary(unary.operator(), renamed(unary.argument(), columns));
    } else if (expression instanceof Binary binary) {
      return new Binary(
          binary.operator(), renamed(binary.left(), columns), renamed(binary.right(), columns));
    }
    return (Constant) expression;
  }
}
