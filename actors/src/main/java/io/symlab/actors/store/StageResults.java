package io.symlab.actors.store;

import io.symlab.experiment.Stage;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.TunedFile;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import java.io.IOException;
import java.util.Optional;

/** What a trial's earlier stages left, by their names. */
public final class StageResults {
  private StageResults() {}

  /** The front that rules are chosen from: what a search by meta-loss left, or else distilling. */
  public static FrontFile front(StageBegin begin, CheckpointStore store) throws IOException {
    return front(begin, store, has(begin, Stage.EVOLVE) ? Stage.EVOLVE : Stage.DISTILL);
  }

  /** The front that this stage left. */
  public static FrontFile front(StageBegin begin, CheckpointStore store, Stage stage)
      throws IOException {
    FileRef file = result(begin, stage);
    return FrontFile.ofBytes(store.read(file), file.getPath());
  }

  /** The optimizer that meta-training left; none in a trial that learned none. */
  public static Optional<LearnedOptimizer> learned(StageBegin begin, CheckpointStore store)
      throws IOException {
    return has(begin, Stage.META_TRAIN)
        ? Optional.of(LearnedOptimizer.decode(store.read(result(begin, Stage.META_TRAIN))))
        : Optional.empty();
  }

  /** Whether an earlier stage was this one. */
  public static boolean has(StageBegin begin, Stage stage) {
    return begin.getResultsMap().containsKey(stage.word());
  }

  /** What tuning left. */
  public static TunedFile tuned(StageBegin begin, CheckpointStore store) throws IOException {
    FileRef file = result(begin, Stage.META_TUNE);
    return TunedFile.ofBytes(store.read(file), file.getPath());
  }

  /**
   * The file that an earlier stage left.
   *
   * @throws IllegalArgumentException when it did not
   */
  public static FileRef result(StageBegin begin, Stage stage) {
    FileRef file = begin.getResultsMap().get(stage.word());
    if (file == null) {
      throw new IllegalArgumentException(
          "the stage " + begin.getStage() + " needs the result of " + stage);
    }
    return file;
  }
}
