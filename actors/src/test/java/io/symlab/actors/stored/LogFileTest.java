package io.symlab.actors.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.iq80.leveldb.DB;
import org.iq80.leveldb.Options;
import org.iq80.leveldb.WriteOptions;
import org.iq80.leveldb.impl.Iq80DBFactory;

/** Logs that a LevelDB wrote, with a bit changed or cut short. */
class LogFileTest {
  private static final int VALUES = 40;
  private static Path folder;
  private static byte[] log;

  /** Some records are longer than a block. */
  @BeforeContainer
  static void write() throws IOException {
    folder = Files.createTempDirectory("log-file");
    Path store = folder.resolve("store");
    try (DB db = Iq80DBFactory.factory.open(store.toFile(), new Options())) {
      for (int i = 0; i < VALUES; i++) {
        byte[] value = new byte[i % 10 == 9 ? 50_000 : 300 + i];
        Arrays.fill(value, (byte) (i + 1));
        db.put(key(i), value, new WriteOptions().sync(true));
      }
      try (var files = Files.list(store)) {
        Path file = files.filter(f -> f.toString().endsWith(".log")).findFirst().orElseThrow();
        log = Files.readAllBytes(file);
      }
    }
  }

  @AfterContainer
  static void clean() throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  @Property(tries = 1)
  void readsAllOfASoundOne() throws IOException {
    LogFile read = read(log);
    assertThat(read.damage()).isEqualTo(-1);
    assertThat(read.records()).hasSize(VALUES);
  }

  @Property(tries = 300)
  void seesEveryBitThatIsWrong(@ForAll @IntRange(min = 0, max = 1_000_000_000) int place)
      throws IOException {
    int bit = place % (end() * 8);
    byte[] damaged = log.clone();
    damaged[bit / 8] ^= (byte) (1 << bit % 8);
    LogFile read = read(damaged);
    assertThat(read.damage()).isBetween(0L, (long) bit / 8);
    boolean last = read.damage() >= lastRecord();
    assertThat(read.end() == LogFile.End.DAMAGED).isEqualTo(!last);
    assertThat(read.records().size()).isLessThan(VALUES);
  }

  @Property(tries = 100)
  void takesACutForAnEndThatWasNotWhole(@ForAll @IntRange(min = 0, max = 1_000_000_000) int place)
      throws IOException {
    int length = place % end();
    LogFile read = read(Arrays.copyOf(log, length));
    assertThat(read.end()).isIn(LogFile.End.CUT_SHORT, LogFile.End.WHOLE);
    assertThat(read.records().size()).isLessThan(VALUES);
    assertThat(read(log).records().subList(0, read.records().size()))
        .usingElementComparator(Arrays::compare)
        .isEqualTo(read.records());
  }

  private static LogFile read(byte[] bytes) throws IOException {
    Path file = folder.resolve("read.log");
    Files.write(file, bytes);
    return LogFile.read(file);
  }

  /** Beyond it is room that was never used. */
  private static int end() {
    int end = log.length;
    while (log[end - 1] == 0) {
      end--;
    }
    return end;
  }

  /** Where the last record begins: its first part, which holds the last key. */
  private static long lastRecord() {
    String all = new String(log, StandardCharsets.ISO_8859_1);
    String last = new String(key(VALUES - 1), StandardCharsets.ISO_8859_1);
    int header = 7 + 12 + 2; // of the record, the batch, and the entry
    return (long) all.indexOf(last) - header;
  }

  private static byte[] key(int i) {
    return ByteBuffer.allocate(12)
        .put("entry-no".getBytes(StandardCharsets.US_ASCII))
        .putInt(i)
        .array();
  }
}
