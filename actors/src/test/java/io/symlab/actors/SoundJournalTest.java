package io.symlab.actors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.actors.endpoint.StoredLab;
import io.symlab.actors.lab.LastLife;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The journal of a lab that was killed with e3-1 at work, damaged in one way or another. */
class SoundJournalTest {
  private static final String LOG = "journal/000003.log";

  @TempDir Path home;

  @BeforeEach
  void copyHome() throws Exception {
    Path from = Path.of(getClass().getResource("/journal-0.1.0").toURI());
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = home.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    Files.createDirectories(home.resolve("tmp"));
    Files.createDirectories(home.resolve("experiments/e3/1"));
  }

  @Test
  void saysWhichTrialWasAtWork() throws Exception {
    LastLife last = SoundJournal.check(home);
    assertThat(last.firstAtWork()).contains("e3-1");
    assertThat(last.notes()).isEmpty();
    assertThat(home.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void seesAnyBitThatIsWrongInItsFirstFileAndChangesNothing() throws Exception {
    byte[] log = Files.readAllBytes(home.resolve(LOG));
    for (int at = 0; at < 3000; at += 97) {
      byte[] damaged = log.clone();
      damaged[at] ^= 4;
      Files.write(home.resolve(LOG), damaged);
      refuses("000003.log", "checksum");
    }
  }

  @Test
  void missesAFileThatIsLost() throws Exception {
    for (String name : new String[] {LOG, "journal/CURRENT", "journal/MANIFEST-000002"}) {
      Path file = home.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      refuses("journal/", "missing");
      Files.write(file, bytes);
    }
    SoundJournal.check(home);
  }

  @Test
  void missesTheLastByteOfASmallFile() throws Exception {
    Path current = home.resolve("journal/CURRENT");
    byte[] bytes = Files.readAllBytes(current);
    for (int length = 0; length < bytes.length; length++) {
      Files.write(current, Arrays.copyOf(bytes, length));
      refuses("CURRENT");
    }
  }

  @Test
  void missesExperimentsWhoseFoldersAreThere() throws Exception {
    byte[] log = Files.readAllBytes(home.resolve(LOG));
    Files.write(home.resolve(LOG), new byte[0]);
    refuses("e3 was submitted");
    Files.write(home.resolve(LOG), log);
    Files.createDirectories(home.resolve("experiments/e4"));
    refuses("e4 was submitted");
  }

  @Test
  void tellsOfAnEndThatWasNotWholeAndGoesOn() throws Exception {
    byte[] log = Files.readAllBytes(home.resolve(LOG));
    int end = log.length;
    while (log[end - 1] == 0) {
      end--;
    }
    Files.write(home.resolve(LOG), Arrays.copyOf(log, end - 3));
    assertThat(SoundJournal.check(home).notes())
        .singleElement()
        .asString()
        .contains("000003.log", "cut short");
  }

  @Test
  void tellsOfAnyBitThatIsWrongInTheLastRecord() throws Exception {
    byte[] log = Files.readAllBytes(home.resolve(LOG));
    int end = log.length;
    while (log[end - 1] == 0) {
      end--;
    }
    for (int back = 1; back < 30; back++) {
      byte[] damaged = log.clone();
      damaged[end - back] ^= 4;
      Files.write(home.resolve(LOG), damaged);
      assertThat(SoundJournal.check(home).notes())
          .as("%d bytes before the end", back)
          .singleElement()
          .asString()
          .contains("000003.log", "last record", "asked again");
    }
  }

  @Test
  void aLookFindsTheSameAndChangesNothing() throws Exception {
    assertThat(look()).isEmpty();
    Path snapshot;
    try (var files = Files.list(home.resolve("snapshots"))) {
      snapshot = files.sorted().findFirst().orElseThrow();
    }
    Files.write(snapshot, new byte[] {1, 2, 3});
    byte[] log = Files.readAllBytes(home.resolve(LOG));
    Map<Path, Long> before = files();
    assertThat(look()).singleElement().asString().contains(snapshot.getFileName().toString());
    assertThat(files()).isEqualTo(before);
    log[100] ^= 4;
    Files.write(home.resolve(LOG), log);
    assertThatThrownBy(this::look)
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll("000003.log", "checksum")
        .extracting(e -> ((LabException) e).exitCode())
        .isEqualTo(LabException.BAD_INPUT);
  }

  private List<String> look() throws Exception {
    return SoundJournal.look(home, StoredLab.copy(home));
  }

  @Test
  void putsADamagedSnapshotAsideWhereTheEventsAreThere() throws Exception {
    Path snapshot;
    try (var files = Files.list(home.resolve("snapshots"))) {
      snapshot = files.sorted().findFirst().orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(snapshot);
    Files.write(snapshot, Arrays.copyOf(bytes, bytes.length / 2));
    String name = snapshot.getFileName().toString();
    assertThat(SoundJournal.check(home).notes()).singleElement().asString().contains(name);
    assertThat(snapshot).doesNotExist();
    assertThat(snapshot.resolveSibling(name + ".damaged")).exists();
    assertThat(SoundJournal.check(home).notes()).isEmpty();
  }

  private void refuses(String... words) throws IOException {
    Map<Path, Long> before = files();
    assertThatThrownBy(() -> SoundJournal.check(home))
        .isInstanceOf(LabException.class)
        .hasMessageContainingAll(words)
        .hasMessageContaining(home.toString())
        .extracting(e -> ((LabException) e).exitCode())
        .isEqualTo(LabException.BAD_INPUT);
    assertThat(files()).isEqualTo(before);
  }

  private Map<Path, Long> files() throws IOException {
    Map<Path, Long> files = new TreeMap<>();
    try (var all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.getLastModifiedTime(file).toMillis() * 31 + Files.size(file));
      }
    }
    return files;
  }
}
