package io.symlab.symbolic.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Which columns are learned from, and what they are called. */
class ColumnsTest {
  @Test
  void columnsAreIgnoredOrPickedByNameOrNumber() throws IOException {
    Path file = csv("a,b b,c,y", i -> i + "," + 2 * i + "," + i * i + "," + i);
    assertThat(names(file, ignoring("b b", "0"))).containsExactly("c");
    assertThat(names(file, ignoring("b_b"))).containsExactly("a", "c");
    assertThat(names(file, picking("a", "c"))).containsExactly("a", "c");
    assertThat(names(file, picking("c", "y"))).containsExactly("c");
    assertRefused(file, ignoring("d"), "--ignore d: there is no such column", "a, b_b, c, y");
    assertRefused(file, ignoring("y"), "it is y");
    assertRefused(file, ignoring("a", "b b", "c"), "no column of numbers left");
    Path percents = csv("a,y", i -> "12%," + i);
    assertRefused(
        percents, ignoring(), "no column of numbers left", "column a holds text (\"12%\")");
    Path text = csv("a,note,y", i -> i + "," + (i == 5 ? "x" : i) + "," + i);
    assertThat(names(text, ignoring("note"))).containsExactly("a");
    Path many = csv("g0,g1,g2,h,y", i -> "1,2,3," + i + "," + i);
    assertThat(names(many, ignoring("g0..g2"))).containsExactly("h");
  }

  @Test
  void textIsLeftOutAndTold() throws IOException {
    Dataset data = read(csv("city,a,y", i -> (i % 2 == 0 ? "Rome," : "Paris,") + i + "," + i));
    assertThat(data.names()).containsExactly("a");
    assertThat(data.notes())
        .containsExactly(
            "column city holds text (\"Rome\") and was left out; --categories city makes an"
                + " indicator of each of its values");
    Path last = csv("a,city", i -> i + ",Rome");
    assertRefused(last, Reading.PLAIN, "in its last column \"city\"", "--y");
  }

  @Test
  void categoriesBecomeIndicators() throws IOException {
    Path file =
        csv(
            "city,a,y",
            i -> List.of("Rome", "New York", i == 5 ? "" : "Rome").get(i % 3) + "," + i + ",1" + i);
    Dataset data = Dataset.read(TableInput.of(file), Roles.PLAIN, categories("city"));
    assertThat(data.names()).containsExactly("city_New_York", "city_Rome", "a");
    assertThat(data.rows().dropped()).isEqualTo(1);
    assertThat(data.rows().features()[1]).startsWith(1, 0, 1, 1, 0, 1);
    Path other = csv("y,a,city", i -> "1" + i + "," + i + "," + (i == 0 ? "Oslo" : "Rome"));
    Rows rows = data.readAlike(other);
    assertThat(rows.features()[0]).containsOnly(0);
    assertThat(rows.features()[1]).startsWith(0, 1, 1);
    boolean[] used = {false, true, false};
    Rows few = RowsAlike.forPrediction(other, data.layout(), data.names(), used);
    assertThat(few.features()[1]).startsWith(0, 1, 1);
    assertThat(few.features()[2]).isNull();
  }

  @Test
  void numbersCanBeCategories() throws IOException {
    Path file = csv("kind,a,y", i -> i % 2 + 1 + "," + i + ",1" + i);
    assertThat(Dataset.read(TableInput.of(file), Roles.PLAIN, categories("kind")).names())
        .containsExactly("kind_1", "kind_2", "a");
    float[] values = new float[36];
    for (int i = 0; i < 12; i++) {
      values[3 * i] = i % 3;
      values[3 * i + 2] = i;
    }
    Path npy = Files.createTempFile("t", ".npy");
    Files.write(npy, NpyWriter.bytes(values, 3));
    Dataset data = Dataset.read(TableInput.of(npy), Roles.PLAIN, categories("0"));
    assertThat(data.names()).containsExactly("x0_0", "x0_1", "x0_2", "x1");
    assertThat(data.rows().features()[2]).startsWith(0, 0, 1, 0, 0, 1);
    Files.delete(npy);
  }

  @Test
  void aCategoryMustBeOne() throws IOException {
    Path file = csv("city,a,y", i -> "Rome," + i + ",1" + i);
    assertRefused(file, categories("city"), "one value only", "--ignore city");
    assertRefused(file, categories("y"), "it is y");
  }

  @Test
  void whatOnlyCountsTheRowsIsAnIndex() throws IOException {
    for (String head : List.of(",a,y", "rownames,a,y", "Unnamed: 0,a,y")) {
      Dataset data = read(csv(head, i -> i + 1 + "," + i % 5 + "," + i));
      assertThat(data.names()).as(head).containsExactly("a");
      assertThat(data.notes())
          .as(head)
          .anySatisfy(n -> assertThat(n).contains("taken as an index"));
    }
    assertThat(read(csv(",a,y", i -> 3 * i + "," + i % 5 + "," + i)).names())
        .containsExactly("x0", "a");
    assertThat(read(csv("t,a,y", i -> i + "," + i % 5 + "," + i)).names())
        .containsExactly("t", "a");
    Path file = csv(",a,y", i -> i + "," + i % 5 + "," + i);
    assertThat(names(file, picking("0", "a"))).containsExactly("x0", "a");
  }

