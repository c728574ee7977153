package io.symlab.symbolic.export;

import static io.symlab.symbolic.export.FormulaJson.field;
import static io.symlab.symbolic.export.FormulaJson.number;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Tidy;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.formula.OwnOperators;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A front as a JSON object, for scripts. Each choice is named by the complexity of its row, which
 * no two rows share and which commands take; the rows say, too, which choices fall on them. What is
 * not known is null. Where formulas have operators of one's own, {@code definitions} has what they
 * stand for.
 *
 * <pre>{@code
 * String json = new FrontJson().with("rounds", 40).write(front, names, signals);
 * }</pre>
 */
public final class FrontJson {
  private final List<String> head = new ArrayList<>();
  private final Map<String, Map<Integer, Double>> columns = new LinkedHashMap<>();

  /** Adds a field before the front's own. */
  public FrontJson with(String name, String value) {
    head.add(field(name, Code.quoted(value)));
    return this;
  }

  /** Adds a field before the front's own. */
  public FrontJson with(String name, long value) {
    head.add(field(name, value));
    return this;
  }

  /** Adds a field before the front's own. */
  public FrontJson with(String name, double value) {
    head.add(field(name, number(value)));
    return this;
  }

  /** Adds a field before the front's own. */
  public FrontJson with(String name, boolean value) {
    head.add(field(name, value));
    return this;
  }

  /** Adds a field before the front's own. */
  public FrontJson with(String name, List<String> values) {
    head.add(field(name, FormulaJson.strings(values)));
    return this;
  }

  /**
   * Adds a field to rows.
   *
   * @param values by the row's index; rows that have none go without the field
   */
  public FrontJson column(String name, Map<Integer, Double> values) {
    columns.put(name, Map.copyOf(values));
    return this;
  }

  /**
   * The text, with a line's end at its end.
   *
   * @param names of the columns, by index
   * @param signals among them
   */
  public String write(ScoredFront front, List<String> names, Signals signals) {
    List<String> fields = new ArrayList<>(head);
    for (FrontChoice choice : FrontChoice.values()) {
      fields.add(field(choice.id(), front.isEmpty() ? "null" : front.choose(choice).complexity()));
    }
    fields.add(field("names", FormulaJson.strings(names)));
    List<String> own =
        front.rows().stream()
            .flatMap(row -> OwnOperators.of(row.expression()).stream())
            .distinct()
            .map(OwnOperators::text)
            .toList();
    if (!own.isEmpty()) {
      fields.add(field("definitions", FormulaJson.strings(own)));
    }
    Code code = new Code("  ").add(0, "{");
    fields.forEach(field -> code.add(1, field + ","));
    code.add(1, "\"rows\" : [");
    for (int i = 0; i < front.rows().size(); i++) {
      code.add(2, row(front, i, signals.names(names)) + (i < front.rows().size() - 1 ? "," : ""));
    }
    return code.add(1, "]").add(0, "}").toString();
  }

  private String row(ScoredFront front, int index, List<String> printed) {
    ScoredFront.Row row = front.rows().get(index);
    List<String> fields = new ArrayList<>();
    fields.add(field("complexity", row.complexity()));
    fields.add(field("loss", number(row.loss())));
    fields.add(field("score", number(row.score())));
    fields.add(field("r2_train", number(row.r2Train())));
    fields.add(field("r2_validation", number(row.r2Validation().orElse(Double.NaN))));
    fields.add(field("r2_test", number(row.r2Test().orElse(Double.NaN))));
    fields.add(field("validated_loss", number(row.validated())));
    columns.forEach(
        (name, values) -> {
          if (values.containsKey(index)) {
            fields.add(field(name, number(values.get(index))));
          }
        });
    List<String> marks = front.marks(index).stream().map(FrontChoice::id).toList();
    fields.add(field("marks", FormulaJson.strings(marks)));
    fields.add(
        field("expression", Code.quoted(ExpressionText.print(Tidy.of(row.expression()), printed))));
    return "{ " + String.join(", ", fields) + " }";
  }
}
