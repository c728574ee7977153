package io.symlab.actors.trial;

import io.symlab.actors.pool.Lease;
import io.symlab.experiment.RunState;
import io.symlab.experiment.Version;
import io.symlab.experiment.files.AtomicFiles;
import io.symlab.experiment.files.Drafts;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.CheckpointSaved;
import io.symlab.proto.FileRef;
import io.symlab.proto.RungReached;
import io.symlab.proto.StageEnded;
import io.symlab.proto.StageProgress;
import io.symlab.proto.TrialEvent;
import io.symlab.proto.TrialState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The small files that a trial leaves beside its results: its log, its provenance, its recipe; and
 * the broom for checkpoints that no event needs any more.
 */
final class TrialNotes {
  private static final Logger LOG = LoggerFactory.getLogger(TrialNotes.class);
  private static final long PROGRESS_NANOS = Duration.ofSeconds(5).toNanos();

  private final Path home;
  private final Path folder;
  private final TrialPlan plan;
  private final TrialLog log;
  private long progressLogged = System.nanoTime() - PROGRESS_NANOS;

  TrialNotes(Path home, TrialPlan plan) {
    this.home = home;
    this.folder = home.resolve(plan.directory());
    this.plan = plan;
    this.log = new TrialLog(folder);
  }

  /**
   * Notes what has been journalled. That a trial has ended is noted by {@link #closed}.
   *
   * @param before the state before the events
   * @param now the state after them
   */
  void happened(TrialState before, List<TrialEvent> events, TrialState now) {
    for (TrialEvent event : events) {
      switch (event.getWhatCase()) {
        case ATTEMPT_STARTED -> attemptStarted(now);
        case CHECKPOINT_SAVED -> checkpoint(event.getCheckpointSaved());
        case STAGE_ENDED -> stageEnded(now);
        case ATTEMPT_ENDED -> attemptEnded(now);
        case TRIAL_REOPENED -> log.line("asked to try again");
        case RUNG_REACHED -> rungReached(now, event.getRungReached());
        case TRIAL_ENDED, WHAT_NOT_SET -> {
          // Nothing to add.
        }
      }
    }
    forget(before.getCheckpoint().getFile(), now);
    forget(before.getPreviousCheckpoint().getFile(), now);
  }

  private void attemptStarted(TrialState state) {
    sweep();
    log.line(
        "attempt %d begins, at %s, with code %s",
        state.getAttempt(), plan.history().stage(state), Version.text());
    if (!Version.text().equals(plan.codeVersion())) {
      log.line("note: it was submitted with other code, %s", plan.codeVersion());
    }
    recipe();
  }

  void stageBegins(TrialState state, int slots, Lease lease) {
    log.line(
        "%s begins with %d slot%s%s, on %s of %s",
        plan.history().stage(state),
        slots,
        slots == 1 ? "" : "s",
        state.hasCheckpoint() ? ", from " + state.getCheckpoint().getFile().getPath() : "",
        lease.device(),
        lease.host());
  }

  void progress(String stage, StageProgress progress) {
    long now = System.nanoTime();
    if (now - progressLogged >= PROGRESS_NANOS) {
      progressLogged = now;
      log.line(
          "%s %d of %d %s%s%s",
          stage,
          progress.getDone(),
          progress.getTotal(),
          progress.getUnit(),
          progress.getFiguresCount() == 0 ? "" : ": ",
          TrialLog.figures(progress.getFiguresMap()));
    }
  }

  /** A line from a host that is not the lab's. */
  void noted(String line) {
    log.line("%s", line);
  }

  private void checkpoint(CheckpointSaved saved) {
    log.line("checkpoint of %s: %s", saved.getStage(), saved.getFile().getPath());
  }

  private void stageEnded(TrialState state) {
    StageEnded ended = state.getEndedStages(state.getEndedStagesCount() - 1);
    log.line(
        "%s ended after %.1f s: %s",
        ended.getStage(), ended.getSeconds(), ended.getResult().getPath());
    if (!state.hasEnded()) { // else it follows at once, for good
      provenance(state, AtomicFiles::writeForNow);
    }
  }

  private void rungReached(TrialState state, RungReached rung) {
    log.line("rung %d, at %d: %s", state.getRungsCount(), rung.getAt(), rung.getValue());
  }

  private void attemptEnded(TrialState state) {
    log.line(
        "attempt %d ended: %s: %s", state.getAttempt(), state.getLastKind(), state.getLastCause());
  }

  void pause(Duration pause) {
    log.line("next attempt in %.1f s", pause.toMillis() * 1e-3);
  }

  void held(String cause) {
    log.line("held: %s", cause);
  }

  void closed(TrialState state) {
    var ended = state.getEnded();
    log.line(
        "trial %s%s%s",
        ended.getState(),
        ended.getKind().isEmpty() ? "" : ": " + ended.getKind(),
        ended.getCause().isEmpty() ? "" : ": " + ended.getCause());
    recipe();
    provenance(state, AtomicFiles::write);
    if (RunState.DONE.is(ended.getState()) || RunState.CANCELLED.is(ended.getState())) {
      clear();
    }
  }

  /** Takes away what only serves to go on: nobody will. */
  private void clear() {
    try {
      Files.deleteIfExists(folder.resolve(TrialFiles.SAMPLE_LOG));
      Path checkpoints = folder.resolve(TrialFiles.CHECKPOINTS);
      if (Files.isDirectory(checkpoints)) {
        try (var files = Files.list(checkpoints)) {
          for (Path file : files.toList()) {
            Files.delete(file);
          }
        }
        Files.delete(checkpoints);
      }
    } catch (IOException e) {
      LOG.warn("can't clear {}: {}", folder, e.toString());
    }
  }

  /** Deletes a checkpoint that a newer one, or its stage's end, has replaced in the journal. */
  private void forget(FileRef checkpoint, TrialState state) {
    String path = checkpoint.getPath();
    boolean named =
        path.isEmpty()
            || path.equals(state.getCheckpoint().getFile().getPath())
            || path.equals(state.getPreviousCheckpoint().getFile().getPath())
            || state.getEndedStagesList().stream()
                .anyMatch(s -> s.getResult().getPath().equals(path));
    if (!named) {
      try {
        Files.deleteIfExists(home.resolve(path));
      } catch (IOException e) {
        LOG.warn("can't delete the old checkpoint {}: {}", path, e.toString());
      }
    }
  }

  /** Of an attempt that was killed while it wrote. */
  private void sweep() {
    try {
      Drafts.sweep(folder);
    } catch (IOException e) {
      LOG.warn("can't sweep {}: {}", folder, e.toString());
    }
  }

  /** Written once: it never changes. */
  private void recipe() {
    Path file = folder.resolve(TrialFiles.RECIPE);
    if (Files.notExists(file)) {
      byte[] content = plan.frozen().getRecipe().getBytes(StandardCharsets.UTF_8);
      write(file, content, AtomicFiles::write);
    }
  }

  /** Written after each stage, which the report reads, and at the end. */
  private void provenance(TrialState state, Writing writing) {
    write(folder.resolve(TrialFiles.PROVENANCE), Provenances.of(plan, state).toBytes(), writing);
  }

  private void write(Path file, byte[] content, Writing writing) {
    try {
      Files.createDirectories(folder);
      writing.write(file, content);
    } catch (IOException e) {
      LOG.warn("can't write {}: {}", file, e.toString());
    }
  }

  private interface Writing {
    void write(Path file, byte[] content) throws IOException;
  }
}
