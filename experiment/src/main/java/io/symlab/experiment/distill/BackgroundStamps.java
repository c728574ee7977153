package io.symlab.experiment.distill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Makes the checksums of a run's files while the search has begun: large ones take seconds. */
final class BackgroundStamps {
  private final FutureTask<List<DataStamp>> task;

  private BackgroundStamps(Path file, DistillData data, DistillSettings settings) {
    task = new FutureTask<>(() -> DataStamp.all(file, settings, data.seen()));
  }

  static BackgroundStamps of(Path file, DistillData data, DistillSettings settings) {
    var stamps = new BackgroundStamps(file, data, settings);
    Thread thread = new Thread(stamps.task, "checksums");
    thread.setDaemon(true);
    thread.start();
    return stamps;
  }

  List<DataStamp> get() throws IOException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw new IOException("the data can't be read any more: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the data was read", e);
    }
  }
}
