package io.symlab.symbolic.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Tables in the forms that programs and people write them. */
class TextTablesTest {
  @Test
  void blanksSeparateAsManyAsThereAre() throws IOException {
    Table table =
        read(
            """
            2.273923  -0.381793  4.166054
             1.539573 -1.205948\t1.873199\040\040
            1.081947  -1.636988  0.526906
            """);
    assertThat(table.names()).isEmpty();
    assertThat(table.columns()[0]).containsExactly(2.273923, 1.539573, 1.081947);
    assertThat(table.columns()[2]).containsExactly(4.166054, 1.873199, 0.526906);
    assertThat(read("a b \"c d\"\n1 2 3\n4 5 6\n").names()).containsExactly("a", "b", "c d");
    assertRefused("a b c\n1 2 3\n4 5\n", "line 3 has 2 cells, the first line 3");
  }

  @Test
  void tabsSeparateAlsoWhereCellsAreEmpty() throws IOException {
    Table table = read("a b\tc\td\n1\t\t3\n4\t5\t\n");
    assertThat(table.names()).containsExactly("a b", "c", "d");
    assertThat(table.columns()[1]).containsExactly(Double.NaN, 5);
    assertThat(table.columns()[2]).containsExactly(3, Double.NaN);
  }

  @Test
  void aLineForExcelNamesTheSeparator() throws IOException {
    assertThat(read("sep=;\na;b\n1;2\n3;4\n").columns()[1]).containsExactly(2, 4);
    Table odd = read("sep=|\r\na|b\r\n1|2\r\n");
    assertThat(odd.names()).containsExactly("a", "b");
    assertRefused("sep=;\na;b\n1;2\nx;4\n", "line 4, column \"a\" holds \"x\"");
  }

  @Test
  void commentsAreNothingWhereverTheyStand() throws IOException {
    Table table = read("# of Monday\n#\na,b\n1,2\n# then, later\n3,4\n#end");
    assertThat(table.names()).containsExactly("a", "b");
    assertThat(table.columns()[1]).containsExactly(2, 4);
    assertRefused("# one\na,b\n1,2\n# two\n3,x\n", "line 5, column \"b\"");
  }

  @Test
  void aCommentBeforeNumbersNamesThem() throws IOException {
    assertThat(read("# made by hand\n# a b c\n1 2 3\n4 5 6\n").names())
        .containsExactly("a", "b", "c");
    assertThat(read("# made by hand today\n1,2\n3,4\n").names()).isEmpty();
    assertThat(read("#id,x\n1,2\n3,4\n").names()).containsExactly("id", "x");
  }

  @Test
  void separatorsAtTheEndsOfLinesAreNoColumn() throws IOException {
    for (String text : List.of("a,b,\n1,2,\n3,4,\n", "a,b\n1,2,\n3,4,\n", "a,b,\n1,2\n3,4\n")) {
      Table table = read(text);
      assertThat(table.names()).as(text).containsExactly("a", "b");
      assertThat(table.columns()[1]).as(text).containsExactly(2, 4);
    }
    assertThat(read("1;2;\n3;4;\n").width()).isEqualTo(2);
    assertRefused("a,b\n1,2,\n3,4,5\n", "line 3 has 3 cells");
  }

  @Test
  void namesOneFewerThanCellsLeaveOutTheIndex() throws IOException {
    Table counted = read("\"a\" \"b\"\n\"1\" 2 3\n\"2\" 4 5\n");
    assertThat(counted.names()).containsExactly("", "a", "b");
    assertThat(counted.columns()[2]).containsExactly(3, 5);
    Table named = read("a,b\nParis,2,3\nRome,4,5\n");
    assertThat(named.left().get(0)).hasToString("text (\"Paris\")");
    assertRefused("a,b\n7,2,3\n9,4,5\n", "line 2 has 3 cells, the first line 2");
    assertRefused("x\n1,5\n2,5\n", "line 2 has 2 cells, the first line 1");
  }

