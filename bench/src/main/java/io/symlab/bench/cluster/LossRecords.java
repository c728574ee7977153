package io.symlab.bench.cluster;

import io.symlab.experiment.results.TrialFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a lab that lost workers has on its disk in the end: the trials of experiment e1. */
final class LossRecords {
  private static final List<String> SAME =
      List.of(TrialFiles.LEARNED, TrialFiles.META_LOSS, TrialFiles.FRONT, TrialFiles.TUNED);

  /** What a trial's log says when work is safe, or begins. */
  private static final Pattern KEPT =
      Pattern.compile("(\\S+) (checkpoint of .*|\\S+ begins with .*|\\S+ ended after .*)");

  /** What it says of a result. */
  private static final Pattern RESULT = Pattern.compile("\\S+ (\\S+) ended after .*");

  /**
   * A worker that was lost.
   *
   * @param trial on which it worked, e.g. {@code e1/3}
   */
  record Loss(String trial, Instant when) {}

  private final Path home;

  LossRecords(Path home) {
    this.home = home;
  }

  private List<String> log(String trial) throws IOException {
    return Files.readAllLines(home.resolve("experiments/" + trial + "/trial.log"));
  }

  /** Seconds from the last checkpoint before it, or the attempt's beginning, to each loss. */
  List<Double> lost(List<Loss> losses) throws IOException {
    List<Double> seconds = new ArrayList<>();
    for (Loss loss : losses) {
      Instant kept = null;
      for (String line : log(loss.trial)) {
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

  /** How many stages have a second result. */
  int doubleResults(int trials) throws IOException {
    int found = 0;
    for (int trial = 1; trial <= trials; trial++) {
      Set<String> stages = new HashSet<>();
      for (String line : log("e1/" + trial)) {
        Matcher result = RESULT.matcher(line);
        if (result.matches() && !stages.add(result.group(1))) {
          System.out.println("again: trial " + trial + ": " + line);
          found++;
        }
      }
    }
    return found;
  }

  /** How many times a trial's log has these words. */
  int count(String words, int trials) throws IOException {
    int found = 0;
    for (int trial = 1; trial <= trials; trial++) {
      found += (int) log("e1/" + trial).stream().filter(line -> line.contains(words)).count();
    }
    return found;
  }

  /** How many files of results there are in both homes, byte by byte. */
  int same(Path other, int trials) throws IOException {
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
    return same;
  }

  /** How many there should be. */
  static int files(int trials) {
    return trials * SAME.size();
  }
}
