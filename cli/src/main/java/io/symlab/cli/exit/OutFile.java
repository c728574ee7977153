package io.symlab.cli.exit;

import io.symlab.experiment.LabException;
import io.symlab.experiment.files.OutputFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code --out} of a verb names. */
public final class OutFile {
  private OutFile() {}

  /**
   * Whether it may be written, to be asked before any work.
   *
   * @param read what the verb reads, none of which it may replace; may be missing
   * @throws LabException with the reason
   */
  public static void check(Path file, Path... read) throws LabException {
    Path target = file.toAbsolutePath();
    if (Files.isDirectory(target)) {
      throw bad(file, "it is a folder");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw bad(file, "there is no folder " + target.getParent());
    }
    for (Path one : read) {
      if (Files.isRegularFile(file) && Files.isRegularFile(one) && same(file, one)) {
        throw bad(file, "it is what is read; name another file");
      }
    }
  }

  private static boolean same(Path file, Path one) throws LabException {
    try {
      return Files.isSameFile(file, one);
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't look at " + file + ": " + e.getMessage(), e);
    }
  }

  private static LabException bad(Path file, String why) {
    return new LabException(ExitCode.BAD_INPUT, "cannot write " + file + ": " + why);
  }

  /** Writes a text, in UTF-8. */
  public static void write(Path file, String text) throws LabException {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes the whole content, as {@link OutputFile#write} does. */
  public static void write(Path file, byte[] content) throws LabException {
    check(file);
    try {
      OutputFile.write(file.toAbsolutePath(), content);
    } catch (IOException e) {
      throw new LabException(
          ExitCode.FAILED, "cannot write " + file + ": " + OutputFile.reason(e), e);
    }
  }
}
