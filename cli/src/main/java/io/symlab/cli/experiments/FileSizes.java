package io.symlab.cli.experiments;

import io.symlab.actors.store.Folders;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** How much files and folders hold, and their removal. Links are what they are, not their ends. */
final class FileSizes {
  private FileSizes() {}

  /** Bytes in all; 0 of what is not there. */
  static long of(Path path) throws LabException {
    long[] bytes = {0};
    try {
      if (Files.exists(path)) {
        Files.walkFileTree(
            path,
            new SimpleFileVisitor<>() {
              @Override
              public FileVisitResult visitFile(Path file, BasicFileAttributes known) {
                bytes[0] += known.size();
                return FileVisitResult.CONTINUE;
              }

              @Override
              public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
              }
            });
      }
    } catch (IOException e) {
      throw failed(path, e);
    }
    return bytes[0];
  }

  /** Removes a file, or a folder with all in it. */
  static void remove(Path path) throws LabException {
    try {
      Folders.delete(path);
    } catch (IOException e) {
      throw failed(path, e);
    }
  }

  private static LabException failed(Path path, IOException e) {
    return new LabException(ExitCode.FAILED, "can't look into or remove " + path + ": " + e, e);
  }
}
