package io.symlab.actors.store;

import io.symlab.experiment.Stage;
import io.symlab.experiment.results.FrontFile;
import io.symlab.experiment.results.TunedFile;
import io.symlab.proto.FileRef;
import io.symlab.proto.StageBegin;
import java.io.IOException;

/** What a trial's earlier stages left, by their names. */
public final class StageResults {
  private StageResults() {}

  /** The front that distilling left. */
  public static FrontFile front(StageBegin begin, CheckpointStore store) throws IOException {
    FileRef file = result(begin, Stage.DISTILL);
    return FrontFile.ofBytes(store.read(file), file.getPath());
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
