package io.symlab.experiment.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recipes that would end the process that reads them, by mistake or not. */
@Timeout(60)
class RecipeBoundsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a = %s1%s|[|]", "a = %s%s|{x=|}", "%s1|a.|", "a = %s|{b.c.d=|", "%s|[|"})
  void refusesWhatIsNestedTooDeeply(String form) {
    String[] parts = form.split("\\|", -1);
    String text = parts[0].formatted(parts[1].repeat(1000), parts[2].repeat(1000));
    assertRefused(text, "r.conf:1: nested more than 64 deep");
  }

  @Test
  void bracketsThatAreOnlyTextDoNotCount() throws Exception {
    String brackets = "[".repeat(200) + "....".repeat(50);
    String text =
        """
        # %1$s
        // %1$s
        description = "%1$s \\" %1$s"
        note = \"""%1$s
        %1$s\"""
        """
            .formatted(brackets);
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(RecipeException.class)
        .hasMessageNotContaining("nested")
        .hasMessageContaining("description");
  }

  @Test
  void refusesAFileThatIncludesItself() throws Exception {
    Files.writeString(folder.resolve("self.conf"), "include \"self.conf\"\nseed = 3\n");
    assertRefused("include \"self.conf\"", "files include each other more than 10 deep");
  }

  @Test
  void refusesIncludesThatAreTooLongTogether() throws Exception {
    Files.writeString(folder.resolve("long.conf"), "# " + "x".repeat(200_000) + "\n");
    assertRefused("include \"long.conf\"\n".repeat(6), "bytes are included");
  }

  @Test
  void refusesAnIncludedFileThatIsNestedTooDeeply() throws Exception {
    Files.writeString(folder.resolve("deep.conf"), "a = " + "[".repeat(1000));
    assertRefused("include \"deep.conf\"", "deep.conf:1: nested more than 64 deep");
  }

  @Test
  void includesInEachOtherAreFineUpToADepth() throws Exception {
    Files.writeString(folder.resolve("a.conf"), "include \"b.conf\"\n");
    Files.writeString(folder.resolve("b.conf"), "seed = 7\n");
    assertThat(parse("include \"a.conf\"").get(0).recipe().seed()).isEqualTo(7);
  }

  @Test
  void refusesSubstitutionsThatExplode() {
    var text = new StringBuilder("a0 = \"xxxxxxxxxx\"\n");
    for (int i = 1; i <= 40; i++) {
      text.append("a%d = ${a%d}${a%d}\n".formatted(i, i - 1, i - 1));
    }
    assertRefused(text.toString(), "would make it longer than");
  }

  @Test
  void refusesBlocksAndListsThatExplode() {
    var blocks = new StringBuilder("a0 = { x = 1, y = 2 }\n");
    var lists = new StringBuilder("a0 = [1, 2, 3]\n");
    var self = new StringBuilder("a = \"xxxxxxxxxx\"\n");
    for (int i = 1; i <= 40; i++) {
      blocks.append("a%d = { l = ${a%d}, r = ${a%d} }\n".formatted(i, i - 1, i - 1));
      lists.append("a%d = ${a%d} ${a%d}\n".formatted(i, i - 1, i - 1));
      self.append("a = ${a}${a}\n");
    }
    assertRefused(blocks.toString(), "would make it longer than");
    assertRefused(lists.toString(), "would make it longer than");
    assertRefused(self.toString(), "would make it longer than");
  }

  @Test
  void refusesValuesThatDependOnEachOtherInALongRow() {
    var text = new StringBuilder("a0 = 1\n");
    for (int i = 1; i <= 8000; i++) {
      text.append("a%d = ${a%d}\n".formatted(i, i - 1));
    }
    assertThatThrownBy(() -> parse(text.toString())).isInstanceOf(RecipeException.class);
  }

  @Test
  void usualSubstitutionsAreFine() {
    var text =
        """
        meta-train.epochs = 12
        meta-train.evaluate-every = ${meta-train.epochs}
        distill.operators = [add]
        distill.operators += mul
        distill.operators += ${meta}tanh
        meta = ""
        """;
    assertThatThrownBy(() -> parse(text))
        .hasMessageContaining("meta")
        .hasMessageNotContaining("longer");
    assertThat(parse(text.replace("${meta}", "").replace("meta = \"\"", "")).get(0).recipe())
        .isNotNull();
  }

  @ParameterizedTest
  @MethodSource("keys")
  void anyKeyThatIsNullIsRefusedInWords(String key) {
    assertThatThrownBy(() -> parse(key + " = null"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(key.substring(key.lastIndexOf('.') + 1));
  }

  static Stream<String> keys() {
    return Stream.concat(
        RecipeKeys.defaults().resolve().entrySet().stream().map(java.util.Map.Entry::getKey),
        Stream.of("sweep", "sweep.list", "sweep.grid", "meta-train"));
  }

  private void assertRefused(String text, String why) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(why);
  }

  private List<PlannedTrial> parse(String text) {
    return RecipeParser.of(ConfigFactory.empty()).parse(text, "r.conf", List.of(), folder);
  }
}
