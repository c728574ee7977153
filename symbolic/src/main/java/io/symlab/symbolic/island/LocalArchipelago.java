package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Trees;
import io.symlab.symbolic.formula.Codec;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.front.FrontScoring;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * All islands of a search in one process: what distills a stored record without a lab. Its result
 * is that of the same islands carried by actors, whatever the number of threads.
 *
 * <pre>{@code
 * LocalArchipelago islands = LocalArchipelago.create(settings, samples);
 * islands.evolve(200, 2); // rounds, threads
 * ScoredFront table = ScoredFront.of(islands.front(), samples, null, test);
 * }</pre>
 */
public final class LocalArchipelago {
  private static final int VERSION = 1;

  /** What the islands see in a round. */
  private interface Shown {
    Samples in(int round);
  }

  private final SearchSettings settings;
  private final IslandSchedule schedule;
  private final Shown record;
  private final List<Island> islands;

  private LocalArchipelago(SearchSettings settings, Shown record, List<Island> islands) {
    this.settings = settings;
    this.schedule = IslandSchedule.of(settings);
    this.record = record;
    this.islands = islands;
  }

  /** New islands over rows that are all there from the start. */
  public static LocalArchipelago create(SearchSettings settings, Samples samples) {
    return create(settings, round -> samples, samples.features());
  }

  /**
   * New islands that begin with formulas from before, judged anew on these rows; those that break
   * the settings are left out.
   */
  public static LocalArchipelago create(
      SearchSettings settings, Samples samples, EarlierFormulas earlier) {
    LocalArchipelago islands = create(settings, samples);
    List<List<Expression>> populations = earlier.populations();
    for (Island island : islands.islands) {
      List<Expression> members =
          populations.isEmpty() ? List.of() : populations.get(island.index() % populations.size());
      island.beginWith(members, earlier.best());
    }
    return islands;
  }

  /** New islands over a record that is whole, shown to them batch by batch as in a lab. */
  public static LocalArchipelago create(
      SearchSettings settings, SampleReservoir reservoir, int features) {
    return create(settings, shown(settings, reservoir), features);
  }

  private static LocalArchipelago create(SearchSettings settings, Shown record, int features) {
    List<Island> islands = new ArrayList<>();
    for (int i = 0; i < settings.islands(); i++) {
      islands.add(Island.create(settings, i, features));
    }
    return new LocalArchipelago(settings, record, islands);
  }

  /** Back from {@link #encode}, over the same rows. */
  public static LocalArchipelago decode(SearchSettings settings, Samples samples, byte[] bytes) {
    return new LocalArchipelago(settings, round -> samples, islands(settings, bytes));
  }

  /** Back from {@link #encode}, over the same record. */
  public static LocalArchipelago decode(
      SearchSettings settings, SampleReservoir reservoir, byte[] bytes) {
    return new LocalArchipelago(settings, shown(settings, reservoir), islands(settings, bytes));
  }

  private static Shown shown(SearchSettings settings, SampleReservoir reservoir) {
    IslandSchedule schedule = IslandSchedule.of(settings);
    return round -> reservoir.at(schedule.batchesVisible(round, reservoir.batches() - 1));
  }

  /** Rounds that all islands have ended. */
  public int round() {
    return islands.get(0).round();
  }

  /**
   * Evolves all islands until they have ended this many rounds.
   *
   * @param threads to use; the result does not depend on them
   */
  public void evolve(int rounds, int threads) {
    ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
    try {
      while (round() < rounds) {
        leg(Math.min(rounds, round() + settings.slack()), pool);
      }
    } finally {
      pool.shutdown();
    }
  }

