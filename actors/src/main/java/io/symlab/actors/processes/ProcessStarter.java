package io.symlab.actors.processes;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Starts a process of this code with the flags of this one, and says how one has ended. */
final class ProcessStarter {
  /** Flags that are this process's alone: what it was told to do, and who watches it. */
  private static final Pattern OWN =
      Pattern.compile(
          "-Dsymlab\\..*|-Dconfig\\..*|-agentlib:.*|-javaagent:.*|-Xrunjdwp.*"
              + "|-XX:ArchiveClassesAtExit=.*");

  private static final int SIGNALS = 128;
  private static final int SHOWN = 200;

  private ProcessStarter() {}

  /**
   * Starts one. It hears of this process's end by that of its standard input.
   *
   * @param main class
   * @param output to which what it prints goes
   */
  static Process start(String main, Path output, String... words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> !OWN.matcher(flag).matches())
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(words));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** How one has ended, with the last that it said. */
  static String ending(int exitCode, Path output) {
    String how =
        exitCode > SIGNALS && exitCode < 2 * SIGNALS
            ? "it was killed by signal " + (exitCode - SIGNALS)
            : "it ended with exit code " + exitCode;
    String last = "";
    try {
      for (String line : Files.readAllLines(output, StandardCharsets.ISO_8859_1)) {
        last = line.isBlank() ? last : line.strip();
      }
    } catch (IOException e) {
      return how; // it has said nothing that can be read
    }
    return last.isEmpty() ? how : how + ": " + last.substring(0, Math.min(SHOWN, last.length()));
  }
}
