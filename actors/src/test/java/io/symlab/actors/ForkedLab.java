package io.symlab.actors;

import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.nio.file.Path;

/** A lab in a process of its own. */
final class ForkedLab extends ForkedProcess {
  private final Path home;

  /** Starts one and returns at once. */
  ForkedLab(Path home, String... flags) throws IOException {
    super(ForkedLab.class, home, flags);
    this.home = home;
  }

  /** What the forked process runs. */
  public static void main(String[] arguments) throws Exception {
    LabProcess lab;
    do {
      lab = LabProcess.start(Path.of(arguments[0]), ConfigFactory.empty());
      lab.awaitTermination();
    } while (lab.isToBeginAnew());
  }

  /** Returns once it listens. */
  ForkedLab awaitUp() throws Exception {
    await(() -> RemoteClient.isAnswered(home));
    return this;
  }
}
