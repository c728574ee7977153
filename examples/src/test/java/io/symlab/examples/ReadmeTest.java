package io.symlab.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's Java is that of an example, so that it compiles and runs. */
class ReadmeTest {
  @Test
  void theReadmesLinesAreAnExamples() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    String block = readme.substring(readme.indexOf("```java\n") + 8);
    List<String> lines = lines(block.substring(0, block.indexOf("```")));
    String example = Files.readString(Path.of("src/main/java/io/symlab/examples/FitATable.java"));
    assertThat(lines).hasSizeBetween(5, 12);
    assertThat(lines(example)).containsSubsequence(lines);
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}
