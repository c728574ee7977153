package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.cli.exit.ExitCode;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab distill}, {@code predict} and {@code export} on tables of all kinds. */
class DistillTablesTest {
  private static final List<String> SMALL =
      List.of("--operators", "+,-,*", "--islands", "1", "--population", "40", "--rounds", "4");

  @TempDir private Path folder;

  private String out;
  private String err;

  /** y = 2 a + b over columns of these names. */
  private static String linear(String a, String b) {
    var random = new SplittableRandom(5);
    var text = new StringBuilder(a + "," + b + ",y\n");
    for (int i = 0; i < 60; i++) {
      double one = Math.round(3e4 * random.nextDouble()) * 1e-4;
      double other = Math.round(4e4 * random.nextDouble() - 2e4) * 1e-4;
      text.append(one).append(',').append(other).append(',').append(2 * one + other).append('\n');
    }
    return text.toString();
  }

  @Test
  void namesOfAnyScriptSurviveDistillPredictAndExport() throws IOException {
    String[][] names = {
      {"x\u2081", "x\u2082"}, {"\uD835\uDEFC", "\uD835\uDC65"}, {"A+", "A-"}, {"e\u0301", "\u6E29"}
    };
    for (int i = 0; i < names.length; i++) {
      Path table = write("t" + i + ".csv", linear(names[i][0], names[i][1]));
      distill(table, "--out", at("run" + i));
      assertThat(run("predict", at("run" + i), table.toString())).isEqualTo(ExitCode.DONE);
      assertThat(err).as(names[i][0]).contains("R2 1.0000");
      String predictions = out;
      List<String> columns = List.of(linear(names[i][0], names[i][1]).split("\n"));
      var turned = new StringBuilder();
      for (String line : columns) {
        String[] cells = line.split(",");
        turned.append(cells[2] + "," + cells[1] + "," + cells[0] + "\n");
      }
      run("predict", at("run" + i), write("u" + i + ".csv", turned.toString()).toString());
      assertThat(out).isEqualTo(predictions);
      for (String format : List.of("text", "latex", "sympy", "numpy", "java", "torch-module")) {
        assertThat(run("export", at("run" + i), "--format", format)).as(format).isEqualTo(0);
      }
    }
  }

  @Test
  void aColumnOverManyPowersOfTenIsToldToNeedItsLogarithm() throws IOException {
    var text = new StringBuilder("p,t,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(Math.pow(10, 13 * i / 59.0 - 6)).append(',').append(i % 7).append(',');
      text.append(2 * (i % 7) + 0.1 * i).append('\n');
    }
    Path table = write("wide.csv", text.toString());
    distill(table, "--out", at("run"));
    assertThat(err + out)
        .contains(
            "column p is positive and spans 13 powers of ten: formulas may need its logarithm; ")
        .doesNotContain("times as far out");
  }

  @Test
  void aUnitOfYThatNoFormulaHasIsRefused() throws IOException {
    Path table = write("t.csv", linear("a", "b"));
    assertThat(run("distill", table.toString(), "--units", "a=m,b=kg", "--y-unit", "s"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err)
        .contains("--y-unit: no formula of columns that measure m, kg measures s; constants can");
  }

  @Test
  void aTableComesThroughStandardInput() throws IOException {
    Path table = write("t.csv", linear("a", "b"));
    String text = Files.readString(table);
    distill(table, "--out", at("run"));
    run("predict", at("run"), table.toString());
    String predictions = out;
    for (String name : List.of("-", "/dev/stdin")) {
      withInput(text, () -> run("predict", at("run"), name));
      assertThat(out).isEqualTo(predictions);
    }
    withInput(text, () -> distill(Path.of("-"), "--out", at("piped")));
    JsonNode data = front("piped").at("/provenance/data/0");
    assertThat(data.get("file").asText()).isEqualTo("-");
    assertThat(data.get("sha256")).isEqualTo(front("run").at("/provenance/data/0/sha256"));
    assertThat(run("distill", "--resume", at("piped"), "--rounds", "6"))
        .isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("came through a pipe: give it again");
    withInput(text, () -> run("distill", "--resume", at("piped"), "-", "--rounds", "6"));
    assertThat(out).contains("Done after 6 rounds");
    withInput("a,b,y\n", () -> run("distill", "--resume", at("piped"), "-", "--rounds", "7"));
    assertThat(err).contains("standard input has no rows");
    assertThat(run("distill", "-", "--test", "-")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("standard input is read for data, validation or test more than once");
  }

  @Test
  void textBecomesIndicatorsThatPredictionsReadBack() throws IOException {
    var random = new SplittableRandom(9);
    var text = new StringBuilder("sep=;\ncity;a;y\n");
    List<String> cities = List.of("New York", "Paris", "S\u00E3o Paulo");
    for (int i = 0; i < 60; i++) {
      int city = random.nextInt(3);
      double a = Math.round(3e3 * random.nextDouble()) * 1e-3;
      String line = cities.get(city) + ";" + a + ";" + (a + (city == 1 ? 3 : 0)) + "\n";
      text.append(line.replace('.', ','));
    }
    Path table = write("t.csv", text.toString());
    distill(table, "--out", at("plain"));
    assertThat(out).contains("column city holds text", "a comma before the fraction");
    distill(table, "--categories", "city", "--out", at("run"));
    assertThat(out).contains("city_New_York, city_Paris, city_S\u00E3o_Paulo");
    Path other = write("o.csv", "a,city\n1,Paris\n1,Rome\n2.5,New York\n");
    assertThat(run("predict", at("run"), other.toString(), "--choose", "accuracy"))
        .isEqualTo(ExitCode.DONE);
    assertThat(err).contains("1 row has a value in city", "none of those: Rome");
    List<Double> predicted = out.lines().skip(1).map(Double::valueOf).toList();
    assertThat(predicted.get(0)).isCloseTo(4, org.assertj.core.data.Offset.offset(0.01));
    assertThat(predicted.get(1)).isCloseTo(1, org.assertj.core.data.Offset.offset(0.01));
    assertThat(predicted.get(2)).isCloseTo(2.5, org.assertj.core.data.Offset.offset(0.01));
  }

  @Test
  void whatMayBeThousandsOrDecimalsIsRefusedUntilItIsSaid() throws IOException {
    var text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 40; i++) {
      int a = 1000 + 37 * i;
      text.append("\"1," + (100 + 7 * i) + "\"," + (i % 9) + ".5,\"" + 2 + "," + (100 + a % 899))
          .append("\"\n");
    }
    Path table = write("t.csv", text.toString());
    assertThat(run("distill", table.toString())).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).contains("line 2, column \"a\" holds \"1,100\"", "1100 or 1.100");
    distill(table, "--thousands", ",", "--out", at("run"));
    run("predict", at("run"), table.toString());
    assertThat(err).contains("on 40 rows");
    assertThat(front("run").at("/settings/reading/thousands").asText()).isEqualTo(",");
  }

