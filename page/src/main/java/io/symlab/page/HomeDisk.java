package io.symlab.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.json.JsonViews;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the lab's home takes and has left, in bytes.
 *
 * @param free for this user, of the file system that the home is on
 * @param total of that file system
 * @param journal what the journal's files take
 */
record HomeDisk(long free, long total, long journal) {
  /** As it is now; -1 for what can't be told. */
  static HomeDisk of(Path home) {
    try {
      FileStore store = Files.getFileStore(home);
      return new HomeDisk(
          store.getUsableSpace(), store.getTotalSpace(), size(home.resolve("journal")));
    } catch (IOException e) {
      return new HomeDisk(-1, -1, -1);
    }
  }

  ObjectNode json() {
    return JsonViews.object().put("free", free).put("total", total).put("journal", journal);
  }

  private static long size(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.mapToLong(file -> file.toFile().length()).sum(); // 0 for one that has just gone
    } catch (IOException e) {
      return -1;
    }
  }
}
