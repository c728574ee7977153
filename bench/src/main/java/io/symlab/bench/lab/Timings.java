package io.symlab.bench.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

/** How long answers took, by verb; safe to use from many threads. */
final class Timings {
  private final Map<String, List<Double>> seconds = new TreeMap<>();
  private final Map<String, Integer> failures = new TreeMap<>();

  /** Does it and takes the time; what throws is counted, and its words are printed. */
  <T> T take(String verb, Callable<T> what) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      T result = what.call();
      add(verb, (System.nanoTime() - begin) * 1e-9);
      return result;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      synchronized (this) {
        failures.merge(verb, 1, Integer::sum);
      }
      System.out.println("  " + verb + ": " + e.getMessage());
      return null;
    }
  }

  synchronized void add(String verb, double taken) {
    seconds.computeIfAbsent(verb, name -> new ArrayList<>()).add(taken);
  }

  synchronized int count() {
    return seconds.values().stream().mapToInt(List::size).sum();
  }

  /** A line per verb: how many, median, 99th percentile, longest, all in ms, and failures. */
  synchronized void print() {
    System.out.printf(
        "  %-10s %8s %10s %10s %10s %9s%n",
        "verb", "answers", "median ms", "p99 ms", "max ms", "failures");
    seconds.forEach(
        (verb, all) ->
            System.out.printf(
                "  %-10s %8d %10.1f %10.1f %10.1f %9d%n",
                verb,
                all.size(),
                1000 * percentile(all, 0.5),
                1000 * percentile(all, 0.99),
                1000 * percentile(all, 1),
                failures.getOrDefault(verb, 0)));
    failures.forEach(
        (verb, count) -> {
          if (!seconds.containsKey(verb)) {
            System.out.printf("  %-10s failed %d times, never answered%n", verb, count);
          }
        });
  }

  /** The smallest that at least that share does not exceed. */
  static double percentile(List<Double> values, double share) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int rank = (int) Math.ceil(share * sorted.size());
    return sorted.isEmpty() ? Double.NaN : sorted.get(Math.max(0, rank - 1));
  }
}
