package io.symlab.actors.stored;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import io.symlab.actors.wire.Sealed;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The snapshots beside a journal, as Akka's local store lays them down. */
final class StoredSnapshots {
  /** As Akka's store names them: what is called otherwise it does not see. */
  private static final Pattern NAME = Pattern.compile("snapshot-(.+)-([0-9]+)-([0-9]+)");

  private static final Comparator<Path> NEWEST_FIRST =
      Comparator.comparingLong(StoredSnapshots::number).reversed();

  private final Path folder;
  private final List<Path> damaged = new ArrayList<>();
  private Map<String, List<Path>> listed;

  /** A state, and the number of the last event that made it. */
  record Found<S>(S state, long number) {}

  StoredSnapshots(Path folder) {
    this.folder = folder;
  }

  /** The newest of an actor that is whole. */
  <S extends Message> Optional<Found<S>> newest(String id, S empty) throws IOException {
    @SuppressWarnings("unchecked") // a message's parser makes such messages
    Parser<S> parser = (Parser<S>) empty.getParserForType();
    for (Path file : byId().getOrDefault(id, List.of())) {
      try {
        S state = read(parser, empty.getDescriptorForType().getFullName(), file);
        return Optional.of(new Found<>(state, number(file)));
      } catch (InvalidProtocolBufferException e) {
        if (!damaged.contains(file)) {
          damaged.add(file);
        }
      }
    }
    return Optional.empty();
  }

  /** Those that were asked for and are not whole. */
  List<Path> damaged() {
    return List.copyOf(damaged);
  }

  /** Whose they are. */
  SortedSet<String> ids() throws IOException {
    return new TreeSet<>(byId().keySet());
  }

  private Map<String, List<Path>> byId() throws IOException {
    if (listed == null) {
      listed = new TreeMap<>();
      try (Stream<Path> files = Files.list(folder)) {
        files
            .filter(file -> name(file).matches())
            .forEach(file -> listed.computeIfAbsent(id(file), id -> new ArrayList<>()).add(file));
      } catch (NoSuchFileException e) {
        return listed;
      }
      listed.values().forEach(own -> own.sort(NEWEST_FIRST));
    }
    return listed;
  }

  /**
   * After a word with the length of the header, which is the serializer's number and the manifest;
   * words have their low byte first.
   */
  private static <S extends Message> S read(Parser<S> parser, String name, Path file)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int header = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
    if (header < Integer.BYTES || header > buffer.remaining()) {
      throw new InvalidProtocolBufferException("it is cut short");
    }
    byte[] manifest = new byte[header - Integer.BYTES];
    buffer.getInt();
    buffer.get(manifest);
    byte[] state = new byte[buffer.remaining()];
    buffer.get(state);
    return Sealed.open(parser, name, new String(manifest, StandardCharsets.UTF_8), state);
  }

  private static Matcher name(Path file) {
    return NAME.matcher(file.getFileName().toString());
  }

  private static String id(Path file) {
    Matcher name = name(file);
    return name.matches() ? URLDecoder.decode(name.group(1), StandardCharsets.UTF_8) : "";
  }

  private static long number(Path file) {
    Matcher name = name(file);
    return name.matches() ? Long.parseLong(name.group(2)) : 0;
  }
}
