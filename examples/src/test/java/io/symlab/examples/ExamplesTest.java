package io.symlab.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example is short, says what to look at, runs and prints. */
class ExamplesTest {
  private static final Path SOURCES = Path.of("src/main/java/io/symlab/examples");

  static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      return files.filter(file -> !file.endsWith("package-info.java")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("sources")
  void anExampleIsShortAndSaysWhatToLookAt(Path source) throws IOException {
    String text = Files.readString(source);

    assertThat(text.lines()).hasSizeLessThan(60);
    assertThat(text.substring(text.indexOf("/**"))).startsWith("/**\n * Look at ");
  }

  @ParameterizedTest
  @MethodSource("sources")
  void anExampleRunsAndPrints(Path source) throws Exception {
    assertThat(printed(main(source))).isNotBlank();
  }

  private static Method main(Path source) throws ReflectiveOperationException {
    String name = source.getFileName().toString().replace(".java", "");
    return Class.forName("io.symlab.examples." + name).getMethod("main", String[].class);
  }

  private static String printed(Method main) throws ReflectiveOperationException {
    PrintStream before = System.out;
    var bytes = new ByteArrayOutputStream();
    try (var out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
      System.setOut(out);
      main.invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    before.println(bytes.toString(StandardCharsets.UTF_8));
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
