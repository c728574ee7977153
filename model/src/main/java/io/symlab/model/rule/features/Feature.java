package io.symlab.model.rule.features;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A gradient feature of a coordinate, all of them detached from the graph (see docs/model.md for
 * the formulas).
 */
public enum Feature {
  MT("mt"),
  GT("gt"),
  G("g"),
  MOM5("mom5", Family.MOMENTUM, 0.5),
  MOM9("mom9", Family.MOMENTUM, 0.9),
  MOM99("mom99", Family.MOMENTUM, 0.99),
  T("t"),
  ADAM_UP("adam_up"),
  ADAM_UP_NORM("adam_up_norm"),
  ADAM_DOWN("adam_down"),
  MAGIC2("magic2"),
  MAGIC25("magic25"),
  MAGIC3("magic3"),
  MAGIC4("magic4"),
  MEAN_G("mean_g"),
  MEAN_G2("mean_g2"),
  THETA("theta"),
  MOM1("mom1", Family.MOMENTUM, 0.1),
  MOM999("mom999", Family.MOMENTUM, 0.999),
  MOM9999("mom9999", Family.MOMENTUM, 0.9999),
  RMS("rms"),
  INV_RMS("inv_rms"),
  MOM9_RMS("mom9_rms", Family.MOMENTUM_BY_RMS, 0.9),
  MOM99_RMS("mom99_rms", Family.MOMENTUM_BY_RMS, 0.99),
  MOM999_RMS("mom999_rms", Family.MOMENTUM_BY_RMS, 0.999),
  FAC9("fac9", Family.FACTORED, 0.9),
  FAC99("fac99", Family.FACTORED, 0.99),
  FAC999("fac999", Family.FACTORED, 0.999),
  ROW9("row9", Family.ROW, 0.9),
  ROW99("row99", Family.ROW, 0.99),
  ROW999("row999", Family.ROW, 0.999),
  COL9("col9", Family.COLUMN, 0.9),
  COL99("col99", Family.COLUMN, 0.99),
  COL999("col999", Family.COLUMN, 0.999),
  INV_ROW9("inv_row9", Family.INVERSE_ROW, 0.9),
  INV_ROW99("inv_row99", Family.INVERSE_ROW, 0.99),
  INV_ROW999("inv_row999", Family.INVERSE_ROW, 0.999),
  INV_COL9("inv_col9", Family.INVERSE_COLUMN, 0.9),
  INV_COL99("inv_col99", Family.INVERSE_COLUMN, 0.99),
  INV_COL999("inv_col999", Family.INVERSE_COLUMN, 0.999),
  MOM9_FAC("mom9_fac", Family.MOMENTUM_BY_FACTORED, 0.9),
  MOM99_FAC("mom99_fac", Family.MOMENTUM_BY_FACTORED, 0.99),
  MOM999_FAC("mom999_fac", Family.MOMENTUM_BY_FACTORED, 0.999),
  NORM_G("norm_g"),
  NORM_THETA("norm_theta"),
  LOG_T("log_t"),
  T1("t1", Family.CLOCK, 1),
  T3("t3", Family.CLOCK, 3),
  T10("t10", Family.CLOCK, 10),
  T30("t30", Family.CLOCK, 30),
  T100("t100", Family.CLOCK, 100),
  T300("t300", Family.CLOCK, 300),
  T1000("t1000", Family.CLOCK, 1000),
  T3000("t3000", Family.CLOCK, 3000),
  T10000("t10000", Family.CLOCK, 10_000),
  T30000("t30000", Family.CLOCK, 30_000),
  T100000("t100000", Family.CLOCK, 100_000);

  /** Features that are computed alike, but for a number: a decay, or a time in steps. */
  enum Family {
    /** One of its kind. */
    NONE,
    /** An average of g. */
    MOMENTUM,
    /** The same, divided by the root of an average of g^2. */
    MOMENTUM_BY_RMS,
    /** g, divided by the root of a factored average of g^2. */
    FACTORED,
    /** The mean of that average over a coordinate's row. */
    ROW,
    /** Over its column. */
    COLUMN,
    INVERSE_ROW,
    INVERSE_COLUMN,
    /** An average of g, divided by the root of a factored average of g^2. */
    MOMENTUM_BY_FACTORED,
    /** How far the run has come, on a scale of its own. */
    CLOCK
  }

  private final String key;
  private final Family family;
  private final double number;

  Feature(String key) {
    this(key, Family.NONE, 0);
  }

  Feature(String key, Family family, double number) {
    this.key = key;
    this.family = family;
    this.number = number;
  }

  /** The name in formulas and files, an identifier: {@code adam_up}. */
  public String key() {
    return key;
  }

  /** The name in recipes: {@code adam-up}. */
  public String recipeName() {
    return key.replace('_', '-');
  }

  Family family() {
    return family;
  }

  /** The family's number: a decay, or a clock's steps. */
  double number() {
    return number;
  }

  /**
   * Whether it grows with the gradient: twice the gradients, twice the feature. The others are free
   * of scale, or grow otherwise.
   */
  public boolean scalesWithGradient() {
    return switch (this) {
      case G, ADAM_UP, ADAM_UP_NORM, ADAM_DOWN, NORM_G -> true;
      default -> family == Family.MOMENTUM;
    };
  }

  /**
   * Whether it is a mean over the window of samples, for formulas to see; learned optimizers have
   * no such window.
   */
  public boolean windowed() {
    return this == MEAN_G || this == MEAN_G2;
  }

  /** Whether it follows from the step alone, and so is the same for all coordinates. */
  public boolean ofStep() {
    return this == T || this == LOG_T || family == Family.CLOCK;
  }

  /** Whether it is made of the parameters. */
  public boolean ofParameters() {
    return this == THETA || this == NORM_THETA;
  }

  /**
   * Whether it is made of more than one coordinate of a tensor, so that whoever computes it needs
   * all of them.
   */
  public boolean ofTensor() {
    return switch (family) {
      case FACTORED, ROW, COLUMN, INVERSE_ROW, INVERSE_COLUMN, MOMENTUM_BY_FACTORED -> true;
      default -> this == NORM_G || this == NORM_THETA;
    };
  }

  /** The clocks, from the fastest. */
  public static List<Feature> clocks() {
    return Arrays.stream(values()).filter(feature -> feature.family == Family.CLOCK).toList();
  }

  /** Those that a learned optimizer can see. */
  public static List<Feature> forLearned() {
    return Arrays.stream(values()).filter(feature -> !feature.windowed()).toList();
  }

  /** The feature of a name, as formulas or as recipes write it. */
  public static Optional<Feature> named(String name) {
    String plain = name.replace('-', '_');
    return Arrays.stream(values()).filter(feature -> feature.key.equals(plain)).findFirst();
  }

  /** All names as recipes write them. */
  public static List<String> recipeNames() {
    return Arrays.stream(values()).map(Feature::recipeName).toList();
  }
}
