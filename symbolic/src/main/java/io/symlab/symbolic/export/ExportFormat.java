package io.symlab.symbolic.export;

import io.symlab.symbolic.formula.MathMl;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The forms in which a formula can be taken along. Adding one is adding an entry here.
 *
 * <pre>{@code
 * Formula formula = Formula.of(expression, columns, signals);
 * Files.writeString(Path.of("rule.py"), ExportFormat.TORCH.export(formula));
 * }</pre>
 */
@SuppressWarnings("ImmutableEnumChecker") // The writers are static methods.
public enum ExportFormat {
  TEXT("txt", "infix that reads back", formula -> formula.text() + "\n"),
  LATEX("tex", "for papers, constants with the digits they need", LatexWriter::write),
  MATHML(
      "mml",
      "for web pages, constants with the digits they need",
      formula ->
          MathMl.print(formula.expression(), TypesetNames.of(formula), formula.digits()) + "\n"),
  SYMPY("py", "a SymPy expression and its symbols", SympyWriter::write),
  NUMPY("py", "a Python module with f(X), X [N, columns]", NumpyWriter::write),
  TORCH("py", "a torch.optim.Optimizer", TorchOptimizerWriter::write),
  TORCH_MODULE("py", "a torch.nn.Module on [N, columns]", TorchModuleWriter::write),
  OPTAX("py", "an optax.GradientTransformation", OptaxWriter::write),
  JAVA("java", "a class without dependencies", JavaWriter::write),
  JSON("json", "text, columns and what is known of it", FormulaJson::write);

  private final String ending;
  private final String description;
  private final Function<Formula, String> writer;

  ExportFormat(String ending, String description, Function<Formula, String> writer) {
    this.ending = ending;
    this.description = description;
    this.writer = writer;
  }

  /** Its name in commands: {@code text}, {@code torch-module}, ... */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is good for, in a few words. */
  public String description() {
    return description;
  }

  /**
   * A file's name for it, no two formats' the same: {@code rule.tex}, {@code rule_torch.py}, which
   * Python can import. Java's is prescribed by its class.
   *
   * @param stem as in {@code rule}
   */
  public String fileName(String stem) {
    String name = ending.equals("py") ? stem + "_" + id().replace('-', '_') : stem;
    return (this == JAVA ? JavaWriter.CLASS : name) + "." + ending;
  }

  /**
   * The formula in this form, with a line's end at its end.
   *
   * @throws ExportException when the form cannot carry it, with what can
   */
  public String export(Formula formula) {
    return writer.apply(formula.tidy());
  }

  /** The names of all. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(ExportFormat::id).toList();
  }

  /** The format of this name, if any. */
  public static Optional<ExportFormat> named(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }
}
