package io.symlab.symbolic.export;

import static io.symlab.symbolic.expression.Operator.ABS;
import static io.symlab.symbolic.expression.Operator.ACOS;
import static io.symlab.symbolic.expression.Operator.ASIN;
import static io.symlab.symbolic.expression.Operator.ASINH;
import static io.symlab.symbolic.expression.Operator.ATAN;
import static io.symlab.symbolic.expression.Operator.ATAN2;
import static io.symlab.symbolic.expression.Operator.COS;
import static io.symlab.symbolic.expression.Operator.COSH;
import static io.symlab.symbolic.expression.Operator.CUBE;
import static io.symlab.symbolic.expression.Operator.ERF;
import static io.symlab.symbolic.expression.Operator.ERFC;
import static io.symlab.symbolic.expression.Operator.EXP;
import static io.symlab.symbolic.expression.Operator.GREATER;
import static io.symlab.symbolic.expression.Operator.LOG;
import static io.symlab.symbolic.expression.Operator.MAX;
import static io.symlab.symbolic.expression.Operator.MIN;
import static io.symlab.symbolic.expression.Operator.POW;
import static io.symlab.symbolic.expression.Operator.RELU;
import static io.symlab.symbolic.expression.Operator.SIGN;
import static io.symlab.symbolic.expression.Operator.SIN;
import static io.symlab.symbolic.expression.Operator.SINH;
import static io.symlab.symbolic.expression.Operator.SQRT;
import static io.symlab.symbolic.expression.Operator.SQUARE;
import static io.symlab.symbolic.expression.Operator.TAN;
import static io.symlab.symbolic.expression.Operator.TANH;

import io.symlab.symbolic.export.Dialect.Call;
import io.symlab.symbolic.expression.Operator;
import java.util.HashMap;
import java.util.Map;

/** How the Python libraries write operators. Definitions begin with an underscore. */
final class PythonDialects {
  private static final String NAN = "float(\"nan\")";
  private static final String BOTH =
      """
      def _both(x, y):
          x = x if torch.is_tensor(x) else torch.full_like(y, x)
          y = y if torch.is_tensor(y) else torch.full_like(x, y)
          return x, y\
      """;
  private static final String INFINITY = "float(\"inf\")";

  static final Dialect NUMPY = new Dialect("NumPy", numpy(), Dialect.AS_THEY_ARE, NAN, INFINITY);
  static final Dialect JAX = new Dialect("JAX", jax(), Dialect.AS_THEY_ARE, NAN, INFINITY);
  static final Dialect TORCH =
      new Dialect("torch", torch(), Call.of("*_both(#1, #2)", BOTH), NAN, INFINITY);
  static final Dialect SYMPY =
      new Dialect("SymPy", sympy(), Dialect.AS_THEY_ARE, "sp.nan", "sp.oo");

  private PythonDialects() {}

  private static Map<Operator, Call> numpy() {
    Map<Operator, Call> calls = arrays("np");
    calls.put(ERF, Call.of("_erf(#1)", "import math", vectorized("erf")));
    calls.put(ERFC, Call.of("_erfc(#1)", "import math", vectorized("erfc")));
    return calls;
  }

  private static String vectorized(String function) {
    return "_" + function + " = np.vectorize(math." + function + ", otypes=[float])";
  }

  private static Map<Operator, Call> jax() {
    Map<Operator, Call> calls = arrays("jnp");
    calls.put(ERF, Call.of("jax.scipy.special.erf(#1)"));
    calls.put(ERFC, Call.of("jax.scipy.special.erfc(#1)"));
    return calls;
  }

  /** What NumPy and its kin share. */
  private static Map<Operator, Call> arrays(String library) {
    Map<Operator, Call> calls = shared(library);
    calls.put(MAX, Call.of(library + ".maximum(#1, #2)"));
    calls.put(MIN, Call.of(library + ".minimum(#1, #2)"));
    calls.put(ATAN2, Call.of(library + ".arctan2(#1, #2)"));
    calls.put(SIGN, Call.of(library + ".sign(#1)"));
    calls.put(ASINH, Call.of(library + ".arcsinh(#1)"));
    calls.put(ASIN, Call.of(library + ".arcsin(#1)"));
    calls.put(ACOS, Call.of(library + ".arccos(#1)"));
    calls.put(ATAN, Call.of(library + ".arctan(#1)"));
    calls.put(RELU, Call.of(library + ".maximum(#1, 0.0)"));
    calls.put(
        POW,
        defined(
            "_pow(#1, #2)",
            "_pow(x, y)",
            // 1 ** nan is 1 there.
            "#.where(#.isnan(y), #.nan, #.sign(x) * #.abs(x) ** y)".replace("#", library)));
    calls.put(
        GREATER,
        defined(
            "_greater(#1, #2)",
            "_greater(x, y)",
            library
                + ".where((x > y) | (x <= y), "
                + library
                + ".where(x > y, 1.0, 0.0), "
                + library
                + ".nan)"));
    return calls;
  }

