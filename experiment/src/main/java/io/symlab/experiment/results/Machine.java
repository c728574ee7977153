package io.symlab.experiment.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The machine that a process runs on, as far as results may depend on it.
 *
 * @param system name and version of the operating system, and the processor's architecture
 * @param processor its model, where the system tells
 * @param cores that this process may use
 * @param java version and vendor of the virtual machine
 */
public record Machine(String system, String processor, int cores, String java) {
  /** This one. */
  public static Machine here() {
    return new Machine(
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"),
        model(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("java.version") + ", " + System.getProperty("java.vendor"));
  }

  private static String model() {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(info)) {
      return "";
    }
    try (var lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException e) {
      // Some kernels let one open it but not read it; a report without the model still stands.
      return "";
    }
  }
}
