package io.symlab.symbolic.expression;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The functions that formulas are made of. Adding one is adding a {@link Kind} and a constant here,
 * with its name in text, its LaTeX and its plain definition in double precision, and a kernel of
 * the kind's name to {@link io.symlab.symbolic.kernels.KernelSet}, with its value and derivative in
 * single precision. A person's own are made of these, see {@code OwnOperators}.
 *
 * <p>Some are protected, so that they are defined for every finite argument: {@code log(x) = ln(|x|
 * + 1e-8)}, {@code sqrt(x) = sqrt(|x|)}, {@code pow(x, y) = sign(x) |x|^y}. {@code greater(x, y)}
 * is 1 where x > y, 0 where not, and NaN where an argument is.
 *
 * <p>In LaTeX templates {@code #1} is an argument as it stands, {@code ~1} one that gets
 * parentheses when it binds more loosely than this operator, {@code !1} when it binds as loosely or
 * more, {@code @1} when it is anything but an atom.
 */
public final class Operator {
  /** What an operator is, to tell them apart by. */
  public enum Kind {
    ADD,
    SUB,
    MUL,
    DIV,
    POW,
    MAX,
    MIN,
    GREATER,
    ATAN2,
    NEG,
    ABS,
    SIGN,
    SQUARE,
    CUBE,
    SQRT,
    LOG,
    EXP,
    TANH,
    SINH,
    COSH,
    ASINH,
    ERF,
    ERFC,
    SIN,
    COS,
    TAN,
    ASIN,
    ACOS,
    ATAN,
    RELU,
    INV,
    EMA,
    EMA_HAT,
    /** Defined by a person. */
    OWN
  }

  public static final Operator ADD = new Operator(Kind.ADD, "+", 1, "~1 + !2", (x, y) -> x + y);
  public static final Operator SUB = new Operator(Kind.SUB, "-", 1, "~1 - !2", (x, y) -> x - y);
  public static final Operator MUL =
      new Operator(Kind.MUL, "*", 2, "~1 \\cdot !2", (x, y) -> x * y);
  public static final Operator DIV =
      new Operator(Kind.DIV, "/", 2, "\\frac{#1}{#2}", (x, y) -> x / y);
  public static final Operator POW =
      new Operator(
          Kind.POW,
          "pow",
          4,
          "\\operatorname{pow}\\left(#1, #2\\right)",
          (x, y) -> Math.signum(x) * Math.pow(Math.abs(x), y));
  public static final Operator MAX =
      new Operator(Kind.MAX, "max", 4, "\\max\\left(#1, #2\\right)", Math::max);
  public static final Operator MIN =
      new Operator(Kind.MIN, "min", 4, "\\min\\left(#1, #2\\right)", Math::min);
  public static final Operator GREATER =
      new Operator(
          Kind.GREATER,
          "greater",
          4,
          "\\left[#1 > #2\\right]",
          (x, y) -> x > y ? 1 : x <= y ? 0 : Double.NaN);
  public static final Operator ATAN2 =
      new Operator(
          Kind.ATAN2, "atan2", 4, "\\operatorname{atan2}\\left(#1, #2\\right)", Math::atan2);
  public static final Operator NEG = new Operator(Kind.NEG, "-", 3, "-!1", x -> -x);
  public static final Operator ABS =
      new Operator(Kind.ABS, "abs", 4, "\\left|#1\\right|", Math::abs);
  public static final Operator SIGN =
      new Operator(Kind.SIGN, "sign", "\\operatorname{sign}", Math::signum);
  public static final Operator SQUARE =
      new Operator(Kind.SQUARE, "square", 4, "{@1}^{2}", x -> x * x);
  public static final Operator CUBE =
      new Operator(Kind.CUBE, "cube", 4, "{@1}^{3}", x -> x * x * x);
  public static final Operator SQRT =
      new Operator(Kind.SQRT, "sqrt", 4, "\\sqrt{\\left|#1\\right|}", x -> Math.sqrt(Math.abs(x)));
  public static final Operator LOG =
      new Operator(Kind.LOG, "log", 4, "\\ln\\left|#1\\right|", x -> Math.log(Math.abs(x) + 1e-8));
  public static final Operator EXP = new Operator(Kind.EXP, "exp", "\\exp", Math::exp);
  public static final Operator TANH = new Operator(Kind.TANH, "tanh", "\\tanh", Math::tanh);
  public static final Operator SINH = new Operator(Kind.SINH, "sinh", "\\sinh", Math::sinh);
  public static final Operator COSH = new Operator(Kind.COSH, "cosh", "\\cosh", Math::cosh);
  public static final Operator ASINH =
      new Operator(Kind.ASINH, "asinh", "\\operatorname{asinh}", Special::asinh);
  public static final Operator ERF =
      new Operator(Kind.ERF, "erf", "\\operatorname{erf}", Special::erf);
  public static final Operator ERFC =
      new Operator(Kind.ERFC, "erfc", "\\operatorname{erfc}", Special::erfc);
  public static final Operator SIN = new Operator(Kind.SIN, "sin", "\\sin", Math::sin);
  public static final Operator COS = new Operator(Kind.COS, "cos", "\\cos", Math::cos);
  public static final Operator TAN = new Operator(Kind.TAN, "tan", "\\tan", Math::tan);
  public static final Operator ASIN = new Operator(Kind.ASIN, "asin", "\\arcsin", Math::asin);
  public static final Operator ACOS = new Operator(Kind.ACOS, "acos", "\\arccos", Math::acos);
  public static final Operator ATAN = new Operator(Kind.ATAN, "atan", "\\arctan", Math::atan);
  public static final Operator RELU =
      new Operator(Kind.RELU, "relu", "\\operatorname{relu}", x -> Math.max(x, 0));
  public static final Operator INV = new Operator(Kind.INV, "inv", 4, "\\frac{1}{#1}", x -> 1 / x);
  public static final Operator EMA =
      new Operator(
          Kind.EMA, "ema", 4, "\\operatorname{ema}_{#2}\\left(#1\\right)", Operator::noRow);
  public static final Operator EMA_HAT =
      new Operator(
          Kind.EMA_HAT,
          "ema_hat",
          4,
          "\\widehat{\\operatorname{ema}}_{#2}\\left(#1\\right)",
          Operator::noRow);

  private static final List<Operator> BUILT_IN =
      List.of(
          ADD, SUB, MUL, DIV, POW, MAX, MIN, GREATER, ATAN2, NEG, ABS, SIGN, SQUARE, CUBE, SQRT,
          LOG, EXP, TANH, SINH, COSH, ASINH, ERF, ERFC, SIN, COS, TAN, ASIN, ACOS, ATAN, RELU, INV,
          EMA, EMA_HAT);

  /** What the search uses unless told otherwise. */
  public static final List<Operator> USUAL =
      List.of(ADD, SUB, MUL, DIV, NEG, SQUARE, CUBE, SQRT, EXP, TANH);

  /** Those that have a value at one row: all but the averages over a signal's window. */
  public static final List<Operator> PLAIN =
      BUILT_IN.stream().filter(operator -> !operator.isAverage()).toList();

  private final Kind kind;
  private final int index;
  private final String symbol;
  private final int arity;
  private final int precedence;
  private final String latex;
  private final DoubleBinaryOperator definition;

  /** Of an operator of one's own: over the variables 0 and 1, its arguments. */
  private final Expression body;

  private Operator(
      Kind kind, String symbol, int precedence, String latex, DoubleBinaryOperator definition) {
    this(kind, number(kind), symbol, 2, precedence, latex, definition, null);
  }

  private Operator(
      Kind kind, String symbol, int precedence, String latex, DoubleUnaryOperator definition) {
    this(
        kind,
        number(kind),
        symbol,
        1,
        precedence,
        latex,
        (x, y) -> definition.applyAsDouble(x),
        null);
  }

  /** A unary function written f(x). */
  private Operator(Kind kind, String name, String latex, DoubleUnaryOperator definition) {
    this(kind, name, 4, latex + "\\left(#1\\right)", definition);
  }

  private Operator(
      Kind kind,
      int index,
      String symbol,
      int arity,
      int precedence,
      String latex,
      DoubleBinaryOperator definition,
      Expression body) {
    this.kind = kind;
    this.index = index;
    this.body = body;
    this.symbol = symbol;
    this.arity = arity;
    this.precedence = precedence;
    this.latex = latex;
    this.definition = definition;
  }

  @SuppressWarnings("EnumOrdinal")
  private static int number(Kind kind) {
    return kind.ordinal();
  }

  private static double noRow(double x, double y) {
    throw new IllegalStateException("an average is over a signal's window, not over one row");
  }

  /** Whether it is an exponential moving average over a signal's window, see {@link Signals}. */
  public boolean isAverage() {
    return this == EMA || this == EMA_HAT;
  }

  /** Its kind's name, or its own. */
  @Override
  public String toString() {
    return kind == Kind.OWN ? symbol : kind.name();
  }

  /** How it is written in text: {@code +}, {@code tanh}, ... */
  public String symbol() {
    return symbol;
  }

  /**
   * A person's own, for {@code OwnOperators}, which sees to it that none is there twice.
   *
   * @param number of own operators before it
   * @param body over the variables 0 and 1, without averages
   */
  public static Operator own(
      String name, int number, int arity, DoubleBinaryOperator definition, Expression body) {
    String latex = "\\operatorname{" + name.replace("_", "\\_") + "}\\left(";
    return new Operator(
        Kind.OWN,
        BUILT_IN.size() + number,
        name,
        arity,
        4,
        latex + (arity == 1 ? "#1" : "#1, #2") + "\\right)",
        definition,
        body);
  }

  /** All but people's own, in their usual order. */
  public static List<Operator> all() {
    return BUILT_IN;
  }

  /** Which one it is. */
  public Kind kind() {
    return kind;
  }

  /** Whether a person defined it. */
  public boolean isOwn() {
    return kind == Kind.OWN;
  }

  /**
   * Of an operator of one's own: what it stands for, over the variables 0 and 1, its arguments; of
   * others null.
   */
  public Expression body() {
    return body;
  }

  /** Its number in tables of kernels; nothing that is stored knows it. */
  public int index() {
    return index;
  }

  /** Its name in settings: {@code add}, {@code tanh}, ... */
  public String id() {
    return kind == Kind.OWN ? symbol : kind.name().toLowerCase(Locale.ROOT);
  }

  public int arity() {
    return arity;
  }

  /** 1 for sums, 2 for products, 3 for the minus sign, 4 for what needs no parentheses. */
  public int precedence() {
    return precedence;
  }

  public String latex() {
    return latex;
  }

  /** Its value in double precision; a unary operator does not look at y. */
  public double apply(double x, double y) {
    return definition.applyAsDouble(x, y);
  }

  /** The operator with this name ({@code tanh}, {@code add}) or symbol ({@code +}), if any. */
  public static Optional<Operator> named(String name) {
    for (Operator operator : BUILT_IN) {
      if (operator.id().equalsIgnoreCase(name)) {
        return Optional.of(operator);
      }
    }
    for (Operator operator : BUILT_IN) {
      if (operator.symbol.equals(name)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }

  /** The same, people's own among them. */
  public static Optional<Operator> named(String name, List<Operator> own) {
    return own.stream()
        .filter(operator -> operator.symbol.equals(name))
        .findFirst()
        .or(() -> named(name));
  }
}
