package io.symlab.symbolic.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Python with some modules, for tests of what is exported to it. Where none has them the test is
 * skipped. The environment's {@code SYMLAB_PYTHON} names one to try first.
 */
final class Python {
  /** By command and imports, whether they work: importing takes seconds. */
  private static final Map<String, Boolean> KNOWN = new ConcurrentHashMap<>();

  private final String command;
  private final Path folder;

  private Python(String command, Path folder) {
    this.command = command;
    this.folder = folder;
  }

  /** The first Python that has these modules, to work in a folder. */
  static Python with(Path folder, String... modules) {
    List<String> candidates = new ArrayList<>(List.of("python3", "/usr/bin/python3"));
    String wanted = System.getenv("SYMLAB_PYTHON");
    if (wanted != null) {
      candidates.add(0, wanted);
    }
    for (String candidate : candidates) {
      String imports =
          Arrays.stream(modules).map(m -> "import " + m).collect(Collectors.joining("\n"));
      if (KNOWN.computeIfAbsent(candidate + "\n" + imports, key -> runs(candidate, imports))) {
        return new Python(candidate, folder);
      }
    }
    assumeTrue(false, "no Python with " + Arrays.toString(modules));
    throw new AssertionError();
  }

  private static boolean runs(String command, String imports) {
    try {
      Process process =
          new ProcessBuilder(command, "-c", imports)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(60, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Puts a module beside the program. */
  void module(String name, String text) {
    try {
      Files.writeString(folder.resolve(name + ".py"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a program prints; fails with what it complains of. */
  String run(String program) {
    module("program", program);
    Path out = folder.resolve("out.txt");
    try {
      Process process =
          new ProcessBuilder(command, "program.py")
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(120, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      String printed = Files.readString(out, StandardCharsets.UTF_8);
      assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
      return printed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Lines of numbers, as a program prints them. */
  static double[][] numbers(String printed) {
    return printed
        .lines()
        .map(line -> Arrays.stream(line.strip().split(" +")).mapToDouble(Python::number).toArray())
        .toArray(double[][]::new);
  }

  private static double number(String text) {
    return switch (text) {
      case "nan", "-nan", "zoo" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(text);
    };
  }

  /** Rows as a Python literal. */
  static String literal(double[][] rows) {
    return Arrays.stream(rows).map(Arrays::toString).collect(Collectors.joining(",\n", "[", "]"));
  }
}
