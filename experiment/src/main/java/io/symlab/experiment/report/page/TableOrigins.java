package io.symlab.experiment.report.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.symlab.experiment.report.chart.Digits;
import io.symlab.experiment.report.chart.Xml;
import io.symlab.experiment.results.FrontFile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a search in a table was run with and on, fact by fact. */
final class TableOrigins {
  private TableOrigins() {}

  /** A table of facts; empty where the front is not of a table. */
  static String of(FrontFile front) {
    var rows = new StringBuilder();
    front
        .table()
        .ifPresent(
            table -> {
              Set<String> said = new HashSet<>();
              facts(rows, table.provenance(), said);
              facts(rows, table.settings(), said);
            });
    return "<div class=\"scroll\"><table class=\"facts\"><tbody>\n"
        + rows
        + "</tbody></table></div>\n";
  }

  /**
   * What is empty says nothing.
   *
   * @param said what need not be said again
   */
  private static void facts(StringBuilder rows, JsonNode node, Set<String> said) {
    node.fields()
        .forEachRemaining(
            field -> {
              String value = words(field.getValue());
              if (!value.isEmpty() && said.add(field.getKey())) {
                rows.append(
                    Markup.row(
                        List.of(Xml.escape(field.getKey().replace('-', ' ')), Xml.escape(value))));
              }
            });
  }

  private static String words(JsonNode value) {
    if (value.isDouble()) {
      return Digits.plain(Math.round(value.asDouble() * 1e3) / 1e3);
    }
    if (!value.isContainerNode()) {
      return value.asText();
    }
    List<String> parts = new ArrayList<>();
    value.forEach(
        part -> {
          String words = words(part);
          if (!words.isEmpty()) {
            parts.add(words);
          }
        });
    return String.join(", ", parts);
  }
}
