package io.symlab.symbolic.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.formula.ExpressionText;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports to array libraries have the engine's values, in double precision. */
class ArrayExportTest {
  private static final double RELATIVE = 1e-6;

  @TempDir private Path folder;

  @Test
  void numpyHasTheEnginesValues() {
    Python python = Python.with(folder, "numpy");
    check(
        python,
        ExportFormat.NUMPY,
        Cases.all(40),
        """
        import importlib, numpy as np
        X = np.array(%s)
        for i in range(%d):
            module = importlib.import_module(f"formula_{i}")
            print(*[repr(float(v)) for v in module.f(X)])
        """);
  }

  @Test
  void aTorchModuleHasTheEnginesValues() {
    Python python = Python.with(folder, "torch");
    check(
        python,
        ExportFormat.TORCH_MODULE,
        Cases.all(40),
        """
        import importlib, torch
        X = torch.tensor(%s, dtype=torch.float64)
        for i in range(%d):
            module = importlib.import_module(f"formula_{i}")
            print(*[repr(float(v)) for v in module.Formula()(X)])
        """);
  }

  @Test
  void sympyHasTheEnginesValues() {
    Python python = Python.with(folder, "sympy");
    List<Formula> finite =
        Cases.all(12).stream()
            .filter(f -> f.expression().complexity() < 25 || !f.expression().hasMemory())
            .toList();
    check(
        python,
        ExportFormat.SYMPY,
        finite,
        """
        import importlib, math, sympy as sp
        names = "%s".split()
        X = %s
        for i in range(%d):
            formula = importlib.import_module(f"formula_{i}").formula
            symbols = [sp.Symbol(name, real=True) for name in names]
            f = sp.lambdify(symbols, formula, modules=["math", {"sign": lambda x: (x > 0) - (x < 0)}])
            def value(row):
                try:
                    return float(f(*row))
                except (OverflowError, ValueError, ZeroDivisionError, NameError, TypeError) as e:
                    return "skip"
            print(*[value(row) for row in X])
        """
            .replace(
                "\"%s\".split()", "\"" + String.join(" ", finite.get(0).columns()) + "\".split()"));
  }

  /** By lambdify's own modules, where max, min and relu of arrays need some care. */
  @Test
  void sympysLambdifyWorksOnArrays() {
    Python python = Python.with(folder, "sympy", "numpy");
    List<String> names = List.of("g", "h");
    List<String> texts =
        List.of(
            "max(g, h) - min(g, 0.3)",
            "relu(g) * relu(-h)",
            "max(max(g, 0), min(h, g)) + abs(g)",
            "greater(g, h) + pow(g, 3) * atan(h)",
            "sqrt(g) + log(h) + tan(g) - asin(tanh(h)) + acos(tanh(g))");
    for (int i = 0; i < texts.size(); i++) {
      Formula formula = Cases.plain(texts.get(i), "g", "h");
      python.module("formula_" + i, ExportFormat.SYMPY.export(formula));
    }
    double[][] rows = new double[50][];
    SplittableRandom random = new SplittableRandom(6);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {2 * random.nextDouble() - 1, 2 * random.nextDouble() - 1};
    }
    String printed =
        python.run(
            """
            import importlib, numpy as np, sympy as sp
            X = np.array(%s)
            for i in range(%d):
                formula = importlib.import_module(f"formula_{i}").formula
                f = sp.lambdify([sp.Symbol("g", real=True), sp.Symbol("h", real=True)], formula)
                print(*np.broadcast_to(f(X[:, 0], X[:, 1]), len(X)))
            """
                .formatted(Python.literal(rows), texts.size()));
    double[][] values = Python.numbers(printed);
    for (int i = 0; i < texts.size(); i++) {
      for (int row = 0; row < rows.length; row++) {
        double expected = ExpressionText.parse(texts.get(i), names).evaluate(rows[row]);
        assertThat(values[i][row]).as(texts.get(i)).isCloseTo(expected, within(1e-9));
      }
    }
  }

  /** 1 to the power of NaN, and NaN to that of 0, are 1 elsewhere. */
  @Test
  void aPowerOfWhatIsNoNumberIsNone() {
    Formula formula = Cases.plain("pow(g, h)", "g", "h");
    String rows = "[[float('nan'), 0.0], [1.0, float('nan')], [-1.0, float('nan')], [-2.0, 3.0]]";
    Python numpy = Python.with(folder, "numpy");
    numpy.module("of_numpy", ExportFormat.NUMPY.export(formula));
    String program = "import of_numpy, numpy as np\nprint(*of_numpy.f(np.array(%s)))";
    assertThat(Python.numbers(numpy.run(program.formatted(rows)))[0])
        .containsExactly(Double.NaN, Double.NaN, Double.NaN, -8);
    Python torch = Python.with(folder, "torch");
    torch.module("of_torch", ExportFormat.TORCH_MODULE.export(formula));
    program = "import of_torch, torch\nprint(*of_torch.Formula()(torch.tensor(%s)).tolist())";
    assertThat(Python.numbers(torch.run(program.formatted(rows)))[0])
        .containsExactly(Double.NaN, Double.NaN, Double.NaN, -8);
  }

  /** On a CPU there is no square root of them, and 300 squared is more than they hold. */
  @Test
  void aTorchModuleTakesShortFloats() {
    Python torch = Python.with(folder, "torch");
    torch.module(
        "formula", ExportFormat.TORCH_MODULE.export(Cases.plain("sqrt(square(g))", "g", "h")));
    String printed =
        torch.run(
            """
            import formula, torch
            for kind in (torch.float16, torch.bfloat16, torch.float32, torch.float64):
                value = formula.Formula()(torch.tensor([[300.0, 1.0]], dtype=kind))
                assert value.dtype == kind
                print(value.item())
            print(formula.Formula()(torch.tensor([[300, 1]])).item())
            """);
    for (double[] line : Python.numbers(printed)) {
      assertThat(line[0]).isCloseTo(300, within(0.5));
    }
  }

  private static void check(
      Python python, ExportFormat format, List<Formula> formulas, String program) {
    double[][] rows = Cases.rows(20, 1);
    for (int i = 0; i < formulas.size(); i++) {
      python.module("formula_" + i, format.export(formulas.get(i)));
    }
    String printed = python.run(program.formatted(Python.literal(rows), formulas.size()));
    double[][] values = Python.numbers(printed.replace("skip", "nan"));
    assertThat(values).hasNumberOfRows(formulas.size());
    int compared = 0;
    for (int i = 0; i < values.length; i++) {
      for (int row = 0; row < rows.length; row++) {
        // Python's own math refuses what floats overflow at.
        boolean finite = Double.isFinite(Cases.value(formulas.get(i), rows[row]));
        if (finite || format != ExportFormat.SYMPY) {
          Cases.assertSame(formulas.get(i), rows[row], values[i][row], RELATIVE);
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(20 * formulas.size() / 2);
  }

  @Test
  void namesThatAreNoIdentifiersBecomeSome() {
    Python python = Python.with(folder, "numpy");
    Formula odd = Cases.plain("x0 - 2 * x1 + 3 * x2 - 4 * x3 + np", "x0", "x1", "x2", "x3", "np");
    Formula named =
        Formula.of(
            odd.expression(), List.of("a b", "a-b", "lambda", "2\"\"\"\\u", "np"), odd.signals());
    python.module("formula", ExportFormat.NUMPY.export(named));
    String printed = python.run("import formula\nprint(formula.f([[1, 2, 3, 4, 5]])[0])");
    assertThat(Python.numbers(printed)[0][0]).isEqualTo(1 - 4 + 9 - 16 + 5);
  }
}
