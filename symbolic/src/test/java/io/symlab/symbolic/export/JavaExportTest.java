package io.symlab.symbolic.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.symlab.symbolic.program.MemoryFormulas;
import io.symlab.symbolic.program.Recurrence;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported classes compile and have the engine's values. */
class JavaExportTest {
  private static final double RELATIVE = 1e-12;

  @TempDir private Path folder;

  @Test
  void exportedClassesHaveTheEnginesValues() throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assumeTrue(compiler != null, "no compiler in this Java");
    List<Formula> formulas = Cases.all(40);
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < formulas.size(); i++) {
      String text = ExportFormat.JAVA.export(formulas.get(i));
      all.append(
          text.replace("public final class", "final class").replace("FoundFormula", "F" + i));
    }
    Path file = folder.resolve("All.java");
    Files.writeString(file, all);
    assertThat(compiler.run(null, null, null, "-Xlint:all", "-Werror", file.toString())).isZero();
    try (var loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      for (int i = 0; i < formulas.size(); i++) {
        Class<?> type = loader.loadClass("F" + i);
        for (double[] row : Cases.rows(20, 1)) {
          Cases.assertSame(formulas.get(i), row, value(type, formulas.get(i), row), RELATIVE);
        }
      }
    }
  }

  private static double value(Class<?> type, Formula formula, double[] row) throws Exception {
    if (!formula.expression().hasMemory()) {
      Method f = type.getDeclaredMethod("f", double[].class);
      f.setAccessible(true);
      return (double) f.invoke(null, row);
    }
    var constructor = type.getDeclaredConstructor();
    constructor.setAccessible(true);
    Object object = constructor.newInstance();
    Method step = type.getDeclaredMethod("step", double[].class);
    step.setAccessible(true);
    List<Recurrence.Input> inputs = formula.recurrence().inputs();
    double last = Double.NaN;
    for (int lag = MemoryFormulas.LAGS - 1; lag >= 0; lag--) {
      double[] x = new double[inputs.size()];
      for (int i = 0; i < x.length; i++) {
        int column = inputs.get(i).column();
        boolean signal = formula.signals().of(column) != null;
        x[i] = row[signal ? formula.signals().shifted(column, lag) : column];
      }
      last = (double) step.invoke(object, x);
    }
    return last;
  }

  @Test
  void namesCannotBreakOutOfComments() {
    Formula odd =
        Formula.of(
            Cases.plain("a", "a").expression(),
            List.of("*/ \\u002a/\nx"),
            Cases.plain("a", "a").signals());
    assertThat(ExportFormat.JAVA.export(odd)).doesNotContain("*/ ").doesNotContain("\\u");
  }
}
