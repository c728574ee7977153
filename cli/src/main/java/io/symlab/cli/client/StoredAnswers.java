package io.symlab.cli.client;

import io.symlab.actors.SoundJournal;
import io.symlab.actors.endpoint.StoredLab;
import io.symlab.actors.stored.DamagedJournalException;
import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientReply;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.LabView;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a lab knows, read from its journal and files while it does not run. */
public final class StoredAnswers implements LabAnswers {
  private final StoredLab lab;

  private StoredAnswers(StoredLab lab) {
    this.lab = lab;
  }

  /** A lab holds the home and does not answer yet, or no longer. */
  static final class HeldException extends LabException {
    private static final long serialVersionUID = 1L;

    HeldException(Path home) {
      super(
          ExitCode.NO_LAB,
          "a lab is starting or ending in " + home + ", and does not answer; try again later");
    }
  }

  /**
   * Of a home; empty when no lab has ever run there.
   *
   * @throws HeldException when a lab holds the home
   * @throws LabException with exit code 2 when the journal is damaged, else 1 when it can't be read
   */
  static Optional<StoredAnswers> find(Path home) throws LabException {
    try {
      return StoredLab.isThere(home)
          ? Optional.of(new StoredAnswers(StoredLab.read(home, copy(home))))
          : Optional.empty();
    } catch (DamagedJournalException e) {
      throw SoundJournal.damaged(home, e);
    } catch (IOException | RuntimeException e) {
      throw new LabException(
          ExitCode.FAILED,
          "no lab is running in "
              + home
              + ", and its journal can't be read: "
              + e.getMessage()
              + "; 'lab up' says more",
          e);
    }
  }

  /**
   * What there is to know of the journal of a home, a line each; empty when no lab has ever run
   * there.
   *
   * @throws HeldException when a lab holds the home
   * @throws LabException with exit code 2 when it is damaged
   */
  public static Optional<List<String>> look(Path home) throws LabException, IOException {
    try {
      return StoredLab.isThere(home)
          ? Optional.of(SoundJournal.look(home, copy(home)))
          : Optional.empty();
    } catch (DamagedJournalException e) {
      throw SoundJournal.damaged(home, e);
    }
  }

  /** With the home's lock held, so that no lab writes; for no longer, so that none is kept out. */
  private static Path copy(Path home) throws IOException, LabException {
    Path lockFile = home.resolve("lock");
    if (!Files.isReadable(lockFile)) {
      return StoredLab.copy(home);
    }
    try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.READ);
        FileLock shared = channel.tryLock(0, Long.MAX_VALUE, true)) {
      if (shared == null) {
        throw new HeldException(home);
      }
      return StoredLab.copy(home);
    }
  }

  /** When something was written down last. */
  public Instant written() {
    return lab.written();
  }

  /** What is worth a word of the journal, a line each. */
  public List<String> notes() {
    return lab.notes();
  }

  @Override
  public ClientReply ask(ClientRequest.Builder request) throws LabException {
    return LabClient.accepted(lab.answer(request.build()));
  }

  @Override
  public Optional<LabView> lab() {
    return Optional.empty();
  }
}
