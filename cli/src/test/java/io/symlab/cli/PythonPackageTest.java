package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs the Python package's own tests against this build, where there is a Python with NumPy; tests
 * that need more of it are skipped by themselves, and it is printed which. The environment's {@code
 * SYMLAB_PYTHON} names a Python to use.
 */
class PythonPackageTest {
  private static final Path PACKAGE = Path.of("..", "python").toAbsolutePath().normalize();

  /** Prints how many of the modules that some tests need there are; fails without NumPy. */
  private static final String COUNT =
      """
      import sys, numpy
      from importlib.util import find_spec
      assert sys.version_info >= (3, 9)
      print(sum(find_spec(name) is not None for name in ("sklearn", "pandas", "sympy", "torch")))
      """;

  private static final long MINUTES = 20;

  @TempDir private static Path folder;
  private static String python;
  private static Path launcher;

  @BeforeAll
  static void findPythonAndEngine() throws IOException, InterruptedException {
    python = bestPython();
    assumeTrue(python != null, "no Python of version 3.9 or later with numpy");
    launcher = launcher();
  }

  static List<String> modules() throws IOException {
    try (Stream<Path> files = Files.list(PACKAGE.resolve("tests"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("test_") && name.endsWith(".py"))
          .map(name -> name.substring(0, name.length() - ".py".length()))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("modules")
  void itsTestsPass(String module) throws IOException, InterruptedException {
    Path out = folder.resolve(module + ".txt");
    int code = run(PACKAGE, out, python, "-m", "unittest", "-v", "tests." + module);
    String printed = Files.readString(out, StandardCharsets.UTF_8);
    assertThat(code).as(printed).isZero();
    assertThat(printed).containsPattern("Ran [1-9][0-9]* tests?");
    printed
        .lines()
        .filter(line -> line.contains("skipped '"))
        .forEach(line -> System.out.println("python: " + line));
  }

  /** The one with most of what some tests need; null when there is none. */
  private static String bestPython() throws InterruptedException {
    String named = System.getenv("SYMLAB_PYTHON");
    String best = null;
    int most = -1;
    for (String candidate :
        named == null ? List.of("python3", "/usr/bin/python3") : List.of(named)) {
      int count = count(candidate);
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  private static int count(String candidate) throws InterruptedException {
    Path out = folder.resolve("count.txt");
    try {
      return run(folder, out, candidate, "-c", COUNT) == 0
          ? Integer.parseInt(Files.readString(out).strip())
          : -1;
    } catch (IOException e) {
      return -1;
    }
  }

  private static int run(Path place, Path out, String... command)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .directory(place.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("SYMLAB", String.valueOf(launcher));
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    builder.environment().remove("SYMLAB_HOME");
    Process process = builder.start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
    }
    return process.exitValue();
  }

  /** A launcher of the classes under test. */
  private static Path launcher() throws IOException {
    Path file = folder.resolve("lab");
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-javaagent"))
        .forEach(words::add);
    // Each of many processes lives for a second.
    words.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    words.add("-Dsymlab.launcher=" + file);
    words.add("-cp");
    words.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    words.add(Main.class.getName());
    String command =
        words.stream()
            .map(word -> "'" + word.replace("'", "'\\''") + "'")
            .collect(Collectors.joining(" "));
    Files.writeString(
        file, "#!/bin/sh\n# Symlab's command line, for tests.\nexec " + command + " \"$@\"\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
