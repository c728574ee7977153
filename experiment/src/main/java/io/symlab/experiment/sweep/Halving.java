package io.symlab.experiment.sweep;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Successive halving (Jamieson and Talwalkar 2016), its verdicts given as soon as they are certain.
 * Of the n trials that come to a rung, the best n / factor go on, one at least. Which those are is
 * a function of what all of them report, so that neither the order of reports nor a crash between
 * them can change it. But few verdicts have to wait for all reports: a trial is out once as many
 * others as go on have done better, and goes on once too few are missing to push it out. So, as in
 * ASHA (Li et al. 2020), slots stay busy while there are more trials at a rung than slots; unlike
 * there, none goes on by the luck of having been early.
 *
 * <p>A trial that ends without a report comes last at every rung it did not reach. Equal figures go
 * by the trials' numbers. Not a number comes after every number.
 */
public final class Halving {
  /** How a trial stands at a rung. */
  public enum Verdict {
    /** It depends on reports that are missing, or on its own. */
    OPEN,
    GOES_ON,
    PRUNED
  }

  private record Entry(int trial, double value, boolean ended) {}

  /** Better ones first. */
  private static final Comparator<Entry> ORDER =
      Comparator.comparing(Entry::ended)
          .thenComparingDouble(Entry::value)
          .thenComparingInt(Entry::trial);

  private final boolean moreIsBetter;
  private final int factor;
  private final List<Map<Integer, Double>> reports = new ArrayList<>();
  private final Set<Integer> trials;
  private final Set<Integer> ended = new HashSet<>();

  /**
   * @param trials their numbers
   */
  public Halving(EarlyStopping settings, Set<Integer> trials) {
    this.moreIsBetter = settings.moreIsBetter();
    this.factor = settings.factor();
    this.trials = Set.copyOf(trials);
    for (int i = 0; i < settings.rungs().size(); i++) {
      reports.add(new HashMap<>());
    }
  }

  /** A trial has reported at a rung, from 0; only its first report at each counts. */
  public void reported(int trial, int rung, double value) {
    reports.get(rung).putIfAbsent(trial, moreIsBetter ? -value : value);
  }

  /** A trial has ended, or is left out from now on: it reports no more. */
  public void ended(int trial) {
    ended.add(trial);
  }

  /** How many trials come to a rung; that is known beforehand. */
  public int size(int rung) {
    int size = trials.size();
    for (int i = 0; i < rung; i++) {
      size = goOn(size);
    }
    return size;
  }

  /** How many of them go on. */
  public int goOn(int size) {
    return Math.max(1, size / factor);
  }

  /** The verdicts at a rung on the trials that are known to come to it. */
  public Map<Integer, Verdict> verdicts(int rung) {
    Set<Integer> members = trials;
    Map<Integer, Verdict> verdicts = Map.of();
    for (int i = 0; i <= rung; i++) {
      verdicts = verdicts(i, members);
      Set<Integer> next = new HashSet<>();
      verdicts.forEach(
          (trial, verdict) -> {
            if (verdict == Verdict.GOES_ON) {
              next.add(trial);
            }
          });
      members = next;
    }
    return verdicts;
  }

  private Map<Integer, Verdict> verdicts(int rung, Set<Integer> members) {
    List<Entry> known = known(rung, members);
    int size = size(rung);
    int goOn = goOn(size);
    int missing = size - known.size();
    Map<Integer, Verdict> verdicts = new HashMap<>();
    members.forEach(trial -> verdicts.put(trial, Verdict.OPEN));
    for (int rank = 0; rank < known.size(); rank++) {
      Verdict verdict =
          rank >= goOn ? Verdict.PRUNED : rank + missing < goOn ? Verdict.GOES_ON : Verdict.OPEN;
      verdicts.put(known.get(rank).trial(), verdict);
    }
    return verdicts;
  }

  private List<Entry> known(int rung, Set<Integer> members) {
    List<Entry> known = new ArrayList<>();
    for (int trial : members) {
      Double value = reports.get(rung).get(trial);
      if (value != null) {
        known.add(new Entry(trial, value, false));
      } else if (ended.contains(trial)) {
        known.add(new Entry(trial, 0, true));
      }
    }
    known.sort(ORDER);
    return known;
  }
}
