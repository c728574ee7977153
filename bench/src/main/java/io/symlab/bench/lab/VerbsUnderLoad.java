package io.symlab.bench.lab;

import io.symlab.bench.forked.Folders;
import io.symlab.bench.forked.ForkedLab;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.proto.StageView;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What 50 verbs a second from 8 shells cost two trials that train. Windows without and with verbs
 * take turns; of each are told the trials' steps per CPU-second of the threads that train, which
 * other load on the machine does not move as it moves the wall clock, and what the lab's other
 * threads used. A shell here is a thread that makes a connection for each verb, as the command line
 * does; with "cold", it runs {@code ./lab} itself, as many a second as the machine can start.
 *
 * <pre>./bench/run VerbsUnderLoad [seconds=10] [windows=6] [rate=50] [shells=8] [cold] [in=FOLDER]
 * </pre>
 */
public final class VerbsUnderLoad {
  /** The work dispatcher's threads, of whose names the kernel keeps 15 letters. */
  private static final String WORKERS = "symlab-symlab.w";

  private final ForkedLab lab;
  private final Path home;
  private final String id;
  private final Timings timings = new Timings();

  private VerbsUnderLoad(ForkedLab lab, Path home, String id) {
    this.lab = lab;
    this.home = home;
    this.id = id;
  }

  /**
   * One stretch of time.
   *
   * @param stepsPerCpuSecond of the threads that train
   * @param others CPU-seconds of the lab's other threads per second of wall time
   */
  private record Window(double stepsPerCpuSecond, double stepsPerSecond, double others) {}

  /** Takes {@code key=value} pairs, and {@code cold}. */
  public static void main(String[] args) throws Exception {
    var arguments = Arguments.of(args, "seconds", "windows", "rate", "shells", "cold", "in");
    Path home = Files.createTempDirectory(Path.of(arguments.text("in", "/tmp")), "symlab-verbs-");
    try (var lab = ForkedLab.start(home, "-Dsymlab.slots=2")) {
      String id = lab.submit(Recipes.endless(2));
      Thread.sleep(10_000); // until what trains is compiled
      var bench = new VerbsUnderLoad(lab, home, id);
      bench.run(
          arguments.number("seconds", 10),
          arguments.number("windows", 6),
          arguments.number("rate", 50),
          arguments.number("shells", 8),
          arguments.has("cold"));
      try (LabClient client = lab.connect()) {
        client.ask(LabQuestions.cancel(id));
      }
    } finally {
      Folders.delete(home);
      Files.deleteIfExists(home.resolveSibling(home.getFileName() + ".out"));
    }
  }

  private void run(int seconds, int windows, int rate, int shells, boolean cold) throws Exception {
    List<Window> quiet = new ArrayList<>();
    List<Window> asked = new ArrayList<>();
    System.out.printf(
        "%-10s %20s %14s %28s%n",
        "verbs", "steps/CPU-second", "steps/second", "other threads, CPU-s/s");
    for (int i = 0; i < windows; i++) {
      quiet.add(window("none", () -> Thread.sleep(1000L * seconds)));
      asked.add(window("asked", () -> ask(seconds, rate, shells, cold)));
    }
    double before = median(quiet);
    double with = median(asked);
    System.out.printf(
        "medians of %d windows: %.1f without, %.1f with: %.1f %% slower by CPU-second%n",
        windows, before, with, 100 * (1 - with / before));
    System.out.printf(
        "%d verbs, %.1f a second%n",
        timings.count(), timings.count() / (double) (windows * seconds));
    timings.print();
  }

  private Window window(String name, Work work) throws Exception {
    long begin = System.nanoTime();
    double trains = lab.figures().cpuSeconds(WORKERS);
    double all = lab.figures().cpuSeconds();
    long steps = steps();
    work.run();
    double wall = (System.nanoTime() - begin) * 1e-9;
    double trained = lab.figures().cpuSeconds(WORKERS) - trains;
    long done = steps() - steps;
    double others = lab.figures().cpuSeconds() - all - trained;
    var window = new Window(done / trained, done / wall, others / wall);
    System.out.printf(
        "%-10s %20.1f %14.1f %28.3f%n",
        name, window.stepsPerCpuSecond(), window.stepsPerSecond(), window.others());
    return window;
  }

  /** Of both trials; those that run tell of it twice a second. */
  private long steps() throws Exception {
    Thread.sleep(600); // the last report is of now, or nearly
    try (LabClient client = lab.connect()) {
      long sum = 0;
      for (TrialView trial : client.experiment(id).getTrialsList()) {
        sum += trial.getStagesList().stream().mapToLong(VerbsUnderLoad::done).sum();
      }
      return sum;
    }
  }

  private static long done(StageView stage) {
    return stage.getProgress().getDone();
  }

  private void ask(int seconds, int rate, int shells, boolean cold) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(shells);
    var over = new AtomicBoolean();
    for (int shell = 0; shell < shells; shell++) {
      int first = shell;
      threads.execute(() -> shell(first, rate / (double) shells, over, cold));
    }
    Thread.sleep(1000L * seconds);
    over.set(true);
    threads.shutdown();
    threads.awaitTermination(60, TimeUnit.SECONDS);
  }

  private void shell(int first, double rate, AtomicBoolean over, boolean cold) {
    List<String> verbs = List.of("list", "status", "ping", "logs");
    long begin = System.nanoTime();
    try {
      for (int i = 0; !over.get(); i++) {
        String verb = verbs.get((first + i) % verbs.size());
        timings.take(verb, () -> cold ? cold(verb) : warm(verb));
        long due = begin + (long) ((i + 1) / rate * 1e9);
        long left = (due - System.nanoTime()) / 1_000_000;
        if (left > 0) {
          Thread.sleep(left);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Object warm(String verb) throws Exception {
    try (LabClient client = lab.connect()) {
      return switch (verb) {
        case "list" -> client.experiments();
        case "status" -> client.experiment(id);
        case "logs" -> client.ask(LabQuestions.logs(id, 1, 0, false));
        default -> client.ask(LabQuestions.ping());
      };
    }
  }

  private Object cold(String verb) throws Exception {
    return switch (verb) {
      case "status", "logs" -> Shell.lab(home, verb, id).orThrow();
      case "ping" -> Shell.lab(home, "status").orThrow();
      default -> Shell.lab(home, verb).orThrow();
    };
  }

  private static double median(List<Window> windows) {
    return Timings.percentile(windows.stream().map(Window::stepsPerCpuSecond).toList(), 0.5);
  }

  private interface Work {
    void run() throws Exception;
  }
}
