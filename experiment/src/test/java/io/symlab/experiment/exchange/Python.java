package io.symlab.experiment.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Python with torch, for tests of what is exported to it. Where there is none the test is
 * skipped, and says so. The environment's {@code SYMLAB_PYTHON} names one to try first.
 */
final class Python {
  private final String command;
  private final Path folder;

  private Python(String command, Path folder) {
    this.command = command;
    this.folder = folder;
  }

  /** The first Python that has torch, to work in a folder. */
  static Python withTorch(Path folder) throws IOException, InterruptedException {
    List<String> candidates = new ArrayList<>(List.of("python3", "/usr/bin/python3"));
    String wanted = System.getenv("SYMLAB_PYTHON");
    if (wanted != null) {
      candidates.add(0, wanted);
    }
    for (String candidate : candidates) {
      Python python = new Python(candidate, folder);
      if (python.tries("import torch")) {
        return python;
      }
    }
    assumeTrue(false, "no Python with torch");
    throw new AssertionError();
  }

  private boolean tries(String program) throws InterruptedException {
    try {
      return process("-c", program).waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** What a program prints; fails with what it complains of. */
  String run(String program) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("program.py"), program);
    Process process = process("program.py");
    boolean ended = process.waitFor(5, TimeUnit.MINUTES);
    process.destroyForcibly();
    String printed = Files.readString(folder.resolve("printed.txt"));
    assertThat(ended && process.exitValue() == 0).as(printed).isTrue();
    return printed;
  }

  private Process process(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(Arrays.asList(arguments));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("printed.txt").toFile())
        .start();
  }

  /** Lines of numbers, as a program prints them. */
  static double[][] numbers(String printed) {
    return printed
        .lines()
        .map(
            line ->
                Arrays.stream(line.strip().split(" +")).mapToDouble(Double::parseDouble).toArray())
        .toArray(double[][]::new);
  }
}
