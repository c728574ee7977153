package io.symlab.bench.lab;

import io.symlab.bench.forked.Folders;
import io.symlab.bench.forked.ForkedLab;
import io.symlab.bench.forked.ProcessFigures;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.experiment.LabException;
import io.symlab.experiment.RunState;
import io.symlab.proto.ExperimentView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Mixed use for two hours: experiments are submitted, looked at, followed, paused, resumed and
 * cancelled, and the lab's process is killed and started again now and then. Once a minute, after a
 * full collection: live heap, resident memory, open files, threads, messages in mailboxes. In the
 * end it tells how the medians of the last third differ from those of the first, and what was
 * acknowledged and lost, which must be nothing.
 *
 * <pre>./bench/run Soak [minutes=120] [kill-every=10] [heap=512m] [seed=1] [in=FOLDER]</pre>
 */
public final class Soak {
  private static final int MOST_OPEN = 6;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path home;
  private final String heap;
  private final Random random;
  private final Timings timings = new Timings();
  private final List<String> acknowledged = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private ForkedLab lab;
  private int kills;

  private Soak(Path home, String heap, long seed) {
    this.home = home;
    this.heap = heap;
    this.random = new Random(seed);
  }

  private record Sample(double heap, double resident, double files, double threads, double mail) {}

  /** Takes {@code key=value} pairs. */
  public static void main(String[] args) throws Exception {
    var arguments = Arguments.of(args, "minutes", "kill-every", "heap", "seed", "in");
    Path home = Files.createTempDirectory(Path.of(arguments.text("in", "/tmp")), "symlab-soak-");
    String heap = "-Xmx" + arguments.text("heap", "512m");
    try {
      new Soak(home, heap, arguments.number("seed", 1))
          .run(arguments.number("minutes", 120), arguments.number("kill-every", 10));
    } finally {
      Folders.delete(home);
      Files.deleteIfExists(home.resolveSibling(home.getFileName() + ".out"));
    }
  }

  private void run(int minutes, int killEvery) throws Exception {
    lab = ForkedLab.start(home, heap);
    System.out.printf(
        "%6s %12s %10s %10s %13s %6s %8s %8s%n",
        "minute",
        "experiments",
        "heap MiB",
        "resident",
        "disk MiB",
        "files",
        "threads",
        "mailboxes");
    for (int minute = 1; minute <= minutes; minute++) {
      long end = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (System.nanoTime() < end) {
        act();
        Thread.sleep(200 + random.nextInt(800));
      }
      if (killEvery > 0 && minute % killEvery == 0) {
        lab.kill();
        lab = ForkedLab.start(home, heap);
        kills++;
      }
      sample(minute);
    }
    lost();
    lab.stop();
    System.out.printf("%d kills; answers:%n", kills);
    timings.print();
    grown("live heap, MiB", Sample::heap);
    grown("resident, MiB", Sample::resident);
    grown("open files", Sample::files);
    grown("threads", Sample::threads);
    grown("messages in mailboxes", Sample::mail);
  }

  private void act() throws InterruptedException {
    List<ExperimentView> all = timings.take("list", () -> ask(LabClient::experiments));
    if (all == null) {
      return;
    }
    List<ExperimentView> open =
        all.stream().filter(one -> !RunState.ended(one.getState())).toList();
    String some = all.isEmpty() ? "" : all.get(random.nextInt(all.size())).getId();
    String going = open.isEmpty() ? "" : open.get(random.nextInt(open.size())).getId();
    int what = random.nextInt(10);
    if (all.isEmpty() || (what < 3 && open.size() < MOST_OPEN)) {
      String id = timings.take("submit", () -> lab.submit(Recipes.quick(1 + random.nextInt(4))));
      if (id != null) {
        acknowledged.add(id);
      }
    } else if (what == 3 && !going.isEmpty()) {
      timings.take("cancel", () -> ask(client -> client.ask(LabQuestions.cancel(going), PATIENCE)));
    } else if (what <= 5 && !going.isEmpty()) {
      pause(going);
    } else if (what == 6 && !going.isEmpty()) {
      timings.take("follow", () -> ask(client -> follow(client, going)));
    } else if (what == 7) {
      timings.take("logs", () -> ask(c -> c.ask(LabQuestions.logs(some, 1, 0, false))));
    } else {
      timings.take("status", () -> ask(client -> client.experiment(some)));
    }
  }

  /** And goes on with it; one that has ended meanwhile is refused, which is no failure. */
  private void pause(String id) throws InterruptedException {
    timings.take(
        "pause",
        () -> {
          try {
            ask(client -> client.ask(LabQuestions.pause(id, 0), PATIENCE));
            return ask(client -> client.ask(LabQuestions.resume(id, 0), PATIENCE));
          } catch (LabException e) {
            return null; // refused
          }
        });
  }

  /** The first view of a stream, which is then dropped. */
  private static Object follow(LabClient client, String id) throws Exception {
    client.send(LabQuestions.follow(id));
    return client.next(PATIENCE);
  }

  private <T> T ask(Question<T> question) throws Exception {
    try (LabClient client = lab.connect()) {
      return question.ask(client);
    }
  }

  private void sample(int minute) throws Exception {
    ProcessFigures.Live live = lab.figures().live();
    var sample =
        new Sample(
            live.bytes() / 1048576.0,
            lab.figures().status("VmRSS") / 1024.0,
            lab.figures().openFiles(),
            lab.figures().status("Threads"),
            live.messages());
    samples.add(sample);
    System.out.printf(
        "%6d %12d %10.1f %10.0f %13d %6.0f %8.0f %8.0f%n",
        minute,
        acknowledged.size(),
        sample.heap(),
        sample.resident(),
        Folders.disk(home) >> 20,
        sample.files(),
        sample.threads(),
        sample.mail());
  }

  private void lost() throws Exception {
    List<String> known = ask(LabClient::experiments).stream().map(ExperimentView::getId).toList();
    List<String> lost = acknowledged.stream().filter(id -> !known.contains(id)).toList();
    System.out.printf("%d acknowledged, lost: %s%n", acknowledged.size(), lost);
  }

  private void grown(String what, ToDoubleFunction<Sample> reading) {
    int third = Math.max(1, samples.size() / 3);
    double first = median(samples.subList(0, third), reading);
    double last = median(samples.subList(samples.size() - third, samples.size()), reading);
    System.out.printf("%-24s first third %.1f, last third %.1f%n", what, first, last);
  }

  private static double median(List<Sample> some, ToDoubleFunction<Sample> reading) {
    return Timings.percentile(some.stream().mapToDouble(reading).boxed().toList(), 0.5);
  }

  private interface Question<T> {
    T ask(LabClient client) throws Exception;
  }
}
