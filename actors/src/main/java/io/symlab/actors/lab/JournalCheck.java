package io.symlab.actors.lab;

import io.symlab.actors.stored.DamagedJournalException;
import io.symlab.actors.stored.StoredJournal;
import io.symlab.actors.trial.StoredTrial;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.LabEvent;
import io.symlab.proto.LabState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Whether a journal still has all that was written down in it. */
public final class JournalCheck {
  private static final Pattern OF_EXPERIMENT =
      Pattern.compile("(?:experiment|trial)-e([0-9]{1,9})(?:-[0-9]+)?");

  private static final Pattern TRIAL = Pattern.compile("e([0-9]{1,9})-([0-9]{1,9})");

  private JournalCheck() {}

  /**
   * Whether a home has a journal.
   *
   * @throws DamagedJournalException when it has none, though a lab was at work there
   */
  public static boolean isThere(Path home) throws IOException {
    if (!isEmpty(home.resolve("journal"))) {
      return true;
    }
    if (!isEmpty(home.resolve("experiments")) || !isEmpty(home.resolve("snapshots"))) {
      throw new DamagedJournalException(List.of("journal/ is empty, and experiments were there"));
    }
    return false;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findAny().isEmpty();
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /**
   * Reads all of it.
   *
   * @return the trials that were at work when the lab died, in the order in which they go on
   * @throws DamagedJournalException that names what is damaged or missing
   */
  public static List<String> all(Path home, StoredJournal journal) throws IOException {
    List<String> damages = new ArrayList<>();
    List<String> atWork = new ArrayList<>();
    for (String id : journal.ids()) {
      try {
        if (id.equals("lab")) {
          lab(home, journal);
        } else if (id.startsWith("experiment-")) {
          experiment(id, journal);
        } else if (id.startsWith("trial-")) {
          if (StoredTrial.state(id, journal).getAttemptOpen()) {
            atWork.add(id.substring("trial-".length()));
          }
        }
      } catch (DamagedJournalException e) {
        damages.addAll(e.damages());
      } catch (IllegalStateException e) {
        damages.add("\"" + id + "\": " + e.getMessage());
      }
    }
    if (!journal.ids().contains("lab")) {
      lab(home, journal);
    }
    if (!damages.isEmpty()) {
      throw new DamagedJournalException(damages);
    }
    atWork.sort(
        Comparator.comparingInt((String trial) -> number(trial, 1))
            .thenComparingInt(trial -> number(trial, 2)));
    return atWork;
  }

  /** Of a trial's name: of its experiment, or its own. */
  private static int number(String trial, int group) {
    Matcher name = TRIAL.matcher(trial);
    return name.matches() ? Integer.parseInt(name.group(group)) : Integer.MAX_VALUE;
  }

  /**
   * The lab's state.
   *
   * @throws DamagedJournalException also when there are traces of experiments that it does not know
   */
  static LabState lab(Path home, StoredJournal journal) throws IOException {
    LabState lab =
        journal.state("lab", LabState.getDefaultInstance(), LabEvent.parser(), LabHistory::apply);
    SortedSet<Long> traces = new ExperimentFolders(home).numbers();
    for (String id : journal.ids()) {
      Matcher of = OF_EXPERIMENT.matcher(id);
      if (of.matches()) {
        traces.add(Long.parseLong(of.group(1)));
      }
    }
    List<String> damages =
        traces.tailSet(lab.getLastNumber() + 1).stream().map(JournalCheck::unknown).toList();
    if (!damages.isEmpty()) {
      throw new DamagedJournalException(damages);
    }
    return lab;
  }

  private static String unknown(long number) {
    return "that e"
        + number
        + " was submitted is not in the journal, though it left traces (if experiments/e"
        + number
        + " comes from elsewhere, move it away)";
  }

  /** An experiment's state. */
  static ExperimentState experiment(String id, StoredJournal journal) throws IOException {
    return journal.state(
        id,
        ExperimentState.getDefaultInstance(),
        ExperimentEvent.parser(),
        ExperimentHistory::apply);
  }
}
