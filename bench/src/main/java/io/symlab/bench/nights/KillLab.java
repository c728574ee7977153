package io.symlab.bench.nights;

import io.symlab.bench.forked.Folders;
import io.symlab.bench.forked.ForkedLab;
import io.symlab.cli.client.LabClient;
import io.symlab.experiment.RunState;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentView;
import io.symlab.proto.Pause;
import io.symlab.proto.Resume;
import io.symlab.proto.Retry;
import io.symlab.proto.TrialView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Kills a lab (SIGKILL) at random moments while it works through sweeps with early stopping, starts
 * it again each time, and submits, pauses, resumes and retries what was pruned meanwhile. In the
 * end everything that was acknowledged is there and done or pruned, with the verdicts and the
 * results of a lab that nobody killed, bit for bit; otherwise it fails and says what was lost.
 *
 * <pre>{@code ./bench/run KillLab [KILLS] [SEED]}</pre>
 */
public final class KillLab {
  private static final Duration LONGEST_LIFE = Duration.ofSeconds(6);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final List<String> SWEEP =
      List.of(
          "sweep.grid.\"meta-train.learning-rate\"=[0.003, 0.01]",
          "sweep.seeds=2",
          "sweep.early-stopping.stage=meta-train",
          "sweep.early-stopping.rungs=[4, 8]",
          "sweep.early-stopping.factor=2");

  private final Path folder;
  private final SplittableRandom random;
  private final List<String> acknowledged = new ArrayList<>();
  private final Set<String> paused = new TreeSet<>();
  private final Map<String, Set<Integer>> retried = new TreeMap<>();

  private KillLab(Path folder, long seed) {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
  }

  public static void main(String[] arguments) throws Exception {
    int kills = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Path folder = Files.createTempDirectory("symlab-kills");
    try {
      System.out.println(run(folder, kills, seed));
    } finally {
      Folders.delete(folder);
    }
    System.exit(0); // threads of libraries may linger
  }

  /** Runs it; returns what there was, in words. */
  static String run(Path folder, int kills, long seed) throws Exception {
    return new KillLab(folder, seed).run(kills);
  }

  private String run(int kills) throws Exception {
    Path killed = home("killed", "checkpoint-interval = 0s, retry.deaths = 1000000");
    for (int i = 1; i <= kills; i++) {
      live(killed, i);
    }
    Map<String, Map<String, Long>> results = finish(killed);
    Path undisturbed = home("undisturbed", "checkpoint-interval = 5s");
    submitAll(undisturbed);
    finish(undisturbed);
    retryAll(undisturbed);
    Map<String, Map<String, Long>> expected = finish(undisturbed);
    if (!results.equals(expected)) {
      throw new IllegalStateException("results differ: " + results + ", not " + expected);
    }
    return String.format(
        "%d kills: all of %d experiments (%d trials, %d of them retried) that were acknowledged are"
            + " done, with the same bits as undisturbed ones",
        kills,
        acknowledged.size(),
        results.size(),
        retried.values().stream().mapToInt(Set::size).sum());
  }

  /** One life of the lab, from its start to its being killed. */
  private void live(Path home, int number) throws Exception {
    long end = System.nanoTime() + random.nextLong(LONGEST_LIFE.toNanos());
    ForkedLab lab = ForkedLab.begin(home, folder.resolve("output"));
    boolean up = false;
    try {
      // Half the lives are counted from the start, so that starting is met, too.
      if (random.nextBoolean()) {
        try (LabClient client = lab.connect()) {
          up = true;
          end = System.nanoTime() + random.nextLong(LONGEST_LIFE.toNanos());
          requireAll(client);
          if (open(client) < 2) {
            acknowledged.add(submit(client, acknowledged.size() + 1));
          }
          pauseOrResume(client);
          retry(client);
        }
      }
      Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
    } finally {
      lab.kill();
    }
    System.out.printf(
        "kill %3d %s, %d acknowledged%n",
        number, up ? "at work" : "from the start", acknowledged.size());
  }

  private static String submit(LabClient client, int seed) throws Exception {
    List<String> overrides = new ArrayList<>(List.of("name=killed", "seed=" + seed));
    overrides.addAll(SWEEP);
    return Asking.submit(client, overrides.toArray(String[]::new));
  }

