package io.symlab.actors.stage;

import io.symlab.actors.store.CheckpointStore;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What every worker of this process needs of its surroundings: where files are, which threads work.
 * Built once when the daemon starts; local wiring, never part of a message.
 *
 * @param home the lab's home; all files that messages name are relative to it
 * @param workDispatcher config path of the dispatcher that computes, one thread per slot
 * @param blockingDispatcher config path of the dispatcher for files
 * @param checkpointInterval least time between two checkpoints of a stage
 */
public record WorkerContext(
    Path home, String workDispatcher, String blockingDispatcher, Duration checkpointInterval) {

  /** With the dispatchers of {@code application.conf}. */
  public static WorkerContext of(Path home, Duration checkpointInterval) {
    return new WorkerContext(
        home, "symlab.work-dispatcher", "symlab.blocking-dispatcher", checkpointInterval);
  }

  /** The same with files in another home. */
  public WorkerContext in(Path another) {
    return new WorkerContext(another, workDispatcher, blockingDispatcher, checkpointInterval);
  }

  /** The files of this home. */
  public CheckpointStore store() {
    return new CheckpointStore(home);
  }
}