  @Test
  void columnsWithoutNumbersAreLeftOutAndKeptApartFromDates() throws IOException {
    Table table = read("day,city,a,y\n2024-01-31,Paris,1,2\n2024-02-01,,3,4\nNA,Rome,5,6\n");
    assertThat(table.left().get(0)).hasToString("dates (\"2024-01-31\")");
    assertThat(table.left().get(1)).hasToString("text (\"Paris\")");
    assertThat(table.columns()[0]).isNull();
    assertThat(table.columns()[3]).containsExactly(2, 4, 6);
    for (String date :
        List.of("31.01.2024", "1/31/24", "2024-01-31T10:00:00Z", "10:30", "9:05 PM")) {
      assertThat(read("t,y\n" + date + ",1\n" + date + ",2\n").left().get(0).what())
          .as(date)
          .isEqualTo("dates");
    }
    assertRefused("a,b\n1,2\n1,monday\n", "line 3, column \"b\" holds \"monday\"", "--categories");
  }

  @Test
  void categoriesAreReadAsWhatStandsThere() throws IOException {
    Reading reading = new Reading("", "", List.of(), List.of(), List.of("city", "code"));
    Table table = read("city,code,y\nParis,07,1\n Rome ,7,2\n,07,3\nParis,7,4\n", reading);
    assertThat(table.levels().get(0)).containsExactly("Paris", "Rome");
    assertThat(table.columns()[0]).containsExactly(0, 1, Double.NaN, 0);
    assertThat(table.levels().get(1)).containsExactly("07", "7");
    assertThatThrownBy(
            () -> read("a,y\n1,2\n", new Reading("", "", List.of(), List.of(), List.of("town"))))
        .hasMessageContainingAll("--categories town", "there are a, y");
  }

  /** In Latin-1 the towns Köln and Käln would be one, read as UTF-8. */
  @Test
  void namesInAnotherEncodingAreRefused() throws IOException {
    Reading towns = new Reading("", "", List.of(), List.of(), List.of("town"));
    Map<String, String> refused =
        Map.of(
            "gr\u00f6\u00dfe,town,y\n1,a,2\n", "names its columns in text that is not UTF-8",
            "size,town,y\n1,a,2\n3,K\u00f6ln,4\n", "line 3, column \"town\" holds a category");
    for (var entry : refused.entrySet()) {
      byte[] latin = entry.getKey().getBytes(StandardCharsets.ISO_8859_1);
      assertThatThrownBy(() -> read(latin, towns))
          .isInstanceOf(TableException.class)
          .hasMessageContainingAll(entry.getValue(), "iconv");
      byte[] usual = entry.getKey().getBytes(StandardCharsets.UTF_8);
      assertThat(read(usual, towns).names()).contains("town");
    }
  }

  @Test
  void aDecimalCommaIsReadWhereItIsCertain() throws IOException {
    Table table = read("a;b\n1,5;2\n-0,25;3,5e2\n1000;1.234,5\n");
    assertThat(table.columns()[0]).containsExactly(1.5, -0.25, 1000);
    assertThat(table.columns()[1]).containsExactly(2, 350, 1234.5);
    assertThat(table.notes()).singleElement().asString().contains("comma before the fraction");
    assertThat(read("1,5 2,25\n3,5 4,125\n").columns()[1]).containsExactly(2.25, 4.125);
    assertThat(read("a\tb\n0,123\t1,234\n").columns()[1]).containsExactly(1.234);
  }

  @Test
  void groupsOfDigitsAreReadWhereTheyAreCertain() throws IOException {
    assertThat(read("a,b\n\"1,234,567\",1\n\"2,345\",2\n").columns()[0])
        .containsExactly(1234567, 2345);
    assertThat(read("a,b\n\"1,234.5\",1\n\"2,345\",2\n").columns()[0])
        .containsExactly(1234.5, 2345);
    assertThat(read("a,b\n1 234 567,1\n12 345,2\n").columns()[0]).containsExactly(1234567, 12345);
    assertThat(read("a,b\n1'234.5,1\n12,2\n").columns()[0]).containsExactly(1234.5, 12);
    assertThat(read("a;b\n1.234.567;1\n2.345;2\n").columns()[0]).containsExactly(1234567, 2345);
    assertRefused("a,b\n\"1,234,567\",1\n\"2,34\",2\n", "column \"a\" holds \"1,234,567\"");
  }