  /**
   * Up to d rounds, which islands can go without waiting: all the migrants they take were sent
   * before.
   */
  private void leg(int until, ExecutorService pool) {
    List<Future<?>> running = new ArrayList<>();
    List<List<Elites>> migrants = new ArrayList<>();
    for (Island island : islands) {
      migrants.add(migrants(islands.get(schedule.neighbour(island.index())), round(), until));
    }
    for (Island island : islands) {
      List<Elites> arriving = migrants.get(island.index());
      int first = island.round();
      running.add(
          pool.submit(
              () -> {
                while (island.round() < until) {
                  int round = island.round();
                  island.beginRound(record.in(round), arriving.get(round - first));
                  while (!island.evolve(System.nanoTime() + Long.MAX_VALUE / 2)) {
                    Thread.onSpinWait();
                  }
                }
              }));
    }
    for (Future<?> island : running) {
      await(island);
    }
  }

  private List<Elites> migrants(Island neighbour, int from, int until) {
    List<Elites> arriving = new ArrayList<>();
    for (int round = from; round < until; round++) {
      int sent = schedule.migrantsRound(round);
      arriving.add(sent < 0 ? Elites.NONE : neighbour.elitesAfter(sent));
    }
    return arriving;
  }

  private static void await(Future<?> island) {
    try {
      island.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("an island failed: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the islands evolved", e);
    }
  }

  /** The front of all islands; of equals the one of the first island stays. */
  public Front front() {
    Front merged = Front.EMPTY;
    for (Island island : islands) {
      merged = merged.merge(island.front());
    }
    return merged;
  }

  /**
   * What the islands hold for good, each judging for itself on rows not fitted to: what {@link
   * FrontScoring} makes a front of. Losses are those on the rows fitted to; a formula here may be
   * no better there than a simpler one.
   */
  public List<Front.Member> found() {
    List<Front.Member> all = new ArrayList<>();
    for (Island island : islands) {
      all.addAll(island.found());
    }
    return all;
  }

  /**
   * Several formulas per complexity: of the fronts and populations of all islands the best, whether
   * or not a simpler one is better. Where two differ in constants alone the better one stands.
   *
   * @param most per complexity
   * @return by complexity, then by loss
   */
  public List<Front.Member> candidates(int most) {
    Map<Expression, Front.Member> shapes = new HashMap<>();
    for (Island island : islands) {
      for (Front.Member member : island.candidates()) {
        shapes.merge(
            Trees.shape(member.expression()),
            member,
            (one, other) -> other.loss() < one.loss() ? other : one);
      }
    }
    TreeMap<Integer, List<Front.Member>> bySize = new TreeMap<>();
    shapes.values().stream()
        .sorted(
            Comparator.comparingDouble(Front.Member::loss)
                .thenComparing(member -> ExpressionText.print(member.expression(), List.of())))
        .forEach(
            member ->
                bySize.computeIfAbsent(member.complexity(), key -> new ArrayList<>()).add(member));
    return bySize.values().stream().flatMap(members -> members.stream().limit(most)).toList();
  }

  /** Programs evaluated so far. */
  public long evaluations() {
    return islands.stream().mapToLong(Island::evaluations).sum();
  }

  /** Nodes times rows evaluated so far. */
  public long nodeRows() {
    return islands.stream().mapToLong(Island::nodeRows).sum();
  }

  /** All islands and the migrants in flight, between rounds. */
  public byte[] encode() {
    return Codec.write(
        out -> {
          out.writeByte(VERSION);
          out.writeInt(islands.size());
          for (Island island : islands) {
            byte[] bytes = island.encode();
            out.writeInt(bytes.length);
            out.write(bytes);
          }
        });
  }

  static List<Island> islands(SearchSettings settings, byte[] bytes) {
    return Codec.read(
        bytes,
        "archipelago",
        in -> {
          int version = in.readByte();
          if (version != VERSION) {
            throw new IllegalArgumentException("version " + version + ", can read " + VERSION);
          }
          List<Island> islands = new ArrayList<>();
          int count = Codec.count(in.readInt());
          for (int i = 0; i < count; i++) {
            islands.add(Island.decode(settings, Codec.readBytes(in)));
          }
          if (islands.size() != settings.islands()) {
            throw new IllegalArgumentException("it was saved with another number of islands");
          }
          return islands;
        });
  }
}
