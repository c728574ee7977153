package io.symlab.experiment.direct;

import io.symlab.experiment.LabException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether results can be written, asked before anything is worked out for them. */
public final class Writable {
  private Writable() {}

  /**
   * Tries to write where a file or folder is to appear; leaves nothing there.
   *
   * @param wanted as {@code --out} names it; folders above it may be missing yet
   * @throws LabException naming it and the folder that cannot be written
   */
  public static void check(Path wanted) throws LabException {
    Path folder = wanted.toAbsolutePath().normalize().getParent();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    if (folder == null) {
      throw bad(wanted, "it has no folder to be in", null);
    }
    if (!Files.isDirectory(folder)) {
      throw bad(wanted, folder + " is no folder", null);
    }
    try {
      Files.delete(Files.createTempFile(folder, ".symlab-", ".tmp"));
    } catch (IOException e) {
      throw bad(wanted, folder + " takes no new files", e);
    }
  }

  private static LabException bad(Path wanted, String why, IOException cause) {
    return new LabException(
        LabException.BAD_INPUT,
        "--out " + wanted + " can't be made: " + why + "; name a place that you may write to",
        cause);
  }
}