  @Test
  void whatMayBeOneOrTheOtherIsRefusedWithBothReadings() throws IOException {
    String text = "a,b,y\n\"2,273\",-0.38179,\"4,547\"\n\"1,539\",-1.20595,\"3,077\"\n";
    assertRefused(
        text,
        "line 2, column \"a\" holds \"2,273\"",
        "it may be 2273 or 2.273",
        "--thousands=,",
        "--decimal=,");
    assertRefused("a;b\n2,273;1\n1,539;2\n", "it may be 2273 or 2.273");
    assertThat(read(text, numbers("", ",")).columns()[0]).containsExactly(2273, 1539);
    assertThat(read("a;b\n2,273;1\n1,539;2\n", numbers(",", "")).columns()[0])
        .containsExactly(2.273, 1.539);
    assertRefused("a;b\n0,5;1.234\n1,5;2\n", "it may be 1234 or 1.234", "--thousands=.");
    assertThat(read("a;b\n0,5;1.234\n1,5;2\n", numbers(",", ".")).columns()[1])
        .containsExactly(1234, 2);
  }

  @Test
  void contradictingCellsDecideNothing() {
    assertRefused("a;b\n1,5;2.5\n2,5;3.5\n", "column \"a\" holds \"1,5\"", "--decimal=,");
    assertRefused("a;b\n\"1,234,567\";0,5\n1;2\n", "column \"a\" holds \"1,234,567\"");
  }

  @Test
  void whatIsAskedForMustMakeSense() {
    for (Reading reading :
        List.of(numbers(";", ""), numbers("", "x"), numbers(",", ","), numbers(".", "."))) {
      assertThatThrownBy(() -> read("a,b\n1,2\n", reading)).isInstanceOf(TableException.class);
    }
    assertThatThrownBy(
            () -> read("a,b\n1,2\n", new Reading("", "", List.of("a"), List.of("b"), List.of())))
        .hasMessageContaining("not both");
  }

  /** Whatever a program writes of a table, the numbers come back to the last bit. */
  @Property(tries = 150)
  void numbersSurviveEveryForm(
      @ForAll @Size(min = 6, max = 60) List<@DoubleRange(min = -1e9, max = 1e9) Double> numbers,
      @ForAll @IntRange(max = 3) int separator,
      @ForAll @IntRange(min = 2, max = 4) int width,
      @ForAll boolean comma,
      @ForAll boolean trailing,
      @ForAll boolean named,
      @ForAll boolean commented)
      throws IOException {
    String between = List.of(",", ";", "\t", "  ").get(separator);
    boolean decimal = comma && separator != 0;
    List<String> lines = new ArrayList<>();
    if (commented) {
      lines.add("# by a program, of long ago");
    }
    if (named) {
      lines.add(names(width, between));
    }
    int rows = numbers.size() / width;
    // A cell that is certain, so that all others are read likewise.
    lines.add(line(Collections.nCopies(width, 0.25), between, decimal, trailing));
    for (int row = 0; row < rows; row++) {
      lines.add(line(numbers.subList(row * width, (row + 1) * width), between, decimal, trailing));
    }
    Table table = read(String.join("\n", lines));
    assertThat(table.width()).isEqualTo(width);
    assertThat(table.rows()).isEqualTo(rows + 1);
    for (int i = 0; i < rows * width; i++) {
      assertThat(table.columns()[i % width][1 + i / width]).isEqualTo(numbers.get(i));
    }
  }

  private static String names(int width, String between) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      names.add("name" + i);
    }
    return String.join(between, names);
  }

  private static String line(
      List<Double> numbers, String between, boolean decimal, boolean trailing) {
    List<String> cells = new ArrayList<>();
    for (double number : numbers) {
      // All digits, never an exponent alone: 2E9 has no sign of its style.
      String text = new java.math.BigDecimal(Double.toString(number)).toPlainString();
      text = text.contains(".") ? text : text + ".0";
      cells.add(decimal ? text.replace('.', ',') : text);
    }
    return String.join(between, cells) + (trailing ? between : "");
  }

  private static Reading numbers(String decimal, String thousands) {
    return new Reading(decimal, thousands, List.of(), List.of(), List.of());
  }

  private static void assertRefused(String text, String... causes) {
    assertThatThrownBy(() -> read(text))
        .as(text)
        .isInstanceOf(TableException.class)
        .hasMessageContainingAll(causes);
  }

  private static Table read(String text) throws IOException {
    return read(text, Reading.PLAIN);
  }

  private static Table read(String text, Reading reading) throws IOException {
    return read(text.getBytes(StandardCharsets.UTF_8), reading);
  }

  private static Table read(byte[] text, Reading reading) throws IOException {
    Path file = Files.write(Files.createTempFile("table", ".csv"), text);
    try {
      return TableFile.read(TableInput.of(file), reading, Table.Choice.ALL);
    } finally {
      Files.delete(file);
    }
  }
}
