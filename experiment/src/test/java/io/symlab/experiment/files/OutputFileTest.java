package io.symlab.experiment.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir private Path folder;

  @Test
  void aNewFileGetsTheModeThatTheSystemGives() throws IOException {
    Path plain = Files.createFile(folder.resolve("plain"));
    Path written = folder.resolve("written");
    write(written, "one");
    assertThat(written).hasContent("one");
    assertThat(mode(written)).isEqualTo(mode(plain));
  }

  @Test
  void anOldFileKeepsItsMode() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "a longer text than the new one");
    for (String mode : new String[] {"rw-------", "rwxr-x--x", "rw-rw-rw-"}) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      write(file, mode);
      assertThat(file).hasContent(mode);
      assertThat(mode(file)).isEqualTo(mode);
    }
  }

  @Test
  void linksAreFollowedAlsoToWhatIsNotThereYet() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("inner/other"));
    Path outer = Files.createSymbolicLink(folder.resolve("outer"), link);
    write(outer, "one");
    write(link, "two");
    assertThat(inner.resolve("other")).isRegularFile().hasContent("two");
    assertThat(link).isSymbolicLink();
    assertThat(outer).isSymbolicLink();
    assertThat(inner).isDirectoryNotContaining("glob:**.tmp");
  }

  @Test
  void anotherNameOfTheFileSeesTheNewContent() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "old content");
    Path other = Files.createLink(folder.resolve("other"), file);
    write(file, "new");
    assertThat(other).hasContent("new");
  }

  @Test
  void linksInACircleAreNoFile() throws IOException {
    Path a = folder.resolve("a");
    Files.createSymbolicLink(a, folder.resolve("b"));
    Files.createSymbolicLink(folder.resolve("b"), a);
    assertThatThrownBy(() -> write(a, "x")).hasMessageContaining("circle");
  }

  @Test
  void aDeviceIsWrittenIntoAndStays() throws IOException {
    Path device = Path.of("/dev/null");
    assumeThat(device).exists();
    Path link = Files.createSymbolicLink(folder.resolve("link"), device);
    write(link, "gone");
    assertThat(OutputFile.isSpecial(link)).isTrue();
    assertThat(Files.readAllBytes(device)).isEmpty();
    assertThat(OutputFile.isSpecial(folder.resolve("new"))).isFalse();
    assertThat(OutputFile.isSpecial(folder)).isFalse();
  }

  @Test
  void aFullDeviceIsAnError() {
    Path full = Path.of("/dev/full");
    assumeThat(full).exists();
    assertThatThrownBy(() -> write(full, "text")).isInstanceOf(IOException.class);
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> write(folder.resolve("none/file"), "x"))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("none");
  }

  private static void write(Path file, String text) throws IOException {
    OutputFile.write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
