package io.symlab.actors.stored;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBException;
import org.iq80.leveldb.DBIterator;
import org.iq80.leveldb.ReadOptions;

/**
 * The events of a journal as Akka's LevelDB plugin lays them down, and the snapshots beside it,
 * read without Akka. Works on a copy: opening a store writes to it, and the original is to stay as
 * it is.
 */
public final class StoredJournal {
  /** Keys are an actor's number, an event's number, and 0; numbers of actors begin after these. */
  private static final int NAMES = 1;

  private static final int FIRST_ACTOR = 10;
  private static final Pattern TABLE = Pattern.compile("[0-9]{6,}\\.(sst|ldb)");

  // Akka's PersistentMessage and PersistentPayload, by their fields' numbers.
  private static final int MESSAGE_PAYLOAD = 1;
  private static final int PAYLOAD_BYTES = 2;

  private final Map<String, NavigableMap<Long, byte[]>> events;
  private final StoredSnapshots snapshots;
  private final List<String> notes;

  private StoredJournal(
      Map<String, NavigableMap<Long, byte[]>> events,
      StoredSnapshots snapshots,
      List<String> notes) {
    this.events = events;
    this.snapshots = snapshots;
    this.notes = notes;
  }

  /** Copies LevelDB's folder, to which nobody may write meanwhile, to a temporary one. */
  public static Path copy(Path journal) throws IOException {
    return copy(journal, Files.createTempDirectory("symlab-journal"));
  }

  /**
   * The same.
   *
   * @param temporary empty; removed again when that fails
   */
  public static Path copy(Path journal, Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(journal)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.copy(file, temporary.resolve(file.getFileName()));
      }
    } catch (IOException e) {
      delete(temporary);
      throw e;
    }
    return temporary;
  }

  /**
   * Reads a journal.
   *
   * @param temporary the copy of LevelDB's folder; removed again
   * @param snapshots the folder beside the original; may not exist
   * @throws DamagedJournalException when something in LevelDB's files is not what was written
   */
  public static StoredJournal read(Path temporary, Path snapshots) throws IOException {
    try {
      List<String> notes = JournalFiles.check(temporary);
      if (System.getProperty("library.leveldbjni.path") == null) {
        System.setProperty("library.leveldbjni.path", temporary.toString());
      }
      try (DB db = LevelDb.open(temporary.toFile())) {
        return new StoredJournal(events(db), new StoredSnapshots(snapshots), notes);
      } catch (DBException e) {
        throw new DamagedJournalException(List.of(damagedTable(String.valueOf(e.getMessage()))));
      } catch (IOException e) {
        boolean corrupt = String.valueOf(e.getMessage()).contains("orruption");
        throw corrupt && !(e instanceof DamagedJournalException)
            ? new DamagedJournalException(List.of(damagedTable(e.getMessage())))
            : e;
      }
    } finally {
      delete(temporary);
    }
  }

  /**
   * What an actor's past makes of it: its newest snapshot that is whole, and the events after it.
   *
   * @param id its persistence id
   * @param apply what an event makes of a state
   * @throws DamagedJournalException when an event is missing, or can't be read
   */
  public <S extends Message, E extends Message> S state(
      String id, S empty, Parser<E> eventParser, BiFunction<S, E, S> apply) throws IOException {
    var snapshot = snapshots.newest(id, empty);
    S state = snapshot.isPresent() ? snapshot.get().state() : empty;
    long number = snapshot.isPresent() ? snapshot.get().number() : 0;
    for (var event : events.getOrDefault(id, new TreeMap<>()).tailMap(number + 1).entrySet()) {
      number++;
      if (event.getKey() != number) {
        throw new DamagedJournalException(
            List.of("events of \"" + id + "\" from number " + number + " on are missing"));
      }
      try {
        state = apply.apply(state, eventParser.parseFrom(payload(event.getValue())));
      } catch (InvalidProtocolBufferException e) {
        throw new DamagedJournalException(
            List.of("event " + number + " of \"" + id + "\" can't be read"));
      }
    }
    if (number == 0 && snapshots.ids().contains(id)) {
      throw new DamagedJournalException(
          List.of("the snapshots of \"" + id + "\" are damaged, and the events before them gone"));
    }
    return state;
  }

  /** What is worth a word and no damage. */
  public List<String> notes() {
    return notes;
  }

  /** Snapshots that are not whole, of the actors that were asked about. */
  public List<Path> damagedSnapshots() {
    return snapshots.damaged();
  }

  /** The persistence ids of all that ever wrote something down. */
  public SortedSet<String> ids() throws IOException {
    SortedSet<String> ids = snapshots.ids();
    ids.addAll(events.keySet());
    return ids;
  }

  private static Map<String, NavigableMap<Long, byte[]>> events(DB db) throws IOException {
    Map<Integer, String> names = new HashMap<>();
    Map<Integer, NavigableMap<Long, byte[]>> numbered = new HashMap<>();
    try (DBIterator all = db.iterator(new ReadOptions().verifyChecksums(true))) {
      for (all.seekToFirst(); all.hasNext(); ) {
        Map.Entry<byte[], byte[]> entry = all.next();
        ByteBuffer key = ByteBuffer.wrap(entry.getKey());
        int actor = key.getInt();
        long number = key.getLong();
        int mapping = key.getInt();
        if (actor == NAMES) {
          names.put(mapping, new String(entry.getValue(), StandardCharsets.UTF_8));
        } else if (actor >= FIRST_ACTOR && number > 0 && number < Long.MAX_VALUE && mapping == 0) {
          numbered.computeIfAbsent(actor, n -> new TreeMap<>()).put(number, entry.getValue());
        }
      }
    }
    Map<String, NavigableMap<Long, byte[]>> events = new HashMap<>();
    for (var own : numbered.entrySet()) {
      String name = names.get(own.getKey());
      if (name == null) {
        throw new DamagedJournalException(
            List.of("the name of actor " + own.getKey() + " is missing in journal/"));
      }
      events.put(name, own.getValue());
    }
    return events;
  }

  /** What LevelDB says in its own words, about a copy, in ours. */
  private static String damagedTable(String said) {
    Matcher table = TABLE.matcher(said);
    return table.find()
        ? "journal/" + table.group() + " is damaged: a checksum is wrong"
        : "a table (.sst) of journal/ is damaged: a checksum is wrong";
  }

  private static ByteString payload(byte[] message) throws IOException {
    ByteString payload = field(CodedInputStream.newInstance(message), MESSAGE_PAYLOAD);
    return field(payload.newCodedInput(), PAYLOAD_BYTES);
  }

  private static ByteString field(CodedInputStream in, int wanted) throws IOException {
    ByteString found = ByteString.EMPTY;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == wanted) {
        found = in.readBytes();
      } else if (!in.skipField(tag)) {
        throw new InvalidProtocolBufferException("damaged event");
      }
    }
    return found;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.deleteIfExists(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
