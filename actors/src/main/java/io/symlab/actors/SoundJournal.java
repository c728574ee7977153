package io.symlab.actors;

import io.symlab.actors.lab.JournalCheck;
import io.symlab.actors.lab.LastLife;
import io.symlab.actors.stored.DamagedJournalException;
import io.symlab.actors.stored.StoredJournal;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a home's journal before a lab opens it: LevelDB leaves out what it can't read, and a lab
 * would begin anew with ids that have been given.
 */
public final class SoundJournal {
  private static final Logger LOG = LoggerFactory.getLogger(SoundJournal.class);
  private static final String JOURNAL = "journal";
  private static final String DAMAGED = ".damaged";

  private SoundJournal() {}

  /**
   * Reads all of it, from a copy. Damaged snapshots that events or older ones make good for are put
   * aside.
   *
   * @param home held by this process
   * @return what it left
   * @throws LabException with exit code 2 when something is lost; nothing has been changed then
   */
  static LastLife check(Path home) throws LabException, IOException {
    try {
      if (!JournalCheck.isThere(home)) {
        return new LastLife(List.of(), Optional.empty());
      }
      Path copy = Files.createTempDirectory(home.resolve("tmp"), "journal");
      StoredJournal journal = read(home, StoredJournal.copy(home.resolve(JOURNAL), copy));
      List<String> atWork = JournalCheck.all(home, journal);
      List<String> notes = new ArrayList<>(journal.notes());
      for (Path snapshot : journal.damagedSnapshots()) {
        String name = snapshot.getFileName().toString();
        Files.move(snapshot, snapshot.resolveSibling(name + DAMAGED));
        notes.add(wasDamaged(name) + "; it is kept as " + name + DAMAGED);
      }
      notes.forEach(LOG::warn);
      return new LastLife(notes, atWork.stream().findFirst());
    } catch (DamagedJournalException e) {
      throw damaged(home, e);
    }
  }

  /**
   * The same look at a lab that does not run; changes nothing.
   *
   * @param copy of its journal; removed again
   * @return what its owner should know, a line each
   * @throws LabException with exit code 2 when something is lost
   */
  public static List<String> look(Path home, Path copy) throws LabException, IOException {
    try {
      StoredJournal journal = read(home, copy);
      JournalCheck.all(home, journal);
      List<String> notes = new ArrayList<>(journal.notes());
      for (Path snapshot : journal.damagedSnapshots()) {
        notes.add(wasDamaged(snapshot.getFileName().toString()));
      }
      return notes;
    } catch (DamagedJournalException e) {
      throw damaged(home, e);
    }
  }

  private static StoredJournal read(Path home, Path copy) throws IOException {
    return StoredJournal.read(copy, home.resolve("snapshots"));
  }

  private static String wasDamaged(String snapshot) {
    return "snapshots/"
        + snapshot
        + " was damaged: what it held has been read from the events before it";
  }

  /** What to tell the user of a damaged journal, with exit code 2. */
  public static LabException damaged(Path home, DamagedJournalException e) {
    String line = System.lineSeparator() + "  ";
    return new LabException(
        LabException.BAD_INPUT,
        "the journal in "
            + home
            + " is damaged; the lab does not start, and nothing has been changed:"
            + line
            + String.join(line, e.damages())
            + System.lineSeparator()
            + "put journal/ and snapshots/ back from a copy; or move journal/, snapshots/ and"
            + " experiments/ elsewhere, where results stay readable, and the lab begins anew",
        e);
  }
}
