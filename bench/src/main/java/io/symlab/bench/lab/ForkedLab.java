package io.symlab.bench.lab;

import io.symlab.cli.client.LabClient;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Submit;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A lab in a process of its own, as {@code lab daemon} is one, and what the kernel knows of it. */
final class ForkedLab implements AutoCloseable {
  private static final double TICKS_PER_SECOND = 100;
  private static final Pattern TOTAL = Pattern.compile("(?m)^Total +(\\d+) +(\\d+)");
  private static final Pattern ENVELOPES =
      Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +akka\\.dispatch\\.Envelope\\b");

  private final Path home;
  private final Process process;

  private ForkedLab(Path home, Process process) {
    this.home = home;
    this.process = process;
  }

  /** Starts one and returns once it answers. */
  static ForkedLab start(Path home, String... flags) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("io.symlab.cli.Main", "daemon", "--home", home.toString()));
    Path output = home.resolveSibling(home.getFileName() + ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
            .start();
    var lab = new ForkedLab(home, process);
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    while (!LabClient.isRunning(home)) {
      if (!process.isAlive()) {
        throw new IOException("the lab has ended: " + Files.readString(output));
      }
      Thread.sleep(20);
    }
    return lab;
  }

  /** A connection to it, to be closed. */
  LabClient connect() throws Exception {
    return LabClient.connect(home);
  }

  /** Returns the id. */
  String submit(String recipe) throws Exception {
    try (LabClient client = connect()) {
      var submit =
          Submit.newBuilder()
              .setRecipe(recipe)
              .setOrigin("bench")
              .setDirectory(home.toString())
              .setAlwaysNew(true);
      return client.ask(ClientRequest.newBuilder().setSubmit(submit)).getSubmitted().getId();
    }
  }

  /** As a power cut does it. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** In order, as SIGTERM does it; returns the seconds that it took. */
  double stop() throws InterruptedException {
    long begin = System.nanoTime();
    process.destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      System.out.println("  the lab did not leave within 60 s: killed");
      kill();
    }
    return (System.nanoTime() - begin) * 1e-9;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** User and system time of all its threads. */
  double cpuSeconds() throws IOException {
    return ticks(Path.of("/proc/" + process.pid() + "/stat")) / TICKS_PER_SECOND;
  }

  /** The same of those threads whose name contains a text. */
  double cpuSeconds(String threads) throws IOException {
    long sum = 0;
    try (var tasks = Files.list(Path.of("/proc/" + process.pid() + "/task"))) {
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
  long status(String key) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
      if (line.startsWith(key + ":")) {
        return Long.parseLong(line.replaceAll("[^0-9]", ""));
      }
    }
    throw new IOException("the kernel does not tell " + key);
  }

  long openFiles() throws IOException {
    try (var files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
      return files.count();
    }
  }

  /**
   * What lives on the heap after a full collection.
   *
   * @param bytes of all objects
   * @param messages that wait in mailboxes of actors
   */
  record Live(long bytes, long messages) {}

  Live live() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process asked =
        new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.class_histogram")
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

  /** What a folder takes on the disk, in bytes of whole blocks. */
  static long disk(Path folder) throws IOException, InterruptedException {
    Process du = new ProcessBuilder("du", "-sk", folder.toString()).start();
    String line = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    du.waitFor();
    return line.isEmpty() ? 0 : 1024 * Long.parseLong(line.split("\\s")[0]);
  }

  /** Takes a folder away. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static long ticks(Path stat) throws IOException {
    String line = Files.readString(stat);
    String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" "); // names may have blanks
    return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
  }

  /** Stops it in order. */
  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        stop();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
