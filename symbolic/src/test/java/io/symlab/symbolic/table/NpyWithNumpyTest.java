package io.symlab.symbolic.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways between Symlab and numpy itself, where there is one. */
class NpyWithNumpyTest {
  @TempDir Path folder;

  @BeforeAll
  static void needsNumpy() {
    boolean present;
    try {
      present = python("import numpy").equals("");
    } catch (IOException | IllegalStateException e) {
      present = false;
    }
    assumeThat(present).as("python3 with numpy").isTrue();
  }

  @Test
  void numpyReadsWhatIsWritten() throws IOException {
    Path file = folder.resolve("samples.npy");
    try (NpyWriter writer = NpyWriter.create(file, 3)) {
      writer.append(new float[] {1, 2, 3, 4, 5.5f, -6});
      writer.finish();
    }
    String said =
        python(
            "import numpy; a = numpy.load('"
                + file
                + "'); print(a.dtype, a.shape, a.flags.c_contiguous, a.tolist())");
    assertThat(said.strip()).isEqualTo("float32 (2, 3) True [[1.0, 2.0, 3.0], [4.0, 5.5, -6.0]]");
  }

  @Test
  void whatNumpyWritesIsRead() throws IOException {
    python(
        "import numpy as n; a = n.arange(6.0).reshape(2, 3);"
            + "n.save('C', a); n.save('F', n.asfortranarray(a)); n.save('B', a.astype('>f4'));"
            + "n.lib.format.write_array(open('V2.npy', 'wb'), a, version=(2, 0));"
            + "n.lib.format.write_array(open('V3.npy', 'wb'), a, version=(3, 0))",
        folder);
    for (String name : List.of("C", "F", "B", "V2", "V3")) {
      Table table = TableFile.read(folder.resolve(name + ".npy"));
      assertThat(table.columns()).as(name).isDeepEqualTo(new double[][] {{0, 3}, {1, 4}, {2, 5}});
    }
  }

  private static String python(String program) throws IOException {
    return python(program, Path.of("."));
  }

  private static String python(String program, Path folder) throws IOException {
    Path out = Files.createTempFile("numpy", ".txt");
    try {
      Process process =
          new ProcessBuilder("python3", "-c", program)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(out.toFile())
              .start();
      boolean ended = process.waitFor(60, TimeUnit.SECONDS);
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException(Files.readString(out, StandardCharsets.UTF_8));
      }
      return Files.readString(out, StandardCharsets.UTF_8);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      Files.delete(out);
    }
  }
}