  @Test
  void aColumnThatIsCalledTheTargetIsTold() throws IOException {
    Dataset data = read(csv("target,a,b", i -> i + "," + i % 5 + "," + i % 7));
    assertThat(data.layout().target()).isEqualTo("b");
    assertThat(data.notes()).singleElement().asString().contains("--y target");
    assertThat(read(csv("label,a,y", i -> i + "," + i % 5 + "," + i % 7)).notes()).isEmpty();
  }

  @Test
  void namesThatWouldBeTheSameGetNumbers() throws IOException {
    assertThat(named("A+", "A-")).containsExactly("A", "A_2");
    assertThat(named("x\u2081", "x\u2082", "x1")).containsExactly("x1_2", "x2", "x1");
    assertThat(named("a b", "a_b", "a-b", "a_b_2"))
        .containsExactly("a_b_3", "a_b", "a_b_4", "a_b_2");
    assertThat(named("\uD835\uDEFC", "\uD835\uDC65")).containsExactly("\u03B1", "x");
    assertThat(named("e\u0301", "n\u0303\u0308")).containsExactly("\u00E9", "\u00F1\u0308");
  }

  /** Where the other file lacks a column, its like must not be taken for it. */
  @Test
  void anotherFilesColumnsAreFoundByTheNamesThatWereWritten() throws IOException {
    Dataset data = read(csv("A+,A-,y", i -> i + "," + -i % 5 + "," + i));
    Path turned = csv("y,A-,A+", i -> i + ",7," + 3 * i);
    Rows rows = data.readAlike(turned);
    assertThat(rows.features()[0]).startsWith(0, 3, 6);
    assertThat(rows.features()[1]).containsOnly(7);
    Path lacking = csv("A-,y", i -> "7," + i);
    assertThatThrownBy(() -> data.readAlike(lacking))
        .hasMessageContaining("has no column A (\"A+\" where it was learned from)");
    Path cleaned = csv("b b,y", i -> i + "," + i);
    Path written = csv("b_b,y", i -> 2 * i + "," + i);
    assertThat(read(cleaned).readAlike(written).features()[0]).startsWith(0, 2, 4);
  }

  /** Whatever columns are called, formulas over them print, read back and mean the same column. */
  @Property(tries = 300)
  void namesOfAnyScriptSurviveTheRoundTrip(@ForAll("headers") List<String> header)
      throws IOException {
    var notes = new java.util.ArrayList<String>();
    Layout layout = Layout.of(Path.of("t.csv"), header, header.size(), Roles.PLAIN, notes);
    assertThat(layout.columns()).doesNotHaveDuplicates();
    int[] all = layout.locate(Path.of("t.csv"), header, header.size(), layout.columns());
    for (int c = 0; c < header.size(); c++) {
      Expression variable = Expression.variable(c);
      String text = ExpressionText.print(variable, layout.columns());
      assertThat(ExpressionText.parse(text, layout.columns())).as(text).isEqualTo(variable);
      assertThat(all[c]).isEqualTo(c);
    }
  }

  @Provide
  Arbitrary<List<String>> headers() {
    Arbitrary<String> some =
        Arbitraries.of(
            "A+",
            "A-",
            "A",
            "x\u2081",
            "x1",
            "\uD835\uDEFC",
            "\u03B1",
            "e\u0301",
            "\u00E9",
            "exp",
            "lambda",
            "2nd",
            "\u0915\u093F",
            "\u6E29\u5EA6",
            "\u0661",
            "m\u00B2",
            "_",
            "a b",
            "a_b",
            "\uD83D\uDE00",
            "lag");
    Arbitrary<String> any =
        Arbitraries.strings().all().ofMinLength(1).ofMaxLength(6).filter(s -> !s.isBlank());
    return Arbitraries.oneOf(some, any)
        .list()
        .ofMinSize(2)
        .ofMaxSize(8)
        .uniqueElements(String::strip);
  }

  private static List<String> named(String... names) throws TableException {
    return ColumnNames.cleaned(List.of(names), "t.csv", new java.util.ArrayList<>());
  }

  private static List<String> names(Path file, Reading reading) throws IOException {
    return Dataset.read(TableInput.of(file), Roles.PLAIN, reading).names();
  }

  private static Dataset read(Path file) throws IOException {
    return Dataset.read(file, Roles.PLAIN);
  }

  private static Reading ignoring(String... names) {
    return new Reading("", "", List.of(names), List.of(), List.of());
  }

  private static Reading picking(String... names) {
    return new Reading("", "", List.of(), List.of(names), List.of());
  }

  private static Reading categories(String... names) {
    return new Reading("", "", List.of(), List.of(), List.of(names));
  }

  private static void assertRefused(Path file, Reading reading, String... causes) {
    assertThatThrownBy(() -> Dataset.read(TableInput.of(file), Roles.PLAIN, reading))
        .isInstanceOf(TableException.class)
        .hasMessageContainingAll(causes);
  }

  private static Path csv(String head, IntFunction<String> line) throws IOException {
    var text = new StringBuilder(head).append('\n');
    for (int i = 0; i < 12; i++) {
      text.append(line.apply(i)).append('\n');
    }
    Path file = Files.createTempFile("columns", ".csv");
    file.toFile().deleteOnExit();
    return Files.writeString(file, text);
  }
}
