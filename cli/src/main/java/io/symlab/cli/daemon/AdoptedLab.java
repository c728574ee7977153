package io.symlab.cli.daemon;

import io.symlab.cli.client.LabClient;
import io.symlab.cli.exit.ExitCode;
import io.symlab.door.SocketPlace;
import io.symlab.experiment.LabException;
import io.symlab.keeper.KeptLab;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** A lab that another process started, watched over by the connection to it. */
final class AdoptedLab implements KeptLab {
  private static final long PAUSE_MILLIS = 200;

  private final Path home;
  private volatile long pid;

  private AdoptedLab(Path home, long pid) {
    this.home = home;
    this.pid = pid;
  }

  /** The one that runs in a home. */
  static Optional<AdoptedLab> find(Path home) throws IOException, InterruptedException {
    try (var client = LabClient.tryConnect(home).orElse(null)) {
      return client == null
          ? Optional.empty()
          : Optional.of(new AdoptedLab(home, client.hello().getPid()));
    } catch (LabException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  @Override
  public int await() throws InterruptedException {
    while (true) {
      try (var client = LabClient.tryConnect(home).orElse(null)) {
        if (client == null) {
          // One that ends in order takes its socket away; a crash leaves it.
          Path socket = home.resolve(SocketPlace.LAB);
          return Files.exists(socket, LinkOption.NOFOLLOW_LINKS) ? ExitCode.FAILED : ExitCode.DONE;
        }
        pid = client.hello().getPid();
        client.next(null); // says nothing unasked, and closes when it ends, or now and then
      } catch (LabException e) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  @Override
  public void askToEnd() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
  }

  @Override
  public void kill() {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }
}