  private static Map<Operator, Call> torch() {
    Map<Operator, Call> calls = shared("torch");
    calls.put(MAX, Call.of("torch.maximum(*_both(#1, #2))", BOTH));
    calls.put(MIN, Call.of("torch.minimum(*_both(#1, #2))", BOTH));
    calls.put(ATAN2, Call.of("torch.atan2(*_both(#1, #2))", BOTH));
    for (Operator same : new Operator[] {ASINH, ASIN, ACOS, ATAN}) {
      calls.put(same, Call.of("torch." + same.symbol() + "(#1)"));
    }
    calls.put(RELU, Call.of("torch.relu(#1)"));
    calls.put(ERF, Call.of("torch.erf(#1)"));
    calls.put(ERFC, Call.of("torch.erfc(#1)"));
    calls.put(
        SIGN, defined("_sign(#1)", "_sign(x)", "torch.where(torch.isnan(x), x, torch.sign(x))"));
    calls.put(
        POW,
        Call.of(
            "_pow(#1, #2)",
            BOTH,
            """
            def _pow(x, y):
                x, y = _both(x, y)
                power = torch.sign(x) * torch.abs(x) ** y
                return torch.where(torch.isnan(x) | torch.isnan(y), x + y, power)\
            """));
    calls.put(
        GREATER,
        Call.of(
            "_greater(#1, #2)",
            BOTH,
            """
            def _greater(x, y):
                x, y = _both(x, y)
                return torch.where(torch.isnan(x) | torch.isnan(y), x + y, (x > y).to(x.dtype))\
            """));
    return calls;
  }

  /** What all array libraries share. */
  private static Map<Operator, Call> shared(String library) {
    Map<Operator, Call> calls = new HashMap<>();
    for (Operator same : new Operator[] {ABS, SQUARE, EXP, TANH, SINH, COSH, SIN, COS, TAN}) {
      calls.put(same, Call.of(library + "." + same.symbol() + "(#1)"));
    }
    calls.put(CUBE, defined("_cube(#1)", "_cube(x)", "x * x * x"));
    calls.put(SQRT, defined("_sqrt(#1)", "_sqrt(x)", library + ".sqrt(" + library + ".abs(x))"));
    calls.put(LOG, defined("_log(#1)", "_log(x)", library + ".log(" + library + ".abs(x) + 1e-8)"));
    return calls;
  }

  private static Map<Operator, Call> sympy() {
    Map<Operator, Call> calls = new HashMap<>();
    for (Operator same :
        new Operator[] {
          SIGN, EXP, TANH, SINH, COSH, ASINH, ERF, ERFC, SIN, COS, TAN, ASIN, ACOS, ATAN, ATAN2
        }) {
      calls.put(same, Call.of("sp." + same.symbol() + (same.arity() == 1 ? "(#1)" : "(#1, #2)")));
    }
    calls.put(ABS, Call.of("sp.Abs(#1)"));
    calls.put(POW, Call.of("(sp.sign(#1) * sp.Abs(#1) ** (#2))"));
    // Not sp.Max, which lambdify makes a function of that takes numbers but no arrays.
    Call max = defined("_max(#1, #2)", "_max(x, y)", "sp.Piecewise((x, sp.Ge(x, y)), (y, True))");
    calls.put(MAX, max);
    calls.put(
        MIN, defined("_min(#1, #2)", "_min(x, y)", "sp.Piecewise((x, sp.Le(x, y)), (y, True))"));
    calls.put(RELU, new Call("_max(#1, 0)", max.definitions()));
    calls.put(GREATER, Call.of("sp.Piecewise((1, sp.Gt(#1, #2)), (0, True))"));
    calls.put(SQUARE, Call.of("((#1) ** 2)"));
    calls.put(CUBE, Call.of("((#1) ** 3)"));
    calls.put(SQRT, Call.of("sp.sqrt(sp.Abs(#1))"));
    calls.put(LOG, Call.of("sp.log(sp.Abs(#1) + 1e-8)"));
    return calls;
  }

  private static Call defined(String template, String head, String body) {
    return Call.of(template, "def " + head + ":\n    return " + body);
  }
}
