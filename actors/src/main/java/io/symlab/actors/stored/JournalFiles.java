package io.symlab.actors.stored;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.iq80.leveldb.impl.FileMetaData;
import org.iq80.leveldb.impl.VersionEdit;
import org.iq80.leveldb.util.Slices;

/**
 * Whether the files of a LevelDB store are all there and whole. LevelDB begins a new, empty store
 * where {@code CURRENT} is missing, and leaves out what it can't read of a log.
 */
final class JournalFiles {
  private JournalFiles() {}

  /**
   * Looks at manifest and logs, and whether tables are there with the length they should have; what
   * stands in tables is left to who reads them.
   *
   * @return what is worth a word and no damage: the end of a log that was not whole when its writer
   *     was killed
   * @throws DamagedJournalException that names each file that is missing or damaged
   */
  static List<String> check(Path folder) throws IOException {
    List<String> damages = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Optional<Path> manifest = manifest(folder, damages);
    if (manifest.isPresent()) {
      readManifest(folder, manifest.get(), damages);
    }
    for (Path log : logs(folder)) {
      LogFile read = LogFile.read(log);
      if (read.damage() >= 0) {
        String where = "journal/" + log.getFileName() + " from byte " + read.damage() + " on";
        switch (read.end()) {
          case CUT_SHORT ->
              notes.add(
                  where
                      + " holds no whole record: a write that was cut short, which nobody was told"
                      + " of");
          case LAST_IS_WRONG ->
              notes.add(
                  where
                      + " can't be read, the last record: a write that was cut short, or damage"
                      + " since; what the lab was asked or did last may have to be asked again");
          default -> damages.add(where + " is damaged: a checksum is wrong");
        }
      }
    }
    if (!damages.isEmpty()) {
      throw new DamagedJournalException(damages);
    }
    return notes;
  }

  private static Optional<Path> manifest(Path folder, List<String> damages) throws IOException {
    String name;
    try {
      byte[] current = Files.readAllBytes(folder.resolve("CURRENT"));
      name = new String(current, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      damages.add("journal/CURRENT is missing");
      return Optional.empty();
    }
    if (!name.endsWith("\n")) {
      damages.add("journal/CURRENT is cut short");
      return Optional.empty();
    }
    name = name.strip();
    if (!name.matches("MANIFEST-[0-9]+") || !Files.isRegularFile(folder.resolve(name))) {
      String shown = name.matches("\\p{Graph}{1,40}") ? " (\"" + name + "\")" : "";
      damages.add("the file that journal/CURRENT names" + shown + " is missing");
      return Optional.empty();
    }
    return Optional.of(folder.resolve(name));
  }

  private static void readManifest(Path folder, Path manifest, List<String> damages)
      throws IOException {
    String name = "journal/" + manifest.getFileName();
    LogFile read = LogFile.read(manifest);
    if (read.damage() >= 0) { // LevelDB takes no end of a manifest that is not whole, either
      damages.add(name + " is damaged from byte " + read.damage() + " on");
      return;
    }
    if (read.records().isEmpty()) {
      damages.add(name + " is damaged: nothing in it can be read");
      return;
    }
    long log = 0;
    Map<Long, Long> tables = new TreeMap<>();
    try {
      for (byte[] record : read.records()) {
        var edit = new VersionEdit(Slices.wrappedBuffer(record));
        log = edit.getLogNumber() == null ? log : edit.getLogNumber();
        edit.getDeletedFiles().values().forEach(tables::remove);
        for (FileMetaData table : edit.getNewFiles().values()) {
          tables.put(table.getNumber(), table.getFileSize());
        }
      }
    } catch (RuntimeException e) {
      damages.add(name + " can't be understood: " + e.getMessage());
      return;
    }
    if (log > 0 && !Files.isRegularFile(folder.resolve(numbered(log, "log")))) {
      damages.add("journal/" + numbered(log, "log") + " is missing");
    }
    tables.forEach((number, length) -> checkTable(folder, number, length, damages));
  }

  private static void checkTable(Path folder, long number, long length, List<String> damages) {
    for (String ending : List.of("sst", "ldb")) {
      Path table = folder.resolve(numbered(number, ending));
      if (Files.isRegularFile(table)) {
        long found = table.toFile().length();
        if (found != length) {
          damages.add(
              "journal/" + table.getFileName() + " is " + found + " bytes long, not " + length);
        }
        return;
      }
    }
    damages.add("journal/" + numbered(number, "sst") + " is missing");
  }

  private static List<Path> logs(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("[0-9]+\\.log"))
          .sorted()
          .toList();
    }
  }

  private static String numbered(long number, String ending) {
    return String.format(Locale.ROOT, "%06d.%s", number, ending);
  }
}
