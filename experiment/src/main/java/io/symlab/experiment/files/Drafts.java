package io.symlab.experiment.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What {@link AtomicFiles} leaves behind when its process is killed. */
public final class Drafts {
  private Drafts() {}

  /** Takes them out of a folder, not of those in it; for who alone writes there. */
  public static void sweep(Path folder) throws IOException {
    sweep(folder, "*.tmp");
  }

  /** The same for files that are called so. */
  public static void sweep(Path folder, String glob) throws IOException {
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, glob)) {
      for (Path draft : drafts) {
        if (Files.isRegularFile(draft)) {
          Files.deleteIfExists(draft);
        }
      }
    } catch (NoSuchFileException e) {
      return; // nothing was ever written there
    }
  }
}
