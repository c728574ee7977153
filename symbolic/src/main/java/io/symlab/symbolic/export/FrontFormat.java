package io.symlab.symbolic.export;

import static io.symlab.symbolic.export.FormulaJson.field;
import static io.symlab.symbolic.export.FormulaJson.number;

import io.symlab.symbolic.ExpressionText;
import io.symlab.symbolic.FrontTable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The forms in which a whole front can be taken along. */
@SuppressWarnings("ImmutableEnumChecker") // The writers are static methods.
public enum FrontFormat {
  /** The columns of PySR's hall_of_fame.csv: Complexity, Loss, Equation. */
  CSV("the whole front in PySR's columns", FrontFormat::csv),
  FRONT_JSON("the whole front for scripts", FrontFormat::json);

  private final String description;
  private final BiFunction<FrontTable, List<String>, String> writer;

  FrontFormat(String description, BiFunction<FrontTable, List<String>, String> writer) {
    this.description = description;
    this.writer = writer;
  }

  /** Its name in commands: {@code csv}, {@code front-json}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What it is good for, in a few words. */
  public String description() {
    return description;
  }

  /**
   * The front in this form.
   *
   * @param names how text calls the variables, by index
   */
  public String export(FrontTable front, List<String> names) {
    return writer.apply(front, names);
  }

  /** The names of all. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(FrontFormat::id).toList();
  }

  /** The format of this name, if any. */
  public static Optional<FrontFormat> named(String id) {
    return Arrays.stream(values()).filter(format -> format.id().equals(id)).findFirst();
  }

  private static String csv(FrontTable front, List<String> names) {
    StringBuilder out = new StringBuilder("Complexity,Loss,Equation\n");
    for (FrontTable.Row row : front.rows()) {
      String text = ExpressionText.print(row.expression(), names).replace("\"", "\"\"");
      out.append(row.complexity()).append(',').append(row.loss());
      out.append(",\"").append(text).append("\"\n");
    }
    return out.toString();
  }

  private static String json(FrontTable front, List<String> names) {
    Code code = new Code("  ").add(0, "{");
    boolean empty = front.rows().isEmpty();
    code.add(1, field("best", empty ? "null" : front.best().complexity()) + ",");
    code.add(1, field("accuracy", empty ? "null" : front.accuracy().complexity()) + ",");
    code.add(1, field("knee", empty ? "null" : front.knee().complexity()) + ",");
    code.add(1, field("names", FormulaJson.strings(names)) + ",");
    code.add(1, "\"rows\" : [");
    String rows =
        front.rows().stream().map(row -> row(row, names)).collect(Collectors.joining(",\n"));
    return (empty ? code : code.add(2, rows)).add(1, "]").add(0, "}").toString();
  }

  private static String row(FrontTable.Row row, List<String> names) {
    return "{ "
        + String.join(
            ", ",
            field("complexity", row.complexity()),
            field("loss", number(row.loss())),
            field("score", number(row.score())),
            field("r2_train", number(row.r2Train())),
            field("r2_validation", number(row.r2Validation().orElse(Double.NaN))),
            field("r2_test", number(row.r2Test().orElse(Double.NaN))),
            field("expression", Code.quoted(ExpressionText.print(row.expression(), names))))
        + " }";
  }
}
