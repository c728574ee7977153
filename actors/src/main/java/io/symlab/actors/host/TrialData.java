package io.symlab.actors.host;

import com.google.protobuf.ByteString;
import io.symlab.actors.store.FileSums;
import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.optimizee.ProblemFiles;
import io.symlab.proto.FilesThere;
import io.symlab.proto.PartWanted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** The files of a trial's data, where its lab has them, as a worker elsewhere may read them. */
final class TrialData {
  private final String recipe;
  private Map<String, Path> files = Map.of();

  TrialData(String recipe) {
    this.recipe = recipe;
  }

  /**
   * The files as they are now.
   *
   * @throws io.symlab.model.data.DataException when one is missing
   */
  FilesThere list() throws IOException {
    files = ProblemFiles.of(Recipe.ofJson(recipe).optimizee());
    var there = FilesThere.newBuilder();
    for (Map.Entry<String, Path> file : files.entrySet()) {
      there.addFiles(FileSums.of(file.getKey(), file.getValue()));
    }
    return there.build();
  }

  /** A piece of one that was listed. */
  ByteString read(PartWanted wanted) throws IOException {
    Path file = files.get(wanted.getPath());
    if (file == null) {
      throw new ForeignMessageException("asked for data " + wanted.getPath());
    }
    return TrialFolder.Parts.read(file, wanted.getOffset());
  }
}
