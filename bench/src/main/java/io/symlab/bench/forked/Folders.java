package io.symlab.bench.forked;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/** Folders of labs: what they take, and their end. */
public final class Folders {
  private Folders() {}

  /** What a folder takes on the disk, in bytes of whole blocks. */
  public static long disk(Path folder) throws IOException, InterruptedException {
    Process du = new ProcessBuilder("du", "-sk", folder.toString()).start();
    String line = new String(du.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    du.waitFor();
    return line.isEmpty() ? 0 : 1024 * Long.parseLong(line.split("\\s")[0]);
  }

  /** Takes a folder away. */
  public static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
