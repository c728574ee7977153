package io.symlab.experiment.distill;

import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.regression.RegressionBuilder;
import io.symlab.symbolic.regression.SymbolicRegression;
import io.symlab.symbolic.settings.SearchPart;
import io.symlab.symbolic.table.Reading;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Settings and limits in the making: what a later hand says replaces what an earlier one said. */
public final class SettingsBuilder {
  private List<String> names = List.of();
  private String y = "";
  private String weights = "";
  private List<String> lags = List.of();
  private Reading reading = Reading.PLAIN;
  private String validation = "";
  private String test = "";
  private final RegressionBuilder search = SymbolicRegression.builder();
  private final Map<SearchPart, List<String>> places = new EnumMap<>(SearchPart.class);
  private String choose = FrontChoice.DEFAULT.id();
  private double seconds = Double.NaN;
  private int rounds = Integer.MAX_VALUE;
  private double stopLoss = Double.NaN;

  private SettingsBuilder() {}

  /** From the defaults. */
  public static SettingsBuilder defaults() {
    return new SettingsBuilder();
  }

  /** From what a run was begun with, its limits included. */
  public static SettingsBuilder of(DistillSettings settings, DistillLimits limits) {
    SettingsBuilder builder = of(settings);
    builder.seconds = limits.seconds();
    builder.rounds = limits.rounds();
    builder.stopLoss = limits.stopLoss();
    return builder;
  }

  /** From what a run was begun with. */
  public static SettingsBuilder of(DistillSettings settings) {
    var builder = new SettingsBuilder();
    builder.names = settings.names();
    builder.y = settings.y();
    builder.weights = settings.weights();
    builder.lags = settings.lags();
    builder.reading = settings.reading();
    builder.validation = settings.validation();
    builder.test = settings.test();
    builder.search.settings(settings.search());
    builder.choose = settings.choose();
    return builder;
  }

  public SettingsBuilder names(List<String> value) {
    names = value;
    return this;
  }

  public SettingsBuilder y(String value) {
    y = value;
    return this;
  }

  public SettingsBuilder weights(String value) {
    weights = value;
    return this;
  }

  public SettingsBuilder lags(List<String> value) {
    lags = value;
    return this;
  }

  /** Changes how tables are read. */
  public SettingsBuilder reading(UnaryOperator<Reading> change) {
    reading = change.apply(reading);
    return this;
  }

  public SettingsBuilder validation(String value) {
    validation = value;
    return this;
  }

  public SettingsBuilder test(String value) {
    test = value;
    return this;
  }

  public SettingsBuilder seed(long value) {
    search.seed(value);
    return this;
  }

  public SettingsBuilder doubles(boolean value) {
    search.doubles(value);
    return this;
  }

  /** What is searched for, a part of which an option changes. */
  public RegressionBuilder said(SearchPart part) {
    places.remove(part);
    return search;
  }

  /**
   * What is searched for, a part of which a file changes.
   *
   * @param where each of its texts stands, e.g. {@code run.conf:3: guesses}
   */
  RegressionBuilder written(SearchPart part, List<String> where) {
    places.put(part, where);
    return search;
  }

  /** What the search is asked for, in the words of whoever asked. */
  SymbolicRegression regression() {
    return search.words(new SearchWords(places)).build();
  }

  public SettingsBuilder choose(String value) {
    choose = value;
    return this;
  }

  /** Seconds of searching at most. */
  public SettingsBuilder seconds(double value) {
    seconds = value;
    return this;
  }

  /** Rounds at most. A limit in rounds alone is none in seconds. */
  public SettingsBuilder rounds(int value) {
    rounds = value;
    return this;
  }

  public SettingsBuilder stopLoss(double value) {
    stopLoss = value;
    return this;
  }

  public DistillSettings settings() {
    return new DistillSettings(
        names, y, weights, lags, reading, validation, test, search.settings(), choose);
  }

  public DistillLimits limits() {
    boolean counted = rounds < Integer.MAX_VALUE;
    double unsaid = counted ? Double.POSITIVE_INFINITY : DistillLimits.DEFAULT_SECONDS;
    return new DistillLimits(Double.isNaN(seconds) ? unsaid : seconds, rounds, stopLoss);
  }
}
