package io.symlab.model.rule.features;

import io.symlab.symbolic.expression.Signals;
import java.util.ArrayList;
import java.util.List;

/**
 * What the columns of samples are called: {@code mt_0, gt_0, mt_1, gt_1, ...}, newest first, so
 * that column = lag * F + feature. Formulas are printed and read back with these names.
 */
public final class SampleNames {
  private SampleNames() {}

  /**
   * A column's meaning.
   *
   * @param lag 0 is the newest step
   */
  public record Column(Feature feature, int lag) {
    /** For example {@code mt_3}. */
    public String name() {
      return feature.key() + "_" + lag;
    }

    /**
     * Reads a name.
     *
     * @throws IllegalArgumentException when it is not a feature, an underscore and a lag
     */
    public static Column parse(String name) {
      int bar = name.lastIndexOf('_');
      String key = bar < 0 ? name : name.substring(0, bar);
      String digits = bar < 0 ? "" : name.substring(bar + 1);
      for (Feature feature : Feature.values()) {
        if (feature.key().equals(key) && digits.matches("0|[1-9][0-9]{0,5}")) {
          return new Column(feature, Integer.parseInt(digits));
        }
      }
      throw new IllegalArgumentException(
          "\"" + name + "\" is no column of samples: those are a feature, _ and a lag, as in mt_0");
    }
  }

  /** The names of all columns of x, [window * F]. */
  public static List<String> of(List<Feature> features, int window) {
    List<String> names = new ArrayList<>(window * features.size());
    for (int column = 0; column < window * features.size(); column++) {
      names.add(column(features, column).name());
    }
    return List.copyOf(names);
  }

  /**
   * Each feature's lags as one signal, called by the feature's key, so that formulas can average.
   */
  public static Signals signals(List<Feature> features, int window) {
    List<Signals.Signal> signals = new ArrayList<>();
    for (int f = 0; f < features.size(); f++) {
      signals.add(new Signals.Signal(features.get(f).key(), f, features.size(), window));
    }
    return new Signals(signals);
  }

  /** What a column means. */
  public static Column column(List<Feature> features, int index) {
    return new Column(features.get(index % features.size()), index / features.size());
  }

  /**
   * Where a column lies.
   *
   * @throws IllegalArgumentException when its feature is not among them
   */
  public static int index(List<Feature> features, Column column) {
    int feature = features.indexOf(column.feature());
    if (feature < 0) {
      throw new IllegalArgumentException(
          "the feature of " + column.name() + " is none of this rule's: " + features);
    }
    return column.lag() * features.size() + feature;
  }
}
