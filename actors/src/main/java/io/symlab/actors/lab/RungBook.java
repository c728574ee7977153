package io.symlab.actors.lab;

import io.symlab.actors.trial.RungOrders;
import io.symlab.experiment.sweep.EarlyStopping;
import io.symlab.experiment.sweep.Halving;
import io.symlab.experiment.sweep.Halving.Verdict;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.RungReported;
import io.symlab.proto.TrialView;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What an experiment's trials reported at the rungs of its early stopping, and what follows for
 * each. All of it is a function of the reports that were journalled and of which trials have ended,
 * whatever the order.
 */
final class RungBook {
  private final Optional<EarlyStopping> settings;
  private final Halving halving;
  private final Map<Integer, Map<Integer, Double>> reports = new HashMap<>();
  private final Set<Integer> reporters = new TreeSet<>();
  private final Set<Integer> free = new HashSet<>();
  private List<Map<Integer, Verdict>> verdicts;
  private boolean givenUp;

  RungBook(ExperimentSubmitted submitted) {
    settings = SweepPlans.of(submitted.getSweep()).earlyStopping();
    Set<Integer> trials =
        IntStream.rangeClosed(1, submitted.getTrialsCount()).boxed().collect(Collectors.toSet());
    halving = settings.map(s -> new Halving(s, trials)).orElse(null);
  }

  /** Those of a trial's reports that are not known yet. */
  List<RungReported> news(TrialView view) {
    List<RungReported> news = new ArrayList<>();
    var known = reports.getOrDefault(view.getIndex(), Map.of());
    for (int rung = 0; rung < view.getRungsCount() && settings.isPresent(); rung++) {
      if (!known.containsKey(rung)) {
        news.add(
            RungReported.newBuilder()
                .setTrial(view.getIndex())
                .setRung(rung)
                .setWhat(view.getRungs(rung))
                .build());
      }
    }
    return news;
  }

  void reported(RungReported report) {
    if (settings.isPresent() && report.getRung() < settings.get().rungs().size()) {
      double value = report.getWhat().getValue();
      reports
          .computeIfAbsent(report.getTrial(), trial -> new HashMap<>())
          .putIfAbsent(report.getRung(), value);
      halving.reported(report.getTrial(), report.getRung(), value);
      reporters.add(report.getTrial());
      verdicts = null;
    }
  }

  /** A trial has ended: it reports no more. */
  void ended(int trial) {
    if (settings.isPresent()) {
      halving.ended(trial);
      reporters.remove(trial);
      verdicts = null;
    }
  }

  /** A person had it go on although it had ended: from now on nobody compares it. */
  void free(int trial) {
    ended(trial);
    free.add(trial);
  }

  /** All trials are to end: no verdict counts any more. */
  void giveUp() {
    givenUp = true;
  }

  /** Whether it has come to a rung whose verdict depends on what others have yet to report. */
  boolean waits(int trial) {
    if (settings.isEmpty() || givenUp || free.contains(trial)) {
      return false;
    }
    int passed = passed(trial);
    return passed < settings.get().rungs().size()
        && reports.getOrDefault(trial, Map.of()).containsKey(passed)
        && verdict(trial, passed) == Verdict.OPEN;
  }

  /** Whether it is to end at the rung that it has come to. */
  boolean prunes(int trial) {
    return settings.isPresent()
        && !givenUp
        && !free.contains(trial)
        && verdict(trial, passed(trial)) == Verdict.PRUNED;
  }

  /** Those that have come to a rung and not ended, in order. */
  Set<Integer> reporters() {
    return reporters;
  }

  /** What follows for it. */
  RungOrders orders(int trial) {
    if (settings.isEmpty() || givenUp || free.contains(trial)) {
      return RungOrders.NONE;
    }
    int passed = passed(trial);
    boolean pruned = verdict(trial, passed) == Verdict.PRUNED;
    return new RungOrders(settings, passed, pruned ? why(trial, passed) : "");
  }

  private int passed(int trial) {
    int passed = 0;
    while (verdict(trial, passed) == Verdict.GOES_ON) {
      passed++;
    }
    return passed;
  }

  private Verdict verdict(int trial, int rung) {
    if (verdicts == null) {
      verdicts =
          IntStream.range(0, settings.orElseThrow().rungs().size())
              .mapToObj(halving::verdicts)
              .toList();
    }
    return rung < verdicts.size()
        ? verdicts.get(rung).getOrDefault(trial, Verdict.OPEN)
        : Verdict.OPEN;
  }

  /** At which rung, against what. */
  private String why(int trial, int rung) {
    EarlyStopping early = settings.orElseThrow();
    double own = reports.getOrDefault(trial, Map.of()).getOrDefault(rung, Double.NaN);
    int size = halving.size(rung);
    int goOn = halving.goOn(size);
    double[] others =
        reports.values().stream()
            .filter(at -> at.containsKey(rung))
            .mapToDouble(at -> early.moreIsBetter() ? -at.get(rung) : at.get(rung))
            .sorted()
            .toArray();
    double cut = others[Math.min(goOn, others.length) - 1];
    return String.format(
        Locale.ROOT,
        "rung %d of %d, after %d %s of %s: %s was %s; %s by then",
        rung + 1,
        early.rungs().size(),
        early.rungs().get(rung),
        early.unit(),
        early.stage(),
        early.figure(),
        brief(own),
        String.format(
            Locale.ROOT,
            goOn == 1
                ? "%1$d of %2$d goes on, and another had %3$s or better"
                : "%1$d of %2$d go on, and as many others had %3$s or better",
            goOn,
            size,
            brief(early.moreIsBetter() ? -cut : cut)));
  }

  private static String brief(double x) {
    return Double.isFinite(x)
        ? new BigDecimal(x).round(new MathContext(6)).stripTrailingZeros().toPlainString()
        : String.valueOf(x);
  }
}
