package io.symlab.bench.forked;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel (Linux) and its JVM know of a process. */
public final class ProcessFigures {
  private static final double TICKS_PER_SECOND = 100;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +(\\d+) +(\\d+)");
  private static final Pattern ENVELOPES =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +akka\\.dispatch\\.Envelope\\b");

  private final long pid;

  ProcessFigures(long pid) {
    this.pid = pid;
  }

  /** User and system time of all its threads. */
  public double cpuSeconds() throws IOException {
    return ticks(Path.of("/proc/" + pid + "/stat")) / TICKS_PER_SECOND;
  }

  /** The same of those threads whose name contains a text. */
  public double cpuSeconds(String threads) throws IOException {
    long sum = 0;
    try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
      for (Path task : tasks.toList()) {
        try {
          if (Files.readString(task.resolve("comm")).contains(threads)) {
            sum += ticks(task.resolve("stat"));
          }
        } catch (IOException e) {
          sum += 0; // it has ended meanwhile
        }
      }
    }
    return sum / TICKS_PER_SECOND;
  }

  /** A line of the kernel's, e.g. {@code VmRSS} or {@code VmHWM} in kB, {@code Threads}. */
  public long status(String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
      if (line.startsWith(key + ":")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("the kernel does not tell " + key);
  }

  public long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      return files.count();
    }
  }

  /**
   * What lives on the heap after a full collection.
   *
   * @param bytes of all objects
   * @param messages that wait in mailboxes of actors
   */
  public record Live(long bytes, long messages) {}

  public Live live() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asked =
        new ProcessBuilder(jcmd, Long.toString(pid), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String histogram = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    asked.waitFor();
    Matcher total = TOTAL.matcher(histogram);
    if (!total.find()) {
      throw new IOException("jcmd says: " + histogram);
    }
    Matcher envelopes = ENVELOPES.matcher(histogram);
    return new Live(
        Long.parseLong(total.group(2)), envelopes.find() ? Long.parseLong(envelopes.group(1)) : 0);
  }

  private static long ticks(Path stat) throws IOException {
    String line = Files.readString(stat);
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" "); // names may have blanks
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }
}