  /** What was acknowledged of that is to be so in the next life. */
  private void pauseOrResume(LabClient client) throws Exception {
    for (ExperimentView one : client.experiments()) {
      boolean rests = RunState.PAUSED.is(one.getState());
      boolean ended = RunState.ended(one.getState());
      if (paused.contains(one.getId()) && !rests && !ended) {
        throw new IllegalStateException(one.getId() + " was paused and is " + one.getState());
      }
      if (rests) {
        client.ask(ClientRequest.newBuilder().setResume(Resume.newBuilder().setId(one.getId())));
      }
      if (rests || ended) {
        paused.remove(one.getId());
      }
    }
    String last = acknowledged.get(acknowledged.size() - 1);
    if (random.nextInt(3) == 0 && !RunState.ended(client.experiment(last).getState())) {
      client.ask(ClientRequest.newBuilder().setPause(Pause.newBuilder().setId(last)));
      paused.add(last);
    }
  }

  /** A pruned trial, now and then; from now on it is to be done. */
  private void retry(LabClient client) throws Exception {
    for (String id : acknowledged) {
      for (TrialView trial : client.experiment(id).getTrialsList()) {
        boolean pruned = RunState.PRUNED.is(trial.getState());
        if (pruned && retried.getOrDefault(id, Set.of()).contains(trial.getIndex())) {
          throw new IllegalStateException(id + " was retried and has " + trial);
        }
        if (pruned && !paused.contains(id) && random.nextInt(3) == 0) {
          retry(client, id, trial.getIndex());
          retried.computeIfAbsent(id, key -> new TreeSet<>()).add(trial.getIndex());
          return;
        }
      }
    }
  }

  private static void retry(LabClient client, String id, int trial) throws Exception {
    client.ask(ClientRequest.newBuilder().setRetry(Retry.newBuilder().setId(id).setTrial(trial)));
  }

  private void retryAll(Path home) throws Exception {
    try (var lab = ForkedLab.begin(home, folder.resolve("output"));
        var client = lab.connect()) {
      for (var entry : retried.entrySet()) {
        for (int trial : entry.getValue()) {
          retry(client, entry.getKey(), trial);
        }
      }
    }
  }

  private void requireAll(LabClient client) throws Exception {
    List<String> known = client.experiments().stream().map(ExperimentView::getId).toList();
    if (!known.containsAll(acknowledged)) {
      throw new IllegalStateException("acknowledged " + acknowledged + ", there are " + known);
    }
  }

  private static long open(LabClient client) throws Exception {
    return client.experiments().stream().filter(e -> e.getEndedMillis() == 0).count();
  }

  private void submitAll(Path home) throws Exception {
    try (var lab = ForkedLab.begin(home, folder.resolve("output"));
        var client = lab.connect()) {
      for (int i = 0; i < acknowledged.size(); i++) {
        submit(client, i + 1);
      }
    }
  }

  /** The results of every trial, by its name, once all have ended. */
  private Map<String, Map<String, Long>> finish(Path home) throws Exception {
    Map<String, Map<String, Long>> results = new TreeMap<>();
    try (var lab = ForkedLab.begin(home, folder.resolve("output"));
        var client = lab.connect()) {
      requireAll(client);
      for (ExperimentView one : client.experiments()) {
        if (RunState.PAUSED.is(one.getState())) {
          client.ask(ClientRequest.newBuilder().setResume(Resume.newBuilder().setId(one.getId())));
        }
      }
      for (String id : acknowledged) {
        ExperimentView end = Asking.await(client, id, PATIENCE);
        if (!end.getState().equals("done")) {
          throw new IllegalStateException(id + " is " + end);
        }
        for (TrialView trial : end.getTrialsList()) {
          results.put(
              id + "/" + trial.getIndex() + " " + how(trial),
              Homes.results(home, id, trial.getIndex()));
        }
      }
    }
    return results;
  }

  /**
   * How it ended: where it was pruned and with what. Against what is told as it was known by then,
   * which depends on when the others' reports came; the verdict does not.
   */
  private static String how(TrialView trial) {
    return trial.getState() + " " + trial.getFailureCause().replaceFirst("; .* by then", "");
  }

  private Path home(String name, String settings) throws Exception {
    Path home = Homes.make(folder.resolve(name));
    Files.writeString(
        home.resolve("lab.conf"), "symlab { slots = 2, disk-reserve = 0, " + settings + " }\n");
    return home;
  }
}