  @Test
  void noRowsNeedBeSetApart() throws IOException {
    Path table = write("t.csv", linear("a", "b"));
    distill(table, "--validation", "none", "--out", at("run"));
    assertThat(out).contains("no rows are set apart", "2 * a");
    run("predict", at("run"), table.toString());
    assertThat(err).contains("on 60 rows");
  }

  @Test
  void rowsToChooseByThatAreLearnedFromAreToldOf() throws IOException {
    String text = linear("a", "b");
    Path table = write("t.csv", text);
    distill(table, "--validation", table.toString(), "--out", at("run"));
    assertThat(out).contains("nothing is held back");
    List<String> lines = text.lines().toList();
    Path some = write("some.csv", String.join("\n", lines.subList(0, 20)) + "\n");
    distill(table, "--validation", some.toString(), "--out", at("some"));
    assertThat(out).contains("nothing is held back");
    Path other = write("other.csv", Files.readString(some) + "0.125,0.25,0.375\n");
    distill(table, "--validation", other.toString(), "--out", at("other"));
    assertThat(out).doesNotContain("nothing is held back");
  }

  /** No double is as large as these formulas. */
  @Test
  void aSearchThatFindsNothingFails() throws IOException {
    var text = new StringBuilder("a,y\n");
    for (int i = 0; i < 60; i++) {
      text.append(i * 7 % 11).append(',').append(1000 + i % 13).append('\n');
    }
    Path table = write("t.csv", text.toString());
    List<String> words = new ArrayList<>(List.of("distill", table.toString()));
    words.addAll(SMALL);
    words.addAll(List.of("--template", "exp(exp(exp(exp(cosh(?)))))", "--out", at("run")));
    assertThat(run(words.toArray(String[]::new))).isEqualTo(ExitCode.FAILED);
    assertThat(err).startsWith("lab: no formula was found that is better than a constant");
    assertThat(out).doesNotContain("expression\n\n");
  }

  @Test
  void barsBetweenCellsAreToldOf() throws IOException {
    String rows = "1 | 2 | 3\n".repeat(12);
    for (String text :
        List.of(
            "a | b | y\n" + rows,
            ("a | b | y\n" + rows).replace(" ", ""),
            "| a | b | y |\n|---|---|---|\n" + rows.replaceAll("(?m)^(.*)$", "| $1 |"))) {
      Path table = write("t.csv", text);
      assertThat(run("distill", table.toString())).as(text).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(err).contains("t.csv has | between its cells: put a line sep=| in front of it");
    }
    distill(write("t.csv", "sep=|\n" + linear("a", "b").replace(",", " | ")), "--out", at("run"));
  }

  /** What was written before categories and the names in the file were kept. */
  @Test
  void anOlderFrontIsRead() throws IOException {
    Path table = write("t.csv", linear("a", "b"));
    distill(table, "--out", at("run"));
    run("predict", at("run"), table.toString());
    String predictions = out;
    Path file = folder.resolve("run/front.json");
    String older =
        Files.readString(file)
            .replaceAll("(?s),\\s*\"written\" : \\[[^\\]]*\\]", "")
            .replaceAll("(?s),\\s*\"categories\" : \\[\\s*\\](?=\\s*\\},\\s*\"rows\")", "")
            .replaceAll("(?s)\"reading\" : \\{[^}]*\\},", "");
    assertThat(older).doesNotContain("\"written\" : [", "\"reading\"");
    Files.writeString(file, older);
    assertThat(run("predict", at("run"), table.toString())).as(err).isEqualTo(ExitCode.DONE);
    assertThat(out).isEqualTo(predictions);
  }

