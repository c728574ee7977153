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

/** How Java writes operators: the library's functions, and private methods for the others. */
final class JavaDialect {
  static final Dialect JAVA =
      new Dialect("Java", calls(), Dialect.AS_THEY_ARE, "Double.NaN", "Double.POSITIVE_INFINITY");

  private JavaDialect() {}

  private static Map<Operator, Call> calls() {
    Map<Operator, Call> calls = new HashMap<>();
    for (Operator same :
        new Operator[] {
          MAX, MIN, ATAN2, ABS, EXP, TANH, SINH, COSH, SIN, COS, TAN, ASIN, ACOS, ATAN
        }) {
      calls.put(same, Call.of("Math." + same.symbol() + (same.arity() == 1 ? "(#1)" : "(#1, #2)")));
    }
    calls.put(SIGN, Call.of("Math.signum(#1)"));
    calls.put(RELU, Call.of("Math.max(#1, 0)"));
    calls.put(SQRT, Call.of("Math.sqrt(Math.abs(#1))"));
    calls.put(LOG, Call.of("Math.log(Math.abs(#1) + 1e-8)"));
    calls.put(SQUARE, one("square", "x * x"));
    calls.put(CUBE, one("cube", "x * x * x"));
    calls.put(POW, two("pow", "Math.signum(x) * Math.pow(Math.abs(x), y)"));
    calls.put(GREATER, two("greater", "x > y ? 1 : x <= y ? 0 : Double.NaN"));
    calls.put(ASINH, Call.of("asinh(#1)", ASINH_METHOD));
    calls.put(ERF, Call.of("erf(#1)", ERF_METHOD, ERFC_METHOD, TAIL_METHOD));
    calls.put(ERFC, Call.of("erfc(#1)", ERFC_METHOD, ERF_METHOD, TAIL_METHOD));
    return calls;
  }

  private static Call one(String name, String body) {
    return Call.of(name + "(#1)", method(name + "(double x)", body));
  }

  private static Call two(String name, String body) {
    return Call.of(name + "(#1, #2)", method(name + "(double x, double y)", body));
  }

  private static String method(String head, String body) {
    return "private static double " + head + " {\n  return " + body + ";\n}";
  }

  private static final String ASINH_METHOD =
      """
      private static double asinh(double x) {
        double a = Math.abs(x);
        double size =
            a < 1e150 ? Math.log1p(a + a * a / (1 + Math.sqrt(a * a + 1))) : Math.log(a) + Math.log(2);
        return Math.copySign(size, x);
      }""";

  private static final String ERF_METHOD =
      """
      private static double erf(double x) {
        if (!(Math.abs(x) < 0.5)) {
          return x > 0 ? 1 - tail(x) : tail(-x) - 1;
        }
        double term = x;
        double sum = x;
        for (int k = 1; k < 16; k++) {
          term *= -x * x / k;
          sum += term / (2 * k + 1);
        }
        return 2 / Math.sqrt(Math.PI) * sum;
      }""";

  private static final String ERFC_METHOD =
      """
      private static double erfc(double x) {
        if (Math.abs(x) < 0.5) {
          return 1 - erf(x);
        }
        return x > 0 ? tail(x) : 2 - tail(-x);
      }""";

  /** Press et al., Numerical Recipes, 3rd ed., section 6.2.2. */
  private static final String TAIL_METHOD =
      """
      /** erfc(x) for x > 0 (Press et al., Numerical Recipes, 3rd ed., section 6.2.2). */
      private static double tail(double x) {
        double[] c = {
          -1.3026537197817094, 6.419697923564902e-1, 1.9476473204185836e-2, -9.56151478680863e-3,
          -9.46595344482036e-4, 3.66839497852761e-4, 4.2523324806907e-5, -2.0278578112534e-5,
          -1.624290004647e-6, 1.303655835580e-6, 1.5626441722e-8, -8.5238095915e-8,
          6.529054439e-9, 5.059343495e-9, -9.91364156e-10, -2.27365122e-10,
          9.6467911e-11, 2.394038e-12, -6.886027e-12, 8.94487e-13,
          3.13092e-13, -1.12708e-13, 3.81e-16, 7.106e-15,
          -1.523e-15, -9.4e-17, 1.21e-16, -2.8e-17
        };
        double t = 2 / (2 + x);
        double d = 0;
        double dd = 0;
        for (int j = c.length - 1; j > 0; j--) {
          double previous = d;
          d = (4 * t - 2) * d - dd + c[j];
          dd = previous;
        }
        return t * Math.exp(-x * x + 0.5 * (c[0] + (4 * t - 2) * d) - dd);
      }""";
}
