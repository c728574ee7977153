package io.symlab.actors.journal;

import akka.dispatch.Futures;
import akka.persistence.AtomicWrite;
import akka.persistence.journal.leveldb.LeveldbJournal;
import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import scala.collection.immutable.Seq;
import scala.concurrent.Future;
import scala.runtime.BoxedUnit;
import scala.util.Try;

/**
 * Akka's LevelDB journal, which writes nothing when the disk is about to end: the native store
 * writes through a map of its files, and a disk that is full under a map ends the process. What it
 * extends is deprecated in favour of another product.
 */
@SuppressWarnings("deprecation")
public final class GuardedJournal extends LeveldbJournal {
  private final Path folder;
  private final long floor;

  /** Called by Akka. */
  public GuardedJournal(Config config) {
    super(config);
    this.folder = Path.of(config.getString("dir"));
    this.floor = config.getBytes("floor");
  }

  @Override
  public Future<Seq<Try<BoxedUnit>>> asyncWriteMessages(Seq<AtomicWrite> messages) {
    try {
      requireSpace();
      return super.asyncWriteMessages(messages);
    } catch (IOException | RuntimeException e) {
      return Futures.failed(e);
    }
  }

  @Override
  public Future<BoxedUnit> asyncDeleteMessagesTo(String persistenceId, long number) {
    try {
      requireSpace();
      return super.asyncDeleteMessagesTo(persistenceId, number);
    } catch (IOException | RuntimeException e) {
      return Futures.failed(e);
    }
  }

  private void requireSpace() throws IOException {
    if (!Files.isWritable(folder)) {
      throw new IOException("Read-only file system, or no permission, for " + folder);
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < floor) {
      throw new IOException(
          "No space left for the journal: " + free + " bytes are free, it needs " + floor);
    }
  }
}