  /** A difference of large numbers: with four digits of them nothing is left of it. */
  @Test
  void printedFormulasKeepTheirR2() throws IOException {
    var random = new SplittableRandom(3);
    var text = new StringBuilder("p,h\n");
    for (int i = 0; i < 80; i++) {
      double p = 101325 + Math.round(1e6 * random.nextDouble() - 5e5) * 1e-4;
      text.append(p).append(',').append((101325 - p) / 12).append('\n');
    }
    Path table = write("t.csv", text.toString());
    distill(table, "--out", at("run"));
    String row = out.lines().filter(l -> l.contains("best")).reduce((a, b) -> b).orElseThrow();
    assertThat(r2(row.replaceFirst(".* {2}(?=\\S)", ""), text.toString())).isGreaterThan(0.9999);
    run("export", at("run"), "--format", "latex");
    String sums = out.replace("\\cdot", "*").replace("\\left(", "(").replace("\\right)", ")");
    assertThat(r2(sums, text.toString())).isGreaterThan(0.9999);
    run("export", at("run"), "--format", "json");
    assertThat(new ObjectMapper().readTree(out).get("digits").asInt()).isBetween(6, 10);
    run("predict", at("run"), table.toString());
    assertThat(err).contains("R2 1.0000");
  }

  /** Of a formula over p, as it was printed. */
  private static double r2(String formula, String table) {
    Expression expression = ExpressionText.parse(formula.strip(), List.of("p"));
    double errors = 0;
    double squares = 0;
    for (String line : table.lines().skip(1).toList()) {
      String[] cells = line.split(",");
      double h = Double.parseDouble(cells[1]);
      errors += Math.pow(expression.evaluate(new double[] {Double.parseDouble(cells[0])}) - h, 2);
      squares += h * h; // whose mean is about 0
    }
    return 1 - errors / squares;
  }

  @Test
  void anOutlierIsToldWhereverItFalls() throws IOException {
    for (int where : new int[] {3, 20, 60}) { // in some of them it is among the validation rows
      var random = new SplittableRandom(5);
      var text = new StringBuilder("a,b,y\n");
      for (int i = 0; i < 200; i++) {
        double a = random.nextDouble();
        double b = random.nextDouble();
        text.append(a).append(',').append(b).append(',').append(i == where ? 1e6 : 2 * a * a + b);
        text.append('\n');
      }
      distill(write("t.csv", text.toString()), "--out", at("run" + where));
      assertThat(out + err).contains("1 of 200 rows makes 99 % of y's variance");
    }
  }

  @Test
  void exportTakesTheRowThatTheRunChose() throws IOException {
    var random = new SplittableRandom(8);
    var text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 80; i++) {
      double a = random.nextDouble();
      double b = random.nextDouble();
      double noise = 0.1 * (random.nextDouble() - 0.5);
      text.append(a).append(',').append(b).append(',');
      text.append(3 * a + 0.5 * b * b - 0.2 * a * b + noise).append('\n');
    }
    Path table = write("t.csv", text.toString());
    distill(table, "--out", at("usual"));
    run("export", at("usual"));
    String usual = out;
    JsonNode front = front("usual");
    String other = // which one of them is another row depends on how this machine rounds
        Stream.of("knee", "best", "accuracy")
            .filter(choice -> !front.get(choice).equals(front.get("simplest")))
            .findFirst()
            .orElseThrow();
    distill(table, "--choose", other, "--out", at("run"));
    run("export", at("run"));
    assertThat(out).isNotEqualTo(usual);
    String chosen = out;
    run("export", at("run"), "--choose", other);
    assertThat(out).isEqualTo(chosen);
    run("export", at("run"), "--choose", "simplest");
    assertThat(out).isEqualTo(usual);
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void withInput(String text, Work work) throws IOException {
    InputStream before = System.in;
    System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    try {
      work.run();
    } finally {
      System.setIn(before);
    }
  }

  private JsonNode front(String name) throws IOException {
    return new ObjectMapper().readTree(folder.resolve(name + "/front.json").toFile());
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  private void distill(Path table, String... words) {
    List<String> line = new ArrayList<>(List.of("distill", table.toString()));
    line.addAll(SMALL);
    line.addAll(List.of(words));
    assertThat(run(line.toArray(String[]::new))).as(err).isEqualTo(ExitCode.DONE);
  }

  private int run(String... words) {
    var outText = new StringWriter();
    var errText = new StringWriter();
    int code = Main.run(new PrintWriter(outText, true), new PrintWriter(errText, true), words);
    out = outText.toString();
    err = errText.toString();
    return code;
  }
}
