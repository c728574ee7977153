package io.symlab.actors.endpoint;

import io.symlab.actors.lab.JournalCheck;
import io.symlab.actors.lab.Replies;
import io.symlab.actors.lab.StoredExperiments;
import io.symlab.actors.stored.DamagedJournalException;
import io.symlab.actors.stored.StoredJournal;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.ExperimentList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Answers clients that only want to look, in a home where no lab runs: from journal and files. */
public final class StoredLab {
  private static final String JOURNAL = "journal";

  private final Path home;
  private final List<StoredExperiments.Stored> experiments;
  private final Instant written;
  private final List<String> notes;

  private StoredLab(
      Path home, List<StoredExperiments.Stored> experiments, Instant written, List<String> notes) {
    this.home = home;
    this.experiments = experiments;
    this.written = written;
    this.notes = List.copyOf(notes);
  }

  /**
   * Whether a lab has ever run in a home.
   *
   * @throws DamagedJournalException when one has, and left no journal
   */
  public static boolean isThere(Path home) throws IOException {
    return JournalCheck.isThere(home);
  }

  /** Copies the journal, to which nobody may write meanwhile. */
  public static Path copy(Path home) throws IOException {
    return StoredJournal.copy(home.resolve(JOURNAL));
  }

  /**
   * Reads what was written down in a home.
   *
   * @param copy of its journal; removed again
   * @throws DamagedJournalException when something is lost that had been written down
   */
  public static StoredLab read(Path home, Path copy) throws IOException {
    var stored = StoredJournal.read(copy, home.resolve("snapshots"));
    try {
      JournalCheck.all(home, stored); // what a lab would not start with is not shown, either
      return new StoredLab(
          home,
          StoredExperiments.read(stored, home),
          lastWritten(home.resolve(JOURNAL)),
          stored.notes());
    } catch (RuntimeException e) {
      throw new IOException("the journal can't be understood: " + e.getMessage(), e);
    }
  }

  /** When something was written down last. */
  public Instant written() {
    return written;
  }

  /** What its owner should know of its journal, a line each. */
  public List<String> notes() {
    return notes;
  }

  /** Answers as a lab does that does not work; refuses what would change anything. */
  public ClientReply answer(ClientRequest request) {
    return switch (request.getWhatCase()) {
      case LIST -> list();
      case STATUS -> find(request.getStatus().getId());
      case LOGS -> read(request.getLogs().getId(), new LogReading(request.getLogs()));
      case FRONT -> read(request.getFront().getId(), new FrontReading(request.getFront()));
      default -> Replies.refused(3, "no lab is running");
    };
  }

  private ClientReply list() {
    var list = ExperimentList.newBuilder();
    experiments.forEach(one -> list.addExperiments(one.summary()));
    return ClientReply.newBuilder().setExperiments(list).build();
  }

  private ClientReply find(String id) {
    return experiments.stream()
        .filter(one -> one.summary().getId().equals(id))
        .findFirst()
        .map(one -> one.reply(home))
        .orElseGet(() -> Replies.unknown(id));
  }

  private ClientReply read(String id, FileRequest.Reading reading) {
    ClientReply found = find(id);
    return found.hasExperiment() ? FileRequest.read(found.getExperiment(), reading) : found;
  }

  private static Instant lastWritten(Path journal) throws IOException {
    Instant newest = Instant.EPOCH;
    try (Stream<Path> files = Files.list(journal)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        Instant written = Files.getLastModifiedTime(file).toInstant();
        newest = written.isAfter(newest) ? written : newest;
      }
    } catch (NoSuchFileException e) {
      return newest; // swept away meanwhile
    }
    return newest;
  }
}
