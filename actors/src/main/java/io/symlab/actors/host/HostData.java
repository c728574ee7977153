package io.symlab.actors.host;

import io.symlab.experiment.recipe.Recipe;
import io.symlab.model.data.DataException;
import io.symlab.model.optimizee.ProblemData;
import io.symlab.proto.StageBegin;
import java.util.Optional;

/** Whether a worker's machine has the data that a trial was submitted with. */
public final class HostData {
  private static final int SHOWN = 12;

  private HostData() {}

  /**
   * Returns when it has, or when the trial's problems are drawn from its seed.
   *
   * @param host to be named
   * @throws DataException when they are missing there or others
   */
  static void require(String host, StageBegin begin) {
    require(host, begin.getRecipe(), begin.getDataChecksum());
  }

  /**
   * The same.
   *
   * @param recipe the frozen recipe, as JSON
   * @param wanted the SHA-256 of the trial's data, in hex; empty: they are drawn from its seed
   */
  public static void require(String host, String recipe, String wanted) {
    if (wanted.isEmpty()) {
      return;
    }
    Optional<ProblemData> found;
    try {
      found = ProblemData.of(Recipe.ofJson(recipe).optimizee());
    } catch (DataException e) {
      throw new DataException(
          "the worker "
              + host
              + " does not have the trial's data (SHA-256 "
              + shown(wanted)
              + "): "
              + e.getMessage(),
          e);
    }
    if (found.isPresent() && !found.get().checksum().equals(wanted)) {
      throw new DataException(
          "the data in "
              + found.get().place()
              + " of the worker "
              + host
              + " are not the trial's: their SHA-256 is "
              + shown(found.get().checksum())
              + " and should be "
              + shown(wanted)
              + "; put the lab's files there, or drain the worker");
    }
  }

  private static String shown(String sum) {
    return sum.length() > SHOWN ? sum.substring(0, SHOWN) + "..." : sum;
  }
}
