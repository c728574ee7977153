package io.symlab.bench.cluster;

import io.symlab.bench.forked.Folders;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.InvitationView;
import io.symlab.proto.NodeView;
import io.symlab.proto.Submit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Loses random workers of a lab while it works through a sweep: kills them (SIGKILL), or freezes
 * them for a minute, as a partition does it, with as many workers as are asked for; or kills the
 * lab itself. Prints how long each loss took to be noticed, how long until the worker was back, and
 * how much work was lost, from the last checkpoint to the kill; and in the end compares all results
 * with those of a lab without workers, byte by byte. No trial may fail, with one retry.
 *
 * <pre>{@code ./bench/run LosingWorkers [kill|freeze|lab] [LOSSES] [WORKERS] [TRIALS] [SEED]}</pre>
 */
public final class LosingWorkers {
  private static final List<String> SAME = List.of("learned.bin", "meta-loss.csv", "tuned.json");

  private static final String RECIPE =
      """
      name = losing
      optimizee { kind = quadratic, instances = 8, dimension = 10 }
      meta-train { epochs = 400, steps = 100, unroll = 20, evaluate-every = 20 }
      distill {
        rollouts { train = 2, validation = 1, test = 1 }
        steps = 20, coordinates = 10, window = 2, islands = 2, population = 20, rounds = 3
      }
      meta-tune { epochs = 2, steps = 20, evaluate-every = 2 }
      evaluate { runs = 2, steps = 20, baselines { adam = [0.01] } }
      """;

  /** What a trial's log says when work is safe, or begins. */
  private static final Pattern KEPT =
      Pattern.compile("(\\S+) (checkpoint of .*|\\S+ begins with .*|\\S+ ended after .*)");

  /** A trial whose worker was lost. */
  private record Loss(String trial, Instant when) {}

  private final Path folder;
  private final List<ForkedNode> workers = new ArrayList<>();
  private final List<Double> noticed = new ArrayList<>();
  private final List<Double> back = new ArrayList<>();
  private final List<Loss> losses = new ArrayList<>();

  private LosingWorkers(Path folder) {
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    String how = arguments.length > 0 ? arguments[0] : "kill";
    int losses = number(arguments, 1, how.equals("kill") ? 20 : 1);
    int workers = number(arguments, 2, 2);
    int trials = number(arguments, 3, 8);
    int seed = number(arguments, 4, 1);
    Path folder = Files.createTempDirectory("symlab-losing");
    try {
      new LosingWorkers(folder).run(how, losses, workers, trials, seed);
    } finally {
      Folders.delete(folder);
    }
    System.exit(0); // threads of libraries may linger
  }

  private static int number(String[] arguments, int at, int usual) {
    return arguments.length > at ? Integer.parseInt(arguments[at]) : usual;
  }

  private void run(String how, int losses, int count, int trials, long seed) throws Exception {
    Path home = folder.resolve("lab");
    Files.createDirectories(home);
    Files.writeString(
        home.resolve("lab.conf"), "symlab { retry { budget = 1, limit = 1 }, slots = 1 }");
    var lab =
        new ForkedNode(folder.resolve("lab.txt"), "daemon", "--home", home.toString()).start();
    try {
      for (int i = 0; i < count; i++) {
        join(home, "w" + i);
      }
      try (var client = connect(home)) {
        client.ask(submit(trials));
      }
      var random = new SplittableRandom(seed);
      for (int i = 0; i < losses && !ended(home); i++) {
        if (how.equals("lab")) {
          loseLab(home, lab);
        } else {
          lose(home, random.nextInt(count), how.equals("freeze"));
        }
      }
      ExperimentView view = awaitEnd(home);
      System.out.println(
          noticed.size()
              + " losses; noticed after "
              + spread(noticed)
              + " s, back after "
              + spread(back)
              + " s; work lost "
              + spread(lost(home))
              + " s; experiment "
              + view.getState()
              + ", trials "
              + view.getTrialsList().stream().map(trial -> trial.getState()).toList());
    } finally {
      for (ForkedNode worker : workers) {
        worker.kill();
      }
      lab.kill();
    }
    compare(home, undisturbed(trials), trials);
  }

  private void join(Path home, String name) throws Exception {
    long begun = System.nanoTime();
    InvitationView invited;
    try (var client = connect(home)) {
      var asked = LabQuestions.invite("127.0.0.1", Duration.ofMinutes(2), name);
      invited = client.ask(asked, Duration.ofMinutes(2)).getInvitation();
      if (invited.getBeginsAnew()) {
        client.awaitGone(Duration.ofMinutes(1));
      }
    }
    try (var client = connect(home)) {
      client.ask(LabQuestions.nodes()); // it listens
    }
    Path own = folder.resolve(name);
    var worker = new ForkedNode(folder.resolve(name + ".txt"), "worker", "--home", own.toString());
    workers.add(worker);
    worker.start("--join", invited.getJoin(), "--token", invited.getToken());
    awaitState(home, name, "up");
    System.out.printf("%s has joined after %.1f s, its keys included%n", name, since(begun));
  }

