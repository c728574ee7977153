package io.symlab.actors.host;

import io.symlab.actors.stage.Blobs;
import io.symlab.experiment.Stage;
import io.symlab.experiment.results.TrialFiles;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which files of its trial the worker of a stage that trains reads and writes: no others cross a
 * process. Paths are relative to the home.
 */
final class StageFiles {
  /** Of what is asked for and sent at once. */
  static final int PART = Blobs.PART_BYTES;

  private final StageBegin begin;
  private final Stage stage;
  private final Pattern checkpoint;

  /**
   * @throws IllegalArgumentException when the stage is none that trains
   */
  StageFiles(StageBegin begin) {
    this.begin = begin;
    this.stage = Stage.of(begin.getStage());
    curve();
    String written = begin.getStage() + "-a" + begin.getAttempt() + "-";
    this.checkpoint =
        Pattern.compile(
            Pattern.quote(path(TrialFiles.CHECKPOINTS) + "/" + written) + "[a-z0-9]{1,40}\\.ckpt");
  }

  /** Its curve, which grows. */
  String curve() {
    return path(
        switch (stage) {
          case META_TRAIN -> TrialFiles.META_LOSS;
          case EVOLVE -> TrialFiles.EVOLVE_LOSS;
          case META_TUNE -> TrialFiles.TUNE_LOSS;
          default -> throw new IllegalArgumentException(stage + " does not leave the lab's host");
        });
  }

  /** What it leaves. */
  String result() {
    return path(
        switch (stage) {
          case META_TRAIN -> TrialFiles.LEARNED;
          case EVOLVE -> TrialFiles.EVOLVED;
          default -> TrialFiles.TUNED;
        });
  }

  /** Those that it reads and that change, so that no event names them; they may be missing. */
  List<String> changing() {
    return stage == Stage.EVOLVE ? List.of(curve(), path(TrialFiles.SAMPLE_LOG)) : List.of(curve());
  }

  /** Those that it reads and that events name. */
  List<FileRef> named() {
    List<FileRef> named = new ArrayList<>(begin.getResultsMap().values());
    if (begin.hasCheckpoint()) {
      named.add(begin.getCheckpoint());
    }
    return named;
  }

  /** Whether it may read a file. */
  boolean reads(String path) {
    return changing().contains(path)
        || named().stream().anyMatch(named -> named.getPath().equals(path));
  }

  /** Whether it may write a file as a whole: its result, and checkpoints of its own attempt. */
  boolean writes(String path) {
    return path.equals(result()) || checkpoint.matcher(path).matches();
  }

  private String path(String name) {
    return begin.getDirectory() + "/" + name;
  }
}
