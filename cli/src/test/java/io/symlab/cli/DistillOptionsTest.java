package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.symlab.cli.exit.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every option of {@code lab distill} that is a number, with values that it cannot have. */
class DistillOptionsTest {
  /** Options and what is wrong with them beside text and NaN. */
  private static final Map<String, List<String>> NUMBERS =
      Map.ofEntries(
          Map.entry("--seconds", List.of("-1", "0")),
          Map.entry("--rounds", List.of("-1", "0", "1.5", "1e30")),
          Map.entry("--stop-loss", List.of("-1", "-1e-9")),
          Map.entry("--save-every", List.of("-1", "0")),
          Map.entry("--candidates", List.of("-1", "0", "0.5")),
          Map.entry("--islands", List.of("-1", "0", "99999")),
          Map.entry("--population", List.of("-1", "0", "3")),
          Map.entry("--max-complexity", List.of("-1", "0", "99999")),
          Map.entry("--reservoir", List.of("-1", "0", "9")),
          Map.entry("--threads", List.of("-1", "0")),
          Map.entry("--seed", List.of("1.5", "99999999999999999999")));

  /** Options that are lists of names with numbers, or forms with numbers in them. */
  private static final Map<String, List<String>> FORMS =
      Map.of(
          "--complexity", List.of("exp=0", "exp=-1", "exp=1.5", "exp=nan", "exp", "exp=3,exp=4"),
          "--lags", List.of("a=0", "a=-1", "a=NaN", "a=x", "a"),
          "--loss", List.of("huber(-1)", "huber(0)", "huber(NaN)", "quantile(2)", "quantile(x)"),
          "--constraint", List.of("depth <= 0", "depth <= -1", "cost(exp) = 0", "size(pow) <= x"),
          "--y", List.of("3", "-4", "1.5"),
          "--weights", List.of("9", "-9"),
          "--validation", List.of("0", "NaN"));

  @TempDir private Path folder;
  private Path csv;
  private String err;

  @BeforeEach
  void makeData() throws IOException {
    csv = folder.resolve("data.csv");
    var text = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 40; i++) {
      text.append(i).append(',').append(i * 7 % 11).append(',').append(2 * i + i * 7 % 11);
      text.append('\n');
    }
    Files.writeString(csv, text);
  }

  @Test
  void numbersThatCannotBeAreRefusedAndTheOptionIsNamed() {
    NUMBERS.forEach(
        (option, values) -> {
          List<String> all = new ArrayList<>(values);
          all.addAll(List.of("NaN", "many", ""));
          all.forEach(value -> refused(option, value));
        });
  }

  @Test
  void formsWithNumbersThatCannotBeAreRefusedAndTheOptionIsNamed() {
    FORMS.forEach((option, values) -> values.forEach(value -> refused(option, value)));
  }

  @Test
  void numbersAreCalledNumbers() {
    refused("--stop-loss", "many");
    assertThat(err).contains("'many' is no number").doesNotContain("double");
    refused("--islands", "1.5");
    assertThat(err).contains("'1.5' is no whole number");
  }

  @Test
  void whatIsSaidTwiceIsRefused() {
    refused("--complexity", "exp=3,exp=4");
    assertThat(err).contains("exp").contains("twice");
    refused("--units", "a=m,a=s");
    assertThat(err).contains("says the unit of a twice");
    refused("--units", "m,s,b=kg");
    assertThat(err).contains("says the unit of b twice");
  }

  @Test
  void anEntryThatIsEmptyIsRefused() {
    for (String option : List.of("--y", "--operators", "--ignore", "--columns", "--categories")) {
      for (String list : List.of("a,", ",a", "a,,b", "a, ")) {
        refused(option, list);
        assertThat(err).contains("there is nothing beside a comma");
      }
      refused(option, "");
    }
    for (String option : List.of("--names", "--lags", "--units", "--complexity")) {
      refused(option, "a=2,");
      assertThat(err).contains("there is nothing beside a comma");
    }
  }

  @Test
  void aConstantThatIsDearerThanAnyFormulaIsRefused() {
    refused("--complexity", "exp=2,constant=50");
    assertThat(err).contains("it counts 50, and --max-complexity is 40");
    refused("--constraint", "cost(constant) = 41");
    assertThat(err).contains("--constraint: no formula with a constant fits");
  }

  @Test
  void whatIsNeverFiniteIsRefusedWithTheReason() {
    refused("--define", "f(x) = 2 + x / 0");
    assertThat(err).contains("position 8: f is never finite: it divides by 0");
    refused("--define", "f(x, y) = x * exp(1000) + y");
    assertThat(err).contains("exp(1000.0) is Infinity");
    refused("--guess", "1/0");
    assertThat(err).contains("never finite: it divides by 0");
    refused("--guess", "p1 * a / (2 - 2)");
    assertThat(err).contains("it divides by 2.0 - 2.0");
  }

  @Test
  void aLossThatIsLargestAtYIsRefused() {
    refused("--loss", "1 - tanh(square(prediction-y))");
    assertThat(err).contains("is smaller away from y than at it: 1.00 where the prediction is y");
  }

  @Test
  void whereNothingCanBeMadeIsToldInWords() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")));
    refused("--out", "/proc/x");
    assertThat(err).contains("--out /proc/x can't be made: ").doesNotContain("Exception");
  }

  @Test
  void aFileOfSettingsThatIsNoneSaysSo() {
    refused("--config", folder.resolve("nope").toString());
    assertThat(err).contains("there is no such file").doesNotContain("Exception");
    refused("--config", folder.toString());
    assertThat(err).contains("is a folder").doesNotContain("Exception");
  }

  private void refused(String option, String value) {
    var text = new StringWriter();
    var to = new PrintWriter(text, true);
    Path out = folder.resolve("out");
    List<String> line = new ArrayList<>(List.of("distill", csv.toString()));
    if (!option.equals("--out")) {
      line.add("--out=" + out);
    }
    line.add(option + "=" + value);
    if (!option.equals("--rounds")) {
      line.add("--rounds=1");
    }
    int code = Main.run(to, to, line.toArray(String[]::new));
    err = text.toString();
    assertThat(code).as("%s=%s: %s", option, value, err).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err).startsWith("lab: ").contains(option).doesNotContain("defect");
    assertThat(out).doesNotExist();
  }
}
