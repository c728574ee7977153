package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.features.Feature;
import io.symlab.symbolic.expression.Expression;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A formula by its name: an expression of a known form, with constants to begin from, and which of
 * them are one parameter. It is a rule like any other once it is given to a {@link SymbolicRule}.
 *
 * @param expression over sample columns, column = lag * F + feature
 * @param shares of its constants
 */
public record SymbolicForm(Expression expression, ConstantShares shares) {
  /** The names that {@link #named} knows. */
  public static final List<String> NAMES = List.of("reparameterised", "power-series", "adam-like");

  /**
   * A form over the columns of samples, with its usual constants. The sums run over all columns but
   * those of the step t, which is no gradient.
   *
   * @param features of the samples, in the order of their columns
   * @param window steps that a sample covers
   * @throws IllegalArgumentException when there is no such name, or the features that the form
   *     needs are not there
   */
  public static SymbolicForm named(String name, List<Feature> features, int window) {
    return switch (name) {
      case "reparameterised" -> Reparameterised.of(summed(name, features, window));
      case "power-series" -> PowerSeries.of(summed(name, features, window));
      case "adam-like" ->
          AdamLike.of(newest(name, features, "adam_up"), newest(name, features, "adam_down"));
      default ->
          throw new IllegalArgumentException(
              "no form is called \"" + name + "\"; there are " + NAMES);
    };
  }

  /** Indices of the columns of gradient features, [window][features]. */
  private static int[][] summed(String name, List<Feature> features, int window) {
    int[] kept =
        IntStream.range(0, features.size()).filter(f -> features.get(f) != Feature.T).toArray();
    if (kept.length == 0) {
      throw new IllegalArgumentException(
          "the form " + name + " sums over gradient features, and there is none: " + features);
    }
    int[][] byLag = new int[window][];
    for (int lag = 0; lag < window; lag++) {
      int first = lag * features.size();
      byLag[lag] = IntStream.of(kept).map(f -> first + f).toArray();
    }
    return byLag;
  }

  private static int newest(String name, List<Feature> features, String key) {
    return IntStream.range(0, features.size())
        .filter(f -> features.get(f).key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the form "
                        + name
                        + " reads the feature "
                        + key
                        + ", which is not among "
                        + features.stream().map(Feature::key).toList()
                        + ": add it to rule.features"));
  }
}
