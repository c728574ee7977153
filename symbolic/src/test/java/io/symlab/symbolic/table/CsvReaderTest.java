package io.symlab.symbolic.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class CsvReaderTest {

  @Property(tries = 100)
  void whatIsWrittenReadsBackWhateverTheStyle(
      @ForAll @Size(max = 200) List<Double> numbers,
      @ForAll @IntRange(min = 1, max = 6) int width,
      @ForAll @IntRange(min = 0, max = 2) int separator,
      @ForAll @IntRange(min = 0, max = 2) int ending,
      @ForAll boolean quoted,
      @ForAll boolean marked)
      throws IOException {
    String between = List.of(",", ";", "\t").get(separator);
    String end = List.of("\n", "\r\n", "\r").get(ending);
    int rows = numbers.size() / width;
    var text = new StringBuilder(marked ? "\uFEFF" : "");
    for (int c = 0; c < width; c++) {
      text.append(c == 0 ? "" : between).append(quoted ? "\"a \"\"" + c + "\"\"\"" : "a" + c);
    }
    for (int i = 0; i < rows * width; i++) {
      String number = Double.toString(numbers.get(i));
      text.append(i % width == 0 ? end : between).append(quoted ? '"' + number + '"' : number);
    }
    Table table = read(text.toString());
    assertThat(table.names().get(width - 1))
        .isEqualTo(quoted ? "a \"" + (width - 1) + "\"" : "a" + (width - 1));
    assertThat(table.rows()).isEqualTo(rows);
    for (int i = 0; i < rows * width; i++) {
      assertThat(table.columns()[i % width][i / width]).isEqualTo(numbers.get(i));
    }
  }

  @Property(tries = 2000)
  void everyNumberIsReadAsTheDoubleThatJavaReads(
      @ForAll double value, @ForAll @IntRange(min = 0, max = 20) int digits) {
    for (String text :
        List.of(
            Double.toString(value),
            Float.toString((float) value),
            String.format(Locale.ROOT, "%." + digits + "e", value),
            String.format(Locale.ROOT, "%." + digits + "f", Math.IEEEremainder(value, 1e6)))) {
      assertThat(parse(text)).as(text).isEqualTo(Double.parseDouble(text));
    }
  }

  @Property(tries = 500)
  void whatIsNoNumberIsNeverTakenForOne(@ForAll @NotEmpty @StringLength(max = 6) String text) {
    double value;
    try {
      value = parse(text);
    } catch (NumberFormatException e) {
      return;
    }
    if (Double.isFinite(value) && !text.strip().matches("(?i)true|false")) {
      assertThat(value).isEqualTo(Double.parseDouble(text));
    }
  }

  @Test
  void missingValuesAreNaN() throws IOException {
    Table table = read("a,b\n1,\n,2\nNA,nan\nNULL,#N/A\n-inf, 3 \nTrue,false");
    assertThat(table.columns()[0])
        .containsExactly(1, Double.NaN, Double.NaN, Double.NaN, Double.NEGATIVE_INFINITY, 1);
    assertThat(table.columns()[1]).containsExactly(Double.NaN, 2, Double.NaN, Double.NaN, 3, 0);
  }

  @Test
  void blankLinesAreNothingAndALastCellMayBeEmpty() throws IOException {
    Table table = read("\n a ,b\n\n1,2\n   \n3,");
    assertThat(table.names()).containsExactly("a", "b");
    assertThat(table.columns()[0]).containsExactly(1, 3);
    assertThat(table.columns()[1]).containsExactly(2, Double.NaN);
  }

  @Test
  void aFirstLineOfNumbersIsData() throws IOException {
    Table table = read("1,2\n3,4");
    assertThat(table.names()).isEmpty();
    assertThat(table.columns()[1]).containsExactly(2, 4);
  }

  @Test
  void theHeaderOfNumpysSavetxtIsOne() throws IOException {
    assertThat(read("# a,b\n1,2").names()).containsExactly("a", "b");
  }

  @Test
  void aCellMayHoldLineEndsAndSeparators() throws IOException {
    assertThat(read("\"a,\nb\",c\n1,2\n").names()).containsExactly("a,\nb", "c");
    assertThatThrownBy(() -> read("\"a,\nb\",c\n1,2\n3,x\n"))
        .hasMessageContaining("line 4, column \"c\"");
  }

  @Test
  void textInAColumnThatNobodyWantsIsNoMatter() throws IOException {
    Path file = write("day,x\nmonday,1\ntuesday,2\n");
    Table table = TableFile.read(file, (names, width) -> new boolean[] {false, true});
    assertThat(table.columns()[0]).isNull();
    assertThat(table.columns()[1]).containsExactly(1, 2);
    Files.delete(file);
  }

  @Test
  void longFilesReadAsShortOnes() throws IOException {
    int rows = 200_000;
    var text = new StringBuilder("row,\"its square\"\n");
    for (int row = 0; row < rows; row++) {
      text.append(row).append(",\"").append((long) row * row).append("\"\r\n");
    }
    Table table = read(text.toString());
    assertThat(table.rows()).isEqualTo(rows);
    double[] expected = new double[rows];
    for (int row = 0; row < rows; row++) {
      expected[row] = (double) ((long) row * row);
    }
    assertThat(Arrays.equals(table.columns()[1], expected)).isTrue();
    assertThat(table.columns()[0][rows - 1]).isEqualTo(rows - 1);
  }

  @Test
  void whatIsWrongIsSaidWithItsPlace() {
    assertRefused("", "is empty");
    assertRefused("\n\n", "is empty");
    assertRefused("a,b\n1,2\n3\n", "line 3 has 1 cell, the first line 2", "commas");
    assertRefused("a;b\n1;2;3\n", "line 2 has 3 cells, the first line 2", "semicolons");
    assertRefused("a;b\n1;1.5\n1;2,5\n", "line 3, column \"b\" holds \"2,5\"", "decimal point");
    assertRefused("a,b\n1,2\n1,monday\n", "line 3, column \"b\" holds \"monday\"", "no number");
    assertRefused("a,b\n1,2e\n", "no number");
    assertRefused("a,b\n1,0x1p3\n", "no number");
    assertRefused("a,b\n1,\"2\n", "line 2 opens a quote");
    assertRefused("PK\u0003\u0004,b\n1,2\n", "zip archive");
    assertRefused("a,\0b\n1,2\n", "is no text");
  }

  private static double parse(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return CsvNumber.parse(bytes, 0, bytes.length);
  }

  private static void assertRefused(String text, String... causes) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(TableException.class)
        .hasMessageContainingAll(causes);
  }

  private static Table read(String text) throws IOException {
    Path file = write(text);
    try {
      return TableFile.read(file);
    } finally {
      Files.delete(file);
    }
  }

  private static Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile("table", ".csv"), text);
  }
}
