package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.symlab.cli.exit.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StandardOutputTest {
  private final StringWriter err = new StringWriter();

  @Test
  void whatIsPrintedArrivesWhole() {
    var bytes = new ByteArrayOutputStream();
    assertThat(run(bytes, "recipes")).isEqualTo(ExitCode.DONE);
    assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("quadratic").endsWith("\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void aFullDiskIsAFailureInWords() throws IOException {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    for (String verb : new String[] {"recipes", "completion", "--help", "--version"}) {
      try (OutputStream out = new FileOutputStream(full.toFile())) {
        assertThat(run(out, verb)).as(verb).isEqualTo(ExitCode.FAILED);
      }
    }
    assertThat(err.toString())
        .contains("lab: what it printed could not be written: No space left on device");
    assertThat(Files.isRegularFile(full)).isFalse();
  }

  @Test
  void aReaderThatHasLeftIsAFailureInWords() {
    OutputStream left =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    assertThat(run(left, "recipes")).isEqualTo(ExitCode.FAILED);
    assertThat(err.toString()).contains("lab: nobody reads what it prints any more (broken pipe)");
  }

  @Test
  void anotherFailureKeepsItsOwnCode() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("Broken pipe");
          }
        };
    var out = StandardOutput.to(broken);
    out.println("something");
    int code = Main.run(out, new PrintWriter(err, true), "no-such-verb");
    assertThat(code).isEqualTo(ExitCode.BAD_INPUT);
  }

  private int run(OutputStream to, String... args) {
    return Main.run(StandardOutput.to(to), new PrintWriter(err, true), args);
  }
}
