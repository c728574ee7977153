package io.symlab.experiment.results;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.table.Layout;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The layout of {@code front.json}. Formulas are text. Each choice is the index of its row in
 * {@code rows}, from 0, and -1 where there are none; a choice that a file does not know is made on
 * reading. A front of a table also has its signals and {@link FrontFile.OfTable}.
 */
final class FrontLayout {
  private static final String TRIAL = "symlab.front/1";
  private static final String TABLE = "symlab.distilled-front/1";

  private FrontLayout() {}

  private record Head(
      List<String> names,
      List<Row> rows,
      String choice,
      long rounds,
      long evaluations,
      boolean ended,
      List<Integer> digits,
      boolean evolved) {}

  private record Row(
      int complexity,
      double loss,
      double score,
      double r2Train,
      double r2Validation,
      double r2Test,
      String expression,
      Double validated) {}

  private record Table(
      List<Signals.Signal> signals, Layout layout, JsonNode settings, JsonNode provenance) {}

  static byte[] write(FrontFile file) {
    List<Row> rows = file.rows().stream().map(row -> row(file, row)).toList();
    ObjectNode head =
        ResultJson.flat(
            new Head(
                file.names().columns(),
                rows,
                file.choice(),
                file.rounds(),
                file.evaluations(),
                file.ended(),
                file.digits(),
                file.evolved()));
    if (!file.evolved()) {
      head.remove("evolved");
    }
    if (file.digits().isEmpty()) {
      head.remove("digits");
    }
    if (rows.stream().allMatch(row -> row.validated == null)) {
      head.get("rows").forEach(row -> ((ObjectNode) row).remove("validated"));
    }
    ObjectNode table = file.table().map(known -> table(file, known)).orElse(head.objectNode());
    ObjectNode node = head.objectNode();
    move("names", head, node);
    move("signals", table, node);
    move("layout", table, node);
    move("rows", head, node);
    for (FrontChoice choice : FrontChoice.values()) {
      node.put(choice.id(), file.front().marks().getOrDefault(choice, -1));
    }
    node.setAll(head);
    node.setAll(table);
    return ResultJson.write(file.table().isPresent() ? TABLE : TRIAL, node);
  }

  private static ObjectNode table(FrontFile file, FrontFile.OfTable known) {
    ObjectNode table =
        ResultJson.flat(
            new Table(
                file.names().signals().signals(),
                known.layout(),
                known.settings(),
                known.provenance()));
    Layout layout = known.layout();
    if (layout.written().equals(layout.columns()) && layout.categories().isEmpty()) {
      ((ObjectNode) table.get("layout")).remove(List.of("written", "categories"));
    }
    return table;
  }

  private static Row row(FrontFile file, ScoredFront.Row row) {
    return new Row(
        row.complexity(),
        row.loss(),
        row.score(),
        row.r2Train(),
        row.r2Validation().orElse(Double.NaN),
        row.r2Test().orElse(Double.NaN),
        file.text(row),
        Double.isNaN(row.validated()) ? null : row.validated());
  }

  static FrontFile read(byte[] bytes, String origin) {
    ObjectNode node = ResultJson.object(bytes, List.of(TRIAL, TABLE), origin);
    Map<FrontChoice, Integer> marks = new EnumMap<>(FrontChoice.class);
    for (FrontChoice choice : FrontChoice.values()) {
      JsonNode index = node.remove(choice.id());
      if (index != null && index.asInt(-1) != -1) {
        marks.put(choice, index.asInt());
      }
    }
    Optional<Table> table = Optional.empty();
    if (node.has("layout")) {
      ObjectNode part = node.objectNode();
      for (String field : List.of("signals", "layout", "settings", "provenance")) {
        move(field, node, part);
      }
      upgrade(part);
      table = Optional.of(ResultJson.value(part, Table.class, origin));
    }
    if (!node.has("digits")) {
      node.putArray("digits"); // which the first files did not have
    }
    if (!node.has("evolved")) {
      node.put("evolved", false); // nor this
    }
    for (JsonNode row : node.path("rows")) {
      if (row instanceof ObjectNode known && !known.has("validated")) {
        known.putNull("validated"); // nor this, and a trial's have none
      }
    }
    Head head = ResultJson.value(node, Head.class, origin);
    try {
      return file(head, marks, table);
    } catch (IllegalArgumentException e) {
      throw new ResultFormatException(origin + " is damaged: " + e.getMessage(), e);
    }
  }

  /** Neither categories nor the names as they stand in the table are written where none differ. */
  private static void upgrade(ObjectNode table) {
    if (table.get("layout") instanceof ObjectNode layout && !layout.has("written")) {
      layout.set("written", layout.path("columns").deepCopy());
      layout.putArray("categories");
    }
  }

  private static FrontFile file(Head head, Map<FrontChoice, Integer> marks, Optional<Table> table) {
    FormulaNames names =
        table
            .map(known -> new FormulaNames(head.names, new Signals(known.signals)))
            .orElseGet(
                () ->
                    FormulaNames.of(head.names, head.rows.stream().map(Row::expression).toList()));
    List<ScoredFront.Row> rows = new ArrayList<>();
    for (Row row : head.rows) {
      rows.add(
          new ScoredFront.Row(
              row.complexity,
              row.loss,
              row.score,
              row.r2Train,
              known(row.r2Validation),
              known(row.r2Test),
              names.parse(row.expression),
              row.validated == null ? Double.NaN : row.validated));
    }
    return new FrontFile(
        names,
        new ScoredFront(rows, marks),
        head.choice,
        head.rounds,
        head.evaluations,
        head.ended,
        head.digits,
        head.evolved,
        table.map(one -> new FrontFile.OfTable(one.layout, one.settings, one.provenance)));
  }

  private static OptionalDouble known(double value) {
    return Double.isNaN(value) ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private static void move(String field, ObjectNode from, ObjectNode to) {
    JsonNode value = from.remove(field);
    if (value != null) {
      to.set(field, value);
    }
  }
}
