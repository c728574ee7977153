package io.symlab.actors.stored;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.DBIterator;

/**
 * The events of a journal as Akka's LevelDB plugin lays them down, and the snapshots beside it,
 * read without Akka. Works on a copy: opening a store writes to it, and the original is to stay as
 * it is.
 */
public final class StoredJournal {
  /** Keys are an actor's number, an event's number, and 0; numbers of actors begin after these. */
  private static final int NAMES = 1;

  private static final int FIRST_ACTOR = 10;

  // Akka's PersistentMessage and PersistentPayload, by their fields' numbers.
  private static final int MESSAGE_PAYLOAD = 1;
  private static final int PAYLOAD_BYTES = 2;

  private final Map<String, NavigableMap<Long, byte[]>> events;
  private final Path snapshots;

  private StoredJournal(Map<String, NavigableMap<Long, byte[]>> events, Path snapshots) {
    this.events = events;
    this.snapshots = snapshots;
  }

  /** Copies LevelDB's folder, to which nobody may write meanwhile, to a temporary one. */
  public static Path copy(Path journal) throws IOException {
    Path temporary = Files.createTempDirectory("symlab-journal");
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
   */
  public static StoredJournal read(Path temporary, Path snapshots) throws IOException {
    try {
      if (System.getProperty("library.leveldbjni.path") == null) {
        System.setProperty("library.leveldbjni.path", temporary.toString());
      }
      try (DB db = LevelDb.open(temporary.toFile())) {
        return new StoredJournal(events(db), snapshots);
      }
    } finally {
      delete(temporary);
    }
  }

  /**
   * What an actor's past makes of it.
   *
   * @param id its persistence id
   * @param apply what an event makes of a state
   */
  public <S extends Message, E extends Message> S state(
      String id, S empty, Parser<E> eventParser, BiFunction<S, E, S> apply) throws IOException {
    S state = empty;
    long from = 0;
    Optional<Path> snapshot = newestSnapshot(id);
    if (snapshot.isPresent()) {
      from = number(snapshot.get(), id) + 1;
      @SuppressWarnings("unchecked") // a message's parser makes such messages
      Parser<S> parser = (Parser<S>) empty.getParserForType();
      state = parser.parseFrom(snapshotBytes(Files.readAllBytes(snapshot.get())));
    }
    for (byte[] event : events.getOrDefault(id, new TreeMap<>()).tailMap(from).values()) {
      state = apply.apply(state, eventParser.parseFrom(payload(event)));
    }
    return state;
  }

  private static Map<String, NavigableMap<Long, byte[]>> events(DB db) throws IOException {
    Map<Integer, String> names = new HashMap<>();
    Map<Integer, NavigableMap<Long, byte[]>> numbered = new HashMap<>();
    try (DBIterator all = db.iterator()) {
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
    numbered.forEach((actor, own) -> events.put(names.getOrDefault(actor, ""), own));
    return events;
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

  /** After a header of which the first word, with its low byte first, tells the length. */
  private static byte[] snapshotBytes(byte[] file) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    if (buffer.remaining() < Integer.BYTES) {
      throw new IOException("a snapshot is cut");
    }
    int header = buffer.getInt();
    if (header < 0 || header > buffer.remaining()) {
      throw new IOException("a snapshot is damaged");
    }
    buffer.position(buffer.position() + header);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  private Optional<Path> newestSnapshot(String id) throws IOException {
    String prefix = prefix(id);
    try (Stream<Path> files = Files.list(snapshots)) {
      return files
          .filter(file -> file.getFileName().toString().matches(prefix + "[0-9]+-[0-9]+"))
          .max(Comparator.comparingLong(file -> number(file, id)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static String prefix(String id) {
    return "snapshot-" + URLEncoder.encode(id, StandardCharsets.UTF_8) + "-";
  }

  private static long number(Path snapshot, String id) {
    String name = snapshot.getFileName().toString();
    return Long.parseLong(name.substring(prefix(id).length(), name.lastIndexOf('-')));
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
