package io.symlab.symbolic.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.sample.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {
  @TempDir private Path folder;

  @Test
  void theLastColumnIsTheTargetUnlessAnotherIsNamed() throws IOException {
    Path file = csv("a,b,c", 12);
    Dataset plain = Dataset.read(file, Roles.PLAIN);
    assertThat(plain.names()).containsExactly("a", "b");
    assertThat(plain.layout().target()).isEqualTo("c");
    for (String y : List.of("b", "1", "-2")) {
      Dataset other = Dataset.read(file, new Roles(List.of(), y, "", List.of()));
      assertThat(other.names()).containsExactly("a", "c");
      assertThat(other.rows().y()[3]).isEqualTo(31);
      assertThat(other.rows().features()[1][3]).isEqualTo(32);
    }
  }

  @Test
  void columnsWithoutNamesAreNumberedOrNamedByThePerson() throws IOException {
    Path file = npy(3, 12);
    assertThat(Dataset.read(file, Roles.PLAIN).names()).containsExactly("x0", "x1");
    assertThat(Dataset.read(file, names("g0..g1")).names()).containsExactly("g0", "g1");
    Dataset all = Dataset.read(file, names("t", "y", "u"));
    assertThat(all.layout().target()).isEqualTo("u");
    Dataset first = Dataset.read(file, new Roles(List.of("p", "q"), "0", "", List.of()));
    assertThat(first.layout().columns()).containsExactly("y", "p", "q");
    assertThatThrownBy(() -> Dataset.read(file, names("a", "b", "c", "d")))
        .hasMessageContaining("has 3 columns, y included, but --names gives 4 names; give 2 or 3");
  }

  @Test
  void namesBecomeWhatFormulasCanUse() throws IOException {
    Dataset data = Dataset.read(csv("my speed (m/s),2nd,exp,lambda,,y", 12), Roles.PLAIN);
    assertThat(data.names()).containsExactly("my_speed_m_s", "_2nd", "exp_", "lambda_", "x4");
    assertThat(data.notes()).singleElement().asString().contains("\"2nd\" is _2nd");
    assertRefused(csv("a,a,y", 12), Roles.PLAIN, "two columns called \"a\" (numbers 0 and 1");
    assertThat(Dataset.read(csv("a b,a_b,y", 12), Roles.PLAIN).names())
        .containsExactly("a_b_2", "a_b");
  }

  @Test
  void numbersThatFloatsCannotHoldAreRefused() throws IOException {
    assertRefused(
        column("1e200"), Roles.PLAIN, "row 3 (the first is 0), column \"a\" holds 1.0E200");
    assertRefused(column("1e200"), Roles.PLAIN, "divide the column by a power of ten", "logarithm");
    assertRefused(
        csv("a,y", 12, i -> i + "e-60," + i), Roles.PLAIN, "no number larger than", "multiply");
    Path lags = csv("g0,g1,y", 12, i -> 1_000_000_000 + i + ",1," + i);
    assertRefused(
        lags,
        new Roles(List.of(), "", "", List.of("g=2")),
        "the same to a 32-bit float",
        "subtract its mean");
  }

  @Test
  void columnsFarFromZeroAreCentredBeforeTheyBecomeFloats() throws IOException {
    Dataset data =
        Dataset.read(csv("a,b,y", 12, i -> 1_000_000_000L + i + "," + i + "," + i), Roles.PLAIN);
    assertThat(data.centres().columns().get(0)).isBetween(1e9, 1e9 + 12);
    assertThat(data.centres().columns().get(1)).isZero();
    Samples rows = data.rows().samples(data.centres(), false);
    assertThat(rows.column(0)[5] - rows.column(0)[4]).isEqualTo(1);
    assertThat(rows.column(1)[5]).isEqualTo(5);
  }

  private Path column(String fourth) throws IOException {
    return csv("a,y", 12, i -> (i == 3 ? fourth : i) + "," + i);
  }

  @Test
  void unsoundRowsAreDroppedAndCounted() throws IOException {
    var text = new StringBuilder("a,b,y\n");
    for (int row = 0; row < 15; row++) {
      text.append(row).append(row == 3 ? ",," : ",1,").append(row == 7 ? "inf" : row).append('\n');
    }
    Dataset data = Dataset.read(write(text.toString()), Roles.PLAIN);
    assertThat(data.rows().count()).isEqualTo(13);
    assertThat(data.rows().dropped()).isEqualTo(2);
    assertThat(data.rows().culprits()).containsExactly("b", "y");
    assertThat(data.rows().features()[0]).startsWith(0, 1, 2, 4, 5, 6, 8);
    assertThat(data.rows().numbers()).startsWith(0, 1, 2, 4, 5, 6, 8);
    assertThat(data.notes().get(0)).contains("2 of 15 rows dropped", "b, y");
  }

  @Test
  void whatNothingCanBeLearnedFromIsRefused() throws IOException {
    assertRefused(csv("a", 12), Roles.PLAIN, "has one column");
    assertRefused(csv("a,y", 9), Roles.PLAIN, "has 9 rows; 10 are the least");
    assertRefused(csv("a,y", 0), Roles.PLAIN, "has no rows");
    assertRefused(write("a,y\n" + "1,5\n".repeat(20)), Roles.PLAIN, "the same y", "5.0", "--y");
    assertRefused(
        write("a,y\n" + "1,\n2,nan\n".repeat(20)),
        Roles.PLAIN,
        "has 0 rows left, 40 of 40 were dropped",
        "in y");
    assertRefused(
        csv("a,b", 12), new Roles(List.of(), "c", "", List.of()), "--y c", "there are a, b");
    assertRefused(
        csv("a,b", 12), new Roles(List.of(), "", "a", List.of()), "no column left to explain");
  }

  @Test
  void rowsOfWeightZeroDoNotCount() throws IOException {
    var text = new StringBuilder("a,w,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i).append(i < 3 ? ",1," : ",0,").append(i).append('\n');
    }
    Roles weighted = new Roles(List.of(), "", "w", List.of());
    assertRefused(
        write(text.toString()),
        weighted,
        "has 3 rows with a weight above 0, of 60; 10 are the least");
  }

  @Test
  void weightsAreAColumnOfTheirOwn() throws IOException {
    Dataset data = Dataset.read(csv("a,w,y", 12), new Roles(List.of(), "", "w", List.of()));
    assertThat(data.names()).containsExactly("a");
    assertThat(data.rows().weights()).startsWith(1, 11, 21);
    var bad = new StringBuilder("a,w,y\n");
    for (int row = 0; row < 12; row++) {
      bad.append(row).append(row == 5 ? ",-1," : ",1,").append(row).append('\n');
    }
    Roles weighted = new Roles(List.of(), "", "w", List.of());
    assertRefused(write(bad.toString()), weighted, "a weight of -1.0 (column w)");
    assertRefused(write(bad.toString().replaceAll(",-?1,", ",0,")), weighted, "weights of 0");
  }

  @Test
  void lagsBecomeSignalsHoweverTheColumnsStand() throws IOException {
    Dataset plain = Dataset.read(csv("t,g0,g1,g2,y", 12), lags("g=3"));
    assertThat(plain.signals().signals()).containsExactly(new Signal("g", 1, 1, 3));
    Dataset woven = Dataset.read(csv("m_0,g_0,m_1,g_1,y", 12), lags("m=2", "g=2"));
    assertThat(woven.signals().signals())
        .containsExactly(new Signal("m", 0, 2, 2), new Signal("g", 1, 2, 2));
    Dataset moved = Dataset.read(csv("g2,t,g1,g0,y", 12), lags("g=3"));
    assertThat(moved.names()).containsExactly("g0", "g1", "g2", "t");
    assertThat(moved.signals().signals()).containsExactly(new Signal("g", 0, 1, 3));
    assertThat(moved.rows().features()[0]).startsWith(3, 13, 23);
    assertRefused(csv("g0,g1,y", 12), lags("g=3"), "--lags g=3", "no column g2");
    assertRefused(csv("g0,g1,y", 12), lags("m=2"), "no column m0 or m_0");
    assertRefused(csv("g0,g1,y", 12), lags("g"), "write NAME=COUNT");
    assertRefused(csv("g0,g1,m0,y", 12), lags("g=2", "m=1"), "equally many lags");
    assertRefused(csv("g0,g1,y", 12), lags("g=2", "g=2"), "in two signals");
  }

  @Test
  void anotherFileIsReadByNameOrByPlace() throws IOException {
    Dataset data = Dataset.read(csv("a,b,y", 12), Roles.PLAIN);
    Rows turned = data.readAlike(csv("y,extra,b,a", 3));
    assertThat(turned.y()).containsExactly(0, 10, 20);
    assertThat(turned.features()[0]).containsExactly(3, 13, 23);
    assertThat(turned.features()[1]).containsExactly(2, 12, 22);
    assertThat(data.readAlike(npy(3, 4)).y()).containsExactly(2, 12, 22, 32);
    assertThatThrownBy(() -> data.readAlike(csv("a,c,y", 3)))
        .hasMessageContaining("has no column b; it has a, c, y");
    assertThatThrownBy(() -> data.readAlike(npy(4, 3))).hasMessageContaining("3 are needed");
    assertThatThrownBy(() -> data.readAlike(npy(2, 3))).hasMessageContaining("has no column y");
  }

  @Test
  void theTailIsSetApartOrAChoiceByTheSeed() throws IOException {
    Split tail = Split.tail(Dataset.read(csv("a,y", 50), Roles.PLAIN).rows(), 0.2);
    assertThat(tail.train().count()).isEqualTo(40);
    assertThat(tail.validation().y()).startsWith(401).hasSize(10);
    Split random = Split.random(Dataset.read(csv("a,y", 50), Roles.PLAIN).rows(), 0.2, 1);
    Split again = Split.random(Dataset.read(csv("a,y", 50), Roles.PLAIN).rows(), 0.2, 1);
    Split other = Split.random(Dataset.read(csv("a,y", 50), Roles.PLAIN).rows(), 0.2, 2);
    assertThat(random.validation().y()).hasSize(10).isEqualTo(again.validation().y());
    assertThat(random.validation().y()).isNotEqualTo(other.validation().y());
    assertThat(random.train().y()).hasSize(40).doesNotContain(random.validation().y());
  }

  private void assertRefused(Path file, Roles roles, String... causes) {
    assertThatThrownBy(() -> Dataset.read(file, roles))
        .isInstanceOf(TableException.class)
        .hasMessageContainingAll(causes);
  }

  private static Roles names(String... names) {
    return new Roles(List.of(names), "", "", List.of());
  }

  private static Roles lags(String... lags) {
    return new Roles(List.of(), "", "", List.of(lags));
  }

  /** Row r of column c is 10 r + c. */
  private Path csv(String head, int rows) throws IOException {
    int width = head.split(",", -1).length;
    var text = new StringBuilder(head).append('\n');
    for (int i = 0; i < rows * width; i++) {
      text.append(10 * (i / width) + i % width).append(i % width == width - 1 ? '\n' : ',');
    }
    return write(text.toString());
  }

  private Path csv(String head, int rows, IntFunction<String> line) throws IOException {
    var text = new StringBuilder(head).append('\n');
    for (int i = 0; i < rows; i++) {
      text.append(line.apply(i)).append('\n');
    }
    return write(text.toString());
  }

  private Path npy(int width, int rows) throws IOException {
    Path file = folder.resolve("t" + width + "x" + rows + ".npy");
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = 10 * (i / width) + i % width;
    }
    try (NpyWriter writer = NpyWriter.create(file, width)) {
      writer.append(values);
      writer.finish();
    }
    return file;
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "t", ".csv"), text);
  }
}
