package io.symlab.bench.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs {@code ./lab} as a shell does, and tells what it took. */
final class Shell {
  /** A line of bash's {@code times}, e.g. {@code 0m0.312s 0m0.040s}; its children's comes last. */
  private static final Pattern TIME = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s");

  private Shell() {}

  /**
   * How a command ended.
   *
   * @param seconds of the wall clock
   * @param cpuSeconds of the launcher and all that it started and waited for
   */
  record Ended(int exitCode, double seconds, double cpuSeconds, String output) {
    Ended orThrow() throws IOException {
      if (exitCode != 0) {
        throw new IOException("exit code " + exitCode + ": " + output.strip());
      }
      return this;
    }
  }

  /** Runs a verb in a home. */
  static Ended lab(Path home, String... verb) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add("bash");
    command.add("-c");
    command.add("\"$@\"; code=$?; times; exit $code");
    command.add("bash");
    command.add(Path.of(System.getenv().getOrDefault("SYMLAB_ROOT", "."), "lab").toString());
    command.addAll(List.of(verb));
    command.addAll(List.of("--home", home.toString()));
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("SYMLAB_HEAP"); // the benchmark's own
    builder.environment().remove("SYMLAB_JAVA");
    long begin = System.nanoTime();
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    double seconds = (System.nanoTime() - begin) * 1e-9;
    Matcher time = TIME.matcher(output);
    double cpu = Double.NaN;
    int end = output.length();
    while (time.find()) {
      cpu =
          60 * Double.parseDouble(time.group(1))
              + Double.parseDouble(time.group(2))
              + 60 * Double.parseDouble(time.group(3))
              + Double.parseDouble(time.group(4));
      end = time.start();
    }
    return new Ended(exitCode, seconds, cpu, output.substring(0, end));
  }

  /** Median, smallest and largest, in seconds. */
  static String spread(List<Double> values) {
    return String.format(
        Locale.ROOT,
        "median %.2f (%.2f to %.2f)",
        Timings.percentile(values, 0.5),
        Timings.percentile(values, 0),
        Timings.percentile(values, 1));
  }
}
