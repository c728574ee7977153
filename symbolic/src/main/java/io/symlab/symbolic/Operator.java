package io.symlab.symbolic;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * The functions that formulas are made of. Adding one is adding an entry here: its name in text,
 * its LaTeX, its block kernel, its derivative, and its plain definition in double precision.
 *
 * <p>Some are protected, so that they are defined for every finite argument: {@code log(x) = ln(|x|
 * + 1e-8)}, {@code sqrt(x) = sqrt(|x|)}, {@code pow(x, y) = sign(x) |x|^y}. {@code greater(x, y)}
 * is 1 where x > y, 0 where not, and NaN where an argument is.
 *
 * <p>In LaTeX templates {@code #1} is an argument as it stands, {@code ~1} one that gets
 * parentheses when it binds more loosely than this operator, {@code !1} when it binds as loosely or
 * more, {@code @1} when it is anything but an atom.
 */
@SuppressWarnings("ImmutableEnumChecker") // The kernels are static methods.
public enum Operator {
  ADD("+", 1, "~1 + !2", Kernels::add, Adjoints::add, (x, y) -> x + y),
  SUB("-", 1, "~1 - !2", Kernels::sub, Adjoints::sub, (x, y) -> x - y),
  MUL("*", 2, "~1 \\cdot !2", Kernels::mul, Adjoints::mul, (x, y) -> x * y),
  DIV("/", 2, "\\frac{#1}{#2}", Kernels::div, Adjoints::div, (x, y) -> x / y),
  POW(
      "pow",
      4,
      "\\operatorname{pow}\\left(#1, #2\\right)",
      Kernels::pow,
      Adjoints::pow,
      (x, y) -> Math.signum(x) * Math.pow(Math.abs(x), y)),
  MAX("max", 4, "\\max\\left(#1, #2\\right)", Kernels::max, Adjoints::max, Math::max),
  MIN("min", 4, "\\min\\left(#1, #2\\right)", Kernels::min, Adjoints::min, Math::min),
  GREATER(
      "greater",
      4,
      "\\left[#1 > #2\\right]",
      Kernels::greater,
      Adjoints::flat,
      (x, y) -> x > y ? 1 : x <= y ? 0 : Double.NaN),
  ATAN2(
      "atan2",
      4,
      "\\operatorname{atan2}\\left(#1, #2\\right)",
      Kernels::atan2,
      Adjoints::atan2,
      Math::atan2),
  NEG("-", 3, "-!1", Kernels::neg, Adjoints::neg, x -> -x),
  ABS("abs", 4, "\\left|#1\\right|", Kernels::abs, Adjoints::abs, Math::abs),
  SIGN("sign", "\\operatorname{sign}", Kernels::sign, Adjoints::flat, Math::signum),
  SQUARE("square", 4, "{@1}^{2}", Kernels::square, Adjoints::square, x -> x * x),
  CUBE("cube", 4, "{@1}^{3}", Kernels::cube, Adjoints::cube, x -> x * x * x),
  SQRT(
      "sqrt",
      4,
      "\\sqrt{\\left|#1\\right|}",
      Kernels::sqrt,
      Adjoints::sqrt,
      x -> Math.sqrt(Math.abs(x))),
  LOG(
      "log",
      4,
      "\\ln\\left|#1\\right|",
      Kernels::log,
      Adjoints::log,
      x -> Math.log(Math.abs(x) + 1e-8)),
  EXP("exp", "\\exp", Kernels::exp, Adjoints::exp, Math::exp),
  TANH("tanh", "\\tanh", Kernels::tanh, Adjoints::tanh, Math::tanh),
  SINH("sinh", "\\sinh", Kernels::sinh, Adjoints::sinh, Math::sinh),
  COSH("cosh", "\\cosh", Kernels::cosh, Adjoints::cosh, Math::cosh),
  ASINH("asinh", "\\operatorname{asinh}", Kernels::asinh, Adjoints::asinh, Special::asinh),
  ERF("erf", "\\operatorname{erf}", Kernels::erf, Adjoints::erf, Special::erf),
  ERFC("erfc", "\\operatorname{erfc}", Kernels::erfc, Adjoints::erfc, Special::erfc),
  SIN("sin", "\\sin", Kernels::sin, Adjoints::sin, Math::sin),
  COS("cos", "\\cos", Kernels::cos, Adjoints::cos, Math::cos),
  RELU("relu", "\\operatorname{relu}", Kernels::relu, Adjoints::relu, x -> Math.max(x, 0)),
  INV("inv", 4, "\\frac{1}{#1}", Kernels::inv, Adjoints::inv, x -> 1 / x),
  EMA("ema", 4, "\\operatorname{ema}_{#2}\\left(#1\\right)", null, null, Operator::noRow),
  EMA_HAT(
      "ema_hat",
      4,
      "\\widehat{\\operatorname{ema}}_{#2}\\left(#1\\right)",
      null,
      null,
      Operator::noRow);

  /** What the search uses unless told otherwise. */
  public static final List<Operator> USUAL =
      List.of(ADD, SUB, MUL, DIV, NEG, SQUARE, CUBE, SQRT, EXP, TANH);

  /** Those that have a value at one row: all but the averages over a signal's window. */
  public static final List<Operator> PLAIN =
      Arrays.stream(values()).filter(operator -> !operator.isAverage()).toList();

  /** Values of a block: out[i] = op(a[i], b[i]) for i in [0, n); b is null for unary operators. */
  interface Kernel {
    void apply(float[] a, float[] b, float[] out, int n);
  }

  /**
   * Derivatives of a block by the chain rule: da[i] = adjoint[i] * d op / d a, and db likewise. The
   * value v of the operator is given too, since many derivatives are cheap in it. Where da or db is
   * null it is not wanted.
   */
  interface Adjoint {
    void apply(float[] a, float[] b, float[] v, float[] adjoint, float[] da, float[] db, int n);
  }

  private final String symbol;
  private final int arity;
  private final int precedence;
  private final String latex;
  private final Kernel kernel;
  private final Adjoint adjoint;
  private final DoubleBinaryOperator definition;

  Operator(
      String symbol,
      int precedence,
      String latex,
      Kernel kernel,
      Adjoint adjoint,
      DoubleBinaryOperator definition) {
    this(symbol, 2, precedence, latex, kernel, adjoint, definition);
  }

  Operator(
      String symbol,
      int precedence,
      String latex,
      Kernel kernel,
      Adjoint adjoint,
      DoubleUnaryOperator definition) {
    this(symbol, 1, precedence, latex, kernel, adjoint, (x, y) -> definition.applyAsDouble(x));
  }

  /** A unary function written f(x). */
  Operator(
      String name, String latex, Kernel kernel, Adjoint adjoint, DoubleUnaryOperator definition) {
    this(name, 4, latex + "\\left(#1\\right)", kernel, adjoint, definition);
  }

  Operator(
      String symbol,
      int arity,
      int precedence,
      String latex,
      Kernel kernel,
      Adjoint adjoint,
      DoubleBinaryOperator definition) {
    this.symbol = symbol;
    this.arity = arity;
    this.precedence = precedence;
    this.latex = latex;
    this.kernel = kernel;
    this.adjoint = adjoint;
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

  Kernel kernel() {
    return kernel;
  }

  Adjoint adjoint() {
    return adjoint;
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
