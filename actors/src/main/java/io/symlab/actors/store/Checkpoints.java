package io.symlab.actors.store;

import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The checkpoints of one attempt at a stage. Their names hold stage, attempt and position, so that
 * none that was acknowledged is ever written over.
 */
public final class Checkpoints {
  private final StageBegin begin;
  private final CheckpointStore store;

  public Checkpoints(StageBegin begin, CheckpointStore store) {
    this.begin = begin;
    this.store = store;
  }

  /**
   * The one that the stage began with; empty for a fresh start.
   *
   * @throws DamagedCheckpointException when it is not what was written
   */
  public Optional<byte[]> read() throws IOException {
    try {
      return begin.hasCheckpoint()
          ? Optional.of(store.read(begin.getCheckpoint()))
          : Optional.empty();
    } catch (DamagedFileException e) {
      throw new DamagedCheckpointException(e);
    }
  }

  /**
   * Writes one.
   *
   * @param position what tells it from the attempt's others, e.g. {@code s4000}
   */
  public FileRef write(String position, byte[] bytes) throws IOException {
    String name = begin.getStage() + "-a" + begin.getAttempt() + "-" + position + ".ckpt";
    return store.write(folder() + "/" + name, bytes);
  }

  /**
   * Deletes all but the one that the stage began with and the one before: what the death of an
   * earlier attempt left, written and named to nobody.
   */
  public void sweep() throws IOException {
    Path folder = store.resolve(folder());
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<Path> files;
    try (var listing = Files.list(folder)) {
      files = listing.toList();
    }
    for (Path file : files) {
      if (!isNamed(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean isNamed(Path file) {
    return (begin.hasCheckpoint() && file.equals(store.resolve(begin.getCheckpoint().getPath())))
        || (begin.hasPreviousCheckpoint()
            && file.equals(store.resolve(begin.getPreviousCheckpoint().getPath())));
  }

  private String folder() {
    return begin.getDirectory() + "/" + TrialFiles.CHECKPOINTS;
  }
}
