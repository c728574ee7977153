package io.symlab.symbolic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The functions that formulas are made of. Adding one is adding an entry here, with its name in
 * text, its LaTeX and its plain definition in double precision, and a kernel of the entry's name to
 * {@link io.symlab.symbolic.kernels.KernelSet}, with its value and derivative in single precision.
 *
 * <p>Some are protected, so that they are defined for every finite argument: {@code log(x) = ln(|x|
 * + 1e-8)}, {@code sqrt(x) = sqrt(|x|)}, {@code pow(x, y) = sign(x) |x|^y}. {@code greater(x, y)}
 * is 1 where x > y, 0 where not, and NaN where an argument is.
 *
 * <p>In LaTeX templates {@code #1} is an argument as it stands, {@code ~1} one that gets
 * parentheses when it binds more loosely than this operator, {@code !1} when it binds as loosely or
 * more, {@code @1} when it is anything but an atom.
 */
@SuppressWarnings("ImmutableEnumChecker") // The definitions are static methods.
public enum Operator {
  ADD("+", 1, "~1 + !2", (x, y) -> x + y),
  SUB("-", 1, "~1 - !2", (x, y) -> x - y),
  MUL("*", 2, "~1 \\cdot !2", (x, y) -> x * y),
  DIV("/", 2, "\\frac{#1}{#2}", (x, y) -> x / y),
  POW(
      "pow",
      4,
      "\\operatorname{pow}\\left(#1, #2\\right)",
      (x, y) -> Math.signum(x) * Math.pow(Math.abs(x), y)),
  MAX("max", 4, "\\max\\left(#1, #2\\right)", Math::max),
  MIN("min", 4, "\\min\\left(#1, #2\\right)", Math::min),
  GREATER("greater", 4, "\\left[#1 > #2\\right]", (x, y) -> x > y ? 1 : x <= y ? 0 : Double.NaN),
  ATAN2("atan2", 4, "\\operatorname{atan2}\\left(#1, #2\\right)", Math::atan2),
  NEG("-", 3, "-!1", x -> -x),
  ABS("abs", 4, "\\left|#1\\right|", Math::abs),
  SIGN("sign", "\\operatorname{sign}", Math::signum),
  SQUARE("square", 4, "{@1}^{2}", x -> x * x),
  CUBE("cube", 4, "{@1}^{3}", x -> x * x * x),
  SQRT("sqrt", 4, "\\sqrt{\\left|#1\\right|}", x -> Math.sqrt(Math.abs(x))),
  LOG("log", 4, "\\ln\\left|#1\\right|", x -> Math.log(Math.abs(x) + 1e-8)),
  EXP("exp", "\\exp", Math::exp),
  TANH("tanh", "\\tanh", Math::tanh),
  SINH("sinh", "\\sinh", Math::sinh),
  COSH("cosh", "\\cosh", Math::cosh),
  ASINH("asinh", "\\operatorname{asinh}", Special::asinh),
  ERF("erf", "\\operatorname{erf}", Special::erf),
  ERFC("erfc", "\\operatorname{erfc}", Special::erfc),
  SIN("sin", "\\sin", Math::sin),
  COS("cos", "\\cos", Math::cos),
  TAN("tan", "\\tan", Math::tan),
  ASIN("asin", "\\arcsin", Math::asin),
  ACOS("acos", "\\arccos", Math::acos),
  ATAN("atan", "\\arctan", Math::atan),
  RELU("relu", "\\operatorname{relu}", x -> Math.max(x, 0)),
  INV("inv", 4, "\\frac{1}{#1}", x -> 1 / x),
  EMA("ema", 4, "\\operatorname{ema}_{#2}\\left(#1\\right)", Operator::noRow),
  EMA_HAT("ema_hat", 4, "\\widehat{\\operatorname{ema}}_{#2}\\left(#1\\right)", Operator::noRow);

  /** What the search uses unless told otherwise. */
  public static final List<Operator> USUAL =
      List.of(ADD, SUB, MUL, DIV, NEG, SQUARE, CUBE, SQRT, EXP, TANH);

  /** Those that have a value at one row: all but the averages over a signal's window. */
  public static final List<Operator> PLAIN =
      Arrays.stream(values()).filter(operator -> !operator.isAverage()).toList();

  private final String symbol;
  private final int arity;
  private final int precedence;
  private final String latex;
  private final DoubleBinaryOperator definition;

  Operator(String symbol, int precedence, String latex, DoubleBinaryOperator definition) {
    this(symbol, 2, precedence, latex, definition);
  }

  Operator(String symbol, int precedence, String latex, DoubleUnaryOperator definition) {
    this(symbol, 1, precedence, latex, (x, y) -> definition.applyAsDouble(x));
  }

  /** A unary function written f(x). */
  Operator(String name, String latex, DoubleUnaryOperator definition) {
    this(name, 4, latex + "\\left(#1\\right)", definition);
  }

  Operator(
      String symbol, int arity, int precedence, String latex, DoubleBinaryOperator definition) {
    this.symbol = symbol;
    this.arity = arity;
    this.precedence = precedence;
    this.latex = latex;
    this.definition = definition;
  }

  private static double noRow(double x, double y) {
    throw new IllegalStateException("an average is over a signal's window, not over one row");
  }

  /** Whether it is an exponential moving average over a signal's window, see {@link Signals}. */
  public boolean isAverage() {
    return this == EMA || this == EMA_HAT;
  }

  /** How it is written in text: {@code +}, {@code tanh}, ... */
  public String symbol() {
    return symbol;
  }

  /** Its number in tables of kernels; nothing that is stored knows it. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }

  /** Its name in settings: {@code add}, {@code tanh}, ... */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  public int arity() {
    return arity;
  }

  /** 1 for sums, 2 for products, 3 for the minus sign, 4 for what needs no parentheses. */
  int precedence() {
    return precedence;
  }

  String latex() {
    return latex;
  }

  /** Its value in double precision; a unary operator does not look at y. */
  public double apply(double x, double y) {
    return definition.applyAsDouble(x, y);
  }

  /** The operator with this name ({@code tanh}, {@code add}) or symbol ({@code +}), if any. */
  public static Optional<Operator> named(String name) {
    for (Operator operator : values()) {
      if (operator.id().equalsIgnoreCase(name)) {
        return Optional.of(operator);
      }
    }
    for (Operator operator : values()) {
      if (operator.symbol.equals(name)) {
        return Optional.of(operator);
      }
    }
    return Optional.empty();
  }
}
