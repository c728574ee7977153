package io.symlab.actors.journal;

import akka.persistence.SnapshotMetadata;
import akka.persistence.snapshot.local.LocalSnapshotStore;
import com.typesafe.config.Config;
import io.symlab.actors.store.CheckpointStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Akka's local store, with snapshots forced to the disk before it says that they are saved: the
 * events that they replace are deleted then.
 */
public final class ForcedSnapshotStore extends LocalSnapshotStore {
  /** Called by Akka. */
  public ForcedSnapshotStore(Config config) {
    super(config);
  }

  @Override
  public void save(SnapshotMetadata metadata, Object snapshot) {
    super.save(metadata, snapshot);
    Path file = snapshotFileForWrite(metadata, "").toPath();
    try {
      try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      CheckpointStore.forceFolder(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("the snapshot " + file + " is not safe", e);
    }
  }
}
