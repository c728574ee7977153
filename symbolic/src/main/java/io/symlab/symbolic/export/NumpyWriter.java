package io.symlab.symbolic.export;

import java.util.List;

/** A formula as a module of its own with a function of an array, in NumPy. */
final class NumpyWriter {
  private NumpyWriter() {}

  static String write(Formula formula) {
    WindowCode window =
        new WindowCode(formula, PythonDialects.NUMPY, "X", "np.zeros(len(X))", "np", "math", "f");
    String body = window.body();
    return new Code("    ")
        .add(0, "# " + Code.comment(formula.text()))
        .preamble(List.of("import numpy as np"), window.step().definitions())
        .add(0, "def f(X):")
        .add(
            1,
            "\"\"\"The formula's value for each row of X, [N, " + formula.columns().size() + "].")
        .blank()
        .add(1, "Columns: " + WindowCode.columns(formula))
        .add(1, "\"\"\"")
        .add(1, "X = np.asarray(X, dtype=float)")
        .add(1, "with np.errstate(all=\"ignore\"):")
        .add(2, body.stripTrailing())
        .toString();
  }
}
