package io.symlab.symbolic.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TableInputTest {
  private static final byte[] CSV = "a,b\n1,2\n3,4\n5,6\n".getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;

  @Test
  void aPipeGivesWhatAFileGivesAndIsReadToItsEnd() throws Exception {
    byte[] npy = NpyWriter.bytes(new float[] {1, 2, 3, 4, 5, 6}, 2);
    byte[] longer = Arrays.copyOf(npy, npy.length + 500_000); // more than a pipe holds
    for (byte[] content : new byte[][] {CSV, npy, gzip(CSV), gzip(npy), longer}) {
      TableInput input = TableInput.of(pipe(content));
      Table table = TableFile.read(input, Reading.PLAIN, Table.Choice.ALL);
      assertThat(table.columns()[1]).containsExactly(2, 4, 6);
      TableInput.Seen seen = input.seen().orElseThrow();
      assertThat(seen.bytes()).isEqualTo(content.length);
      assertThat(seen.sha256())
          .isEqualTo(
              HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    }
  }

  @Test
  void aFileCanBeLookedAtAgain() throws IOException {
    Path file = write("t.csv", CSV);
    TableInput input = TableInput.of(file);
    TableFile.read(input, Reading.PLAIN, Table.Choice.ALL);
    assertThat(input.seen()).isEmpty();
    assertThat(TableInput.isRepeatable(file)).isTrue();
    assertThat(TableInput.isRepeatable(Path.of("-"))).isFalse();
    assertThat(TableInput.isRepeatable(Path.of("/dev/stdin"))).isFalse();
  }

  @Test
  void gzipIsUnpackedWhateverTheNameAndHoweverManyParts() throws IOException {
    var parts = new ByteArrayOutputStream();
    parts.write(gzip(Arrays.copyOf(CSV, 9)));
    parts.write(gzip(Arrays.copyOfRange(CSV, 9, CSV.length)));
    for (byte[] packed : new byte[][] {gzip(CSV), parts.toByteArray()}) {
      Table table = TableFile.read(write("t.data", packed));
      assertThat(table.columns()[0]).containsExactly(1, 3, 5);
    }
    float[] many = new float[300_000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    Table table = TableFile.read(write("many.npy.gz", gzip(NpyWriter.bytes(many, 3))));
    assertThat(table.columns()[2][99_999]).isEqualTo(299_999);
  }

  @Test
  void whatIsDamagedIsToldInWords() throws IOException {
    byte[] noise = new byte[5_000];
    new java.util.Random(7).nextBytes(noise);
    byte[] packed = gzip(noise);
    assertRefused(write("cut.gz", Arrays.copyOf(packed, 3_000)), "is cut short", "gzip");
    byte[] damaged = gzip(NpyWriter.bytes(new float[3_000], 3));
    Arrays.fill(damaged, 40, damaged.length, (byte) 0x55);
    assertRefused(write("damaged.gz", damaged), "is damaged", "gzip");
    assertRefused(write("empty.gz", gzip(new byte[0])), "is empty");
    byte[] npy = NpyWriter.bytes(new float[30], 3);
    assertRefused(write("t.npy.gz", gzip(Arrays.copyOf(npy, npy.length - 5))), "is cut short");
  }

  @Test
  void whatCannotBeReadIsNamedByItsKind() throws IOException {
    assertRefused(write("t.bz2", bytes("BZh91AY&SY")), "compressed with bzip2", "unpack it");
    assertRefused(write("t.parquet", bytes("PAR1....")), "a Parquet file");
    assertRefused(write("t.arrow", bytes("ARROW1\0\0")), "an Arrow file");
    assertRefused(write("t.xz", new byte[] {(byte) 0xFD, '7', 'z', 'X', 'Z', 0}), "with xz");
    assertRefused(folder, "is a folder");
    assertRefused(folder.resolve("none"), "does not exist");
  }

  @Test
  void itIsNamedForWhatItIs() throws IOException {
    assertThat(TableInput.plainName(Path.of("a/data.csv.gz"))).isEqualTo("data");
    assertThat(TableInput.plainName(Path.of("data.2024.npy"))).isEqualTo("data.2024");
    assertThat(TableInput.plainName(Path.of("-"))).isEqualTo("stdin");
    assertThat(TableInput.plainName(Path.of("/dev/null"))).isEqualTo("pipe");
  }

  /** A named pipe that gives this content once. */
  private Path pipe(byte[] content) throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe" + System.nanoTime());
    Process made;
    try {
      made = new ProcessBuilder("mkfifo", pipe.toString()).start();
    } catch (IOException e) {
      assumeThat(false).as("there is no mkfifo here").isTrue();
      throw e;
    }
    assertThat(made.waitFor(20, TimeUnit.SECONDS)).isTrue();
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out = Files.newOutputStream(pipe)) {
                out.write(content);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e); // a reader that left before the end
              }
            });
    writer.setDaemon(true);
    writer.start();
    return pipe;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(packed)) {
      out.write(content);
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private Path write(String name, byte[] content) throws IOException {
    return Files.write(folder.resolve(name), content);
  }

  private static void assertRefused(Path file, String... causes) {
    assertThatThrownBy(() -> TableFile.read(file))
        .isInstanceOf(TableException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(causes);
  }
}
