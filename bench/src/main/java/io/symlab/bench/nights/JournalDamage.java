package io.symlab.bench.nights;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.symlab.actors.LabProcess;
import io.symlab.bench.forked.Folders;
import io.symlab.cli.client.LabClient;
import io.symlab.cli.client.LabQuestions;
import io.symlab.experiment.LabException;
import io.symlab.proto.ExperimentView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Damages the home of a lab at random, again and again: one bit, a cut, a lost file, in its
 * journal, its snapshots or what its trials left. Then starts a lab there and counts how it went
 * on: refused in words, or with all experiments. It fails when an experiment is gone without a
 * word, when an id is given twice, or when results are others than those of the undamaged home.
 *
 * <pre>{@code ./bench/run JournalDamage [TIMES] [SEED]}</pre>
 */
public final class JournalDamage {
  private static final List<String> KEPT = List.of("journal", "snapshots", "experiments");
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Config MAKING =
      ConfigFactory.parseString("symlab { slots = 2, checkpoint-interval = 0s, disk-reserve = 0 }");
  private static final Config GOING_ON =
      ConfigFactory.parseString("symlab { slots = 2, retry.backoff = 0s, disk-reserve = 0 }");

  private final Path folder;
  private final Path sound;
  private final SplittableRandom random;
  private final Map<String, Integer> ways = new TreeMap<>();
  private Map<String, String> names;
  private Map<String, Map<String, Long>> results;

  private JournalDamage(Path folder, long seed) {
    this.folder = folder;
    this.sound = folder.resolve("sound");
    this.random = new SplittableRandom(seed);
  }

  public static void main(String[] arguments) throws Exception {
    int times = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 200;
    long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
    Path folder = Files.createTempDirectory("symlab-damage");
    try {
      run(folder, times, seed)
          .forEach((way, count) -> System.out.printf("%4d of %d: %s%n", count, times, way));
    } finally {
      Folders.delete(folder);
    }
    System.exit(0); // threads of libraries may linger
  }

  /**
   * Runs it.
   *
   * @return how often the lab went on in which way
   * @throws IllegalStateException that says what was lost, and after which damage
   */
  static Map<String, Integer> run(Path folder, int times, long seed) throws Exception {
    var bench = new JournalDamage(folder, seed);
    bench.makeSoundHome();
    for (int i = 1; i <= times; i++) {
      bench.damageOnce(i);
    }
    return bench.ways;
  }

  /** One experiment has ended, one is in the middle of its stages, one has hardly begun. */
  private void makeSoundHome() throws Exception {
    try (var lab = LabProcess.start(sound, MAKING);
        var client = LabClient.connect(lab.home())) {
      Asking.submit(client, "name=ended", "seed=1");
      require(Asking.await(client, "e1", PATIENCE).getState().equals("done"), "e1 is not done");
      Asking.submit(client, "name=middle", "seed=2");
      while (!Files.exists(sound.resolve("experiments/e2/1/learned.bin"))) {
        Thread.sleep(5);
      }
      Asking.submit(client, "name=young", "seed=3");
    }
    Path whole = folder.resolve("whole");
    Homes.copy(sound, whole);
    results = new TreeMap<>();
    try (var lab = LabProcess.start(whole, GOING_ON);
        var client = LabClient.connect(lab.home())) {
      names = names(client);
      for (String id : names.keySet()) {
        require(Asking.await(client, id, PATIENCE).getState().equals("done"), id + " is not done");
        results.put(id, Homes.results(whole, id, 1));
      }
    }
  }

  private void damageOnce(int number) throws Exception {
    Path home = folder.resolve("damaged");
    Folders.delete(home);
    Homes.copy(sound, home);
    String damage = damage(home);
    Map<Path, Long> before = Homes.sums(home, KEPT);
    String way;
    try (var lab = LabProcess.start(home, GOING_ON);
        var client = LabClient.connect(lab.home())) {
      way = lookAround(client, home, damage);
    } catch (LabException e) {
      require(e.exitCode() == LabException.BAD_INPUT, damage + ": " + e.getMessage());
      require(e.getMessage().contains("damaged"), damage + ": " + e.getMessage());
      require(Homes.sums(home, KEPT).equals(before), damage + ": files were changed");
      way = "refused in words, nothing changed";
    }
    ways.merge(way, 1, Integer::sum);
    System.out.printf("%3d  %-60s %s%n", number, damage, way);
  }

  private String lookAround(LabClient client, Path home, String damage) throws Exception {
    require(names(client).equals(names), damage + ": there are " + names(client));
    boolean noted = client.lab().orElseThrow().getNotesCount() > 0;
    String fresh = Asking.submit(client, "name=fresh", "seed=4");
    require(fresh.equals("e" + (names.size() + 1)), damage + ": the next id was " + fresh);
    client.ask(LabQuestions.cancel(fresh));
    boolean allDone = true;
    if (damage.contains("journal/LO")) {
      return "went on: nothing of it is ever read"; // LevelDB's own log, and its lock
    }
    for (String id : names.keySet()) {
      ExperimentView end = Asking.await(client, id, PATIENCE);
      if (end.getState().equals("done")) {
        Map<String, Long> now = Homes.results(home, id, 1);
        boolean own = id.equals("e1") && damage.contains("experiments/e1/"); // none looks again
        require(own || now.equals(results.get(id)), damage + ": other results of " + id);
      } else {
        require(
            end.getState().equals("failed")
                && !end.getTrials(0).getFailureCause().isEmpty()
                && damage.contains("experiments/" + id),
            damage + ": " + id + " is " + end.getState());
        allDone = false;
      }
    }
    return (allDone ? "went on to the same results" : "a trial failed in words")
        + (noted ? ", with a note" : "");
  }

  private static Map<String, String> names(LabClient client) throws Exception {
    return client.experiments().stream()
        .collect(
            Collectors.toMap(
                ExperimentView::getId, ExperimentView::getName, (a, b) -> a, TreeMap::new));
  }

  /** What was done to which file, in words. */
  private String damage(Path home) throws IOException {
    int where = random.nextInt(10);
    List<Path> files = Homes.files(home.resolve(KEPT.get(where < 6 ? 0 : where < 8 ? 1 : 2)));
    Path file = files.get(random.nextInt(files.size()));
    Path name = home.relativize(file);
    byte[] bytes = Files.readAllBytes(file);
    int how = bytes.length == 0 ? 2 : random.nextInt(3);
    if (how == 0) {
      int bit = random.nextInt(used(bytes) * 8);
      bytes[bit / 8] ^= (byte) (1 << bit % 8);
      Files.write(file, bytes);
      return "bit " + bit % 8 + " of byte " + bit / 8 + " of " + name;
    }
    if (how == 1) {
      int length = random.nextInt(used(bytes));
      Files.write(file, Arrays.copyOf(bytes, length));
      return name + " cut to " + length + " bytes";
    }
    Files.delete(file);
    return name + " lost";
  }

  /** Without the room at the end of a log that was never used. */
  private static int used(byte[] bytes) {
    int length = bytes.length;
    while (length > 1 && bytes[length - 1] == 0) {
      length--;
    }
    return length;
  }

  private static void require(boolean fact, String otherwise) {
    if (!fact) {
      throw new IllegalStateException(otherwise);
    }
  }
}
