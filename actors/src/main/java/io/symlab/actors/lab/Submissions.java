package io.symlab.actors.lab;

import io.symlab.actors.store.CheckpointStore;
import io.symlab.proto.ExperimentSubmitted;
import io.symlab.proto.FileRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was submitted, kept in a file of the experiment's folder once it has ended: the lab's own
 * state is not to grow with every trial that ever was, and a retry needs it again.
 */
final class Submissions {
  private static final Logger LOG = LoggerFactory.getLogger(Submissions.class);

  private final CheckpointStore store;

  Submissions(Path home) {
    this.store = new CheckpointStore(home);
  }

  /** Writes it; empty where that can't be done, and then there is no retry. */
  Optional<FileRef> keep(ExperimentSubmitted submitted) {
    String path = "experiments/" + submitted.getId() + "/submission.pb";
    try {
      return Optional.of(store.write(path, submitted.toByteArray()));
    } catch (IOException e) {
      LOG.warn("can't keep what was submitted as {}: {}", submitted.getId(), e.toString());
      return Optional.empty();
    }
  }

  /**
   * Reads it again.
   *
   * @throws IOException when it is gone, or not what was written
   */
  ExperimentSubmitted read(FileRef file) throws IOException {
    return ExperimentSubmitted.parseFrom(store.read(file));
  }
}