  private void lose(Path home, int which, boolean freeze) throws Exception {
    String name = "w" + which;
    ForkedNode worker = workers.get(which);
    awaitWork(home, name);
    node(home, name)
        .map(NodeView::getDoingList)
        .ifPresent(all -> all.forEach(trial -> losses.add(new Loss(trial, Instant.now()))));
    long begun = System.nanoTime();
    if (freeze) {
      worker.freeze(true);
    } else {
      worker.kill();
    }
    awaitState(home, name, "away");
    noticed.add(since(begun));
    if (freeze) {
      Thread.sleep(Math.max(0, 60_000 - (long) (1000 * since(begun))));
      worker.freeze(false);
    } else {
      worker.start();
    }
    begun = System.nanoTime();
    awaitState(home, name, "up");
    back.add(since(begun));
    System.out.printf(
        "%s: noticed after %.1f s, back after %.1f s%n",
        name, noticed.get(noticed.size() - 1), back.get(back.size() - 1));
  }

  /** It is started again at once, as its watchdog does it. */
  private void loseLab(Path home, ForkedNode lab) throws Exception {
    for (int i = 0; i < workers.size(); i++) {
      awaitState(home, "w" + i, "up");
    }
    Thread.sleep(10_000); // a trial that loses the lab three times without a checkpoint has failed
    long begun = System.nanoTime();
    lab.kill();
    lab.start();
    connect(home).close();
    noticed.add(since(begun));
    for (int i = 0; i < workers.size(); i++) {
      awaitState(home, "w" + i, "up");
    }
    back.add(since(begun));
    System.out.printf(
        "the lab listens after %.1f s, all workers are back after %.1f s%n",
        noticed.get(noticed.size() - 1), back.get(back.size() - 1));
  }

  /** From the last checkpoint before it, or the attempt's beginning, to each loss. */
  private List<Double> lost(Path home) throws IOException {
    List<Double> seconds = new ArrayList<>();
    for (Loss loss : losses) {
      Instant kept = null;
      for (String line :
          Files.readAllLines(home.resolve("experiments/" + loss.trial + "/trial.log"))) {
        Matcher told = KEPT.matcher(line);
        if (told.matches() && Instant.parse(told.group(1)).isBefore(loss.when)) {
          kept = Instant.parse(told.group(1));
        }
      }
      if (kept != null) {
        seconds.add(Duration.between(kept, loss.when).toMillis() / 1e3);
      }
    }
    return seconds;
  }

  private static void awaitState(Path home, String name, String state) throws Exception {
    while (!node(home, name).map(NodeView::getState).orElse("").equals(state)) {
      Thread.sleep(100);
    }
  }

  /** Until it has worked for a moment, or there is nothing to work on. */
  private static void awaitWork(Path home, String name) throws Exception {
    while (node(home, name).map(NodeView::getDoingCount).orElse(0) == 0 && !ended(home)) {
      Thread.sleep(100);
    }
    Thread.sleep(2000);
  }

  private static Optional<NodeView> node(Path home, String name) throws Exception {
    try (var client = connect(home)) {
      return client.ask(LabQuestions.nodes()).getNodes().getNodesList().stream()
          .filter(node -> node.getName().equals(name))
          .findFirst();
    }
  }

  private static boolean ended(Path home) throws Exception {
    try (var client = connect(home)) {
      return RunState.ended(client.experiment("e1").getState());
    }
  }

  private static ExperimentView awaitEnd(Path home) throws Exception {
    while (!ended(home)) {
      Thread.sleep(500);
    }
    try (var client = connect(home)) {
      return client.experiment("e1");
    }
  }

  private static ClientRequest.Builder submit(int trials) {
    return ClientRequest.newBuilder()
        .setSubmit(
            Submit.newBuilder()
                .setRecipe(RECIPE)
                .setOrigin("losing.conf")
                .setDirectory("/")
                .addOverrides("sweep.seeds=" + trials));
  }

  private Path undisturbed(int trials) throws Exception {
    Path home = folder.resolve("undisturbed");
    var lab = new ForkedNode(folder.resolve("other.txt"), "daemon", "--home", home.toString());
    lab.start();
    try {
      try (var client = connect(home)) {
        client.ask(submit(trials));
      }
      awaitEnd(home);
    } finally {
      lab.kill();
    }
    return home;
  }

  private static void compare(Path home, Path other, int trials) throws IOException {
    int same = 0;
    for (int trial = 1; trial <= trials; trial++) {
      for (String file : SAME) {
        Path place = Path.of("experiments", "e1", Integer.toString(trial), file);
        if (Arrays.equals(
            Files.readAllBytes(home.resolve(place)), Files.readAllBytes(other.resolve(place)))) {
          same++;
        } else {
          System.out.println("differs: " + place);
        }
      }
    }
    System.out.println(same + " of " + trials * SAME.size() + " files are the same, byte by byte");
  }

  private static LabClient connect(Path home) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    while (System.nanoTime() < end) {
      var client = LabClient.tryConnect(home);
      if (client.isPresent()) {
        return client.get();
      }
      Thread.sleep(50);
    }
    throw new IllegalStateException("the lab in " + home + " does not answer");
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }

  private static String spread(List<Double> times) {
    if (times.isEmpty()) {
      return "-";
    }
    double[] sorted = times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return String.format(
        "%.1f to %.1f, median %.1f",
        sorted[0], sorted[sorted.length - 1], sorted[sorted.length / 2]);
  }
}
