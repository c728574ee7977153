package io.symlab.experiment.distill;

import io.symlab.symbolic.FrontChoice;
import io.symlab.symbolic.SearchSettings;
import java.util.List;

/** Settings and limits in the making: what a later hand says replaces what an earlier one said. */
public final class SettingsBuilder {
  private List<String> names = List.of();
  private String y = "";
  private String weights = "";
  private List<String> lags = List.of();
  private String validation = "";
  private String test = "";
  private long seed;
  private int islands;
  private int population;
  private int slack;
  private int reservoir;
  private int maxComplexity;
  private List<String> operators = List.of();
  private List<String> constraints = List.of();
  private List<String> guesses = List.of();
  private String template = "";
  private String loss;
  private String choose = FrontChoice.DEFAULT.id();
  private double seconds = Double.NaN;
  private int rounds = Integer.MAX_VALUE;
  private double stopLoss = Double.NaN;

  private SettingsBuilder() {
    SearchSettings search = SearchSettings.defaults();
    seed = search.seed();
    islands = search.islands();
    population = search.population();
    slack = search.slack();
    reservoir = search.reservoir();
    maxComplexity = search.maxComplexity();
    loss = search.loss().text();
  }

  /** From the defaults. */
  public static SettingsBuilder defaults() {
    return new SettingsBuilder();
  }

  /** From what a run was begun with. */
  public static SettingsBuilder of(DistillSettings settings, DistillLimits limits) {
    var builder = new SettingsBuilder();
    builder.names = settings.names();
    builder.y = settings.y();
    builder.weights = settings.weights();
    builder.lags = settings.lags();
    builder.validation = settings.validation();
    builder.test = settings.test();
    builder.seed = settings.seed();
    builder.islands = settings.islands();
    builder.population = settings.population();
    builder.slack = settings.slack();
    builder.reservoir = settings.reservoir();
    builder.maxComplexity = settings.maxComplexity();
    builder.operators = settings.operators();
    builder.constraints = settings.constraints();
    builder.guesses = settings.guesses();
    builder.template = settings.template();
    builder.loss = settings.loss();
    builder.choose = settings.choose();
    builder.seconds = limits.seconds();
    builder.rounds = limits.rounds();
    builder.stopLoss = limits.stopLoss();
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

  public SettingsBuilder validation(String value) {
    validation = value;
    return this;
  }

  public SettingsBuilder test(String value) {
    test = value;
    return this;
  }

  public SettingsBuilder seed(long value) {
    seed = value;
    return this;
  }

  public SettingsBuilder islands(int value) {
    islands = value;
    return this;
  }

  public SettingsBuilder population(int value) {
    population = value;
    return this;
  }

  public SettingsBuilder slack(int value) {
    slack = value;
    return this;
  }

  public SettingsBuilder reservoir(int value) {
    reservoir = value;
    return this;
  }

  public SettingsBuilder maxComplexity(int value) {
    maxComplexity = value;
    return this;
  }

  public SettingsBuilder operators(List<String> value) {
    operators = value;
    return this;
  }

  public SettingsBuilder constraints(List<String> value) {
    constraints = value;
    return this;
  }

  public SettingsBuilder guesses(List<String> value) {
    guesses = value;
    return this;
  }

  public SettingsBuilder template(String value) {
    template = value;
    return this;
  }

  public SettingsBuilder loss(String value) {
    loss = value;
    return this;
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
        names,
        y,
        weights,
        lags,
        validation,
        test,
        seed,
        islands,
        population,
        slack,
        reservoir,
        maxComplexity,
        operators,
        constraints,
        guesses,
        template,
        loss,
        choose);
  }

  public DistillLimits limits() {
    boolean counted = rounds < Integer.MAX_VALUE;
    double unsaid = counted ? Double.POSITIVE_INFINITY : DistillLimits.DEFAULT_SECONDS;
    return new DistillLimits(Double.isNaN(seconds) ? unsaid : seconds, rounds, stopLoss);
  }
}
