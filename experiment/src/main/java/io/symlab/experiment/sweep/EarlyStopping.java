package io.symlab.experiment.sweep;

import io.symlab.experiment.Stage;
import java.util.List;

/**
 * Successive halving of a sweep's trials at the rungs of one stage.
 *
 * @param stage whose progress is measured
 * @param figure that its trials report and are compared by
 * @param factor one trial in so many goes on at a rung, 2 at least
 * @param rungs rising, in the stage's own units: epochs of meta-train and meta-tune, rounds of each
 *     island of distill, steps of the optimizee of evolve
 */
public record EarlyStopping(Stage stage, String figure, int factor, List<Integer> rungs) {
  /** Copies. */
  public EarlyStopping {
    rungs = List.copyOf(rungs);
  }

  /** Whether more of the figure is better; of losses less is. */
  public boolean moreIsBetter() {
    return figure.startsWith("r2");
  }

  /** What rungs are counted in. */
  public String unit() {
    return unit(stage);
  }

  /** What rungs of a stage are counted in. */
  public static String unit(Stage stage) {
    return switch (stage) {
      case DISTILL -> "rounds";
      case EVOLVE -> "steps";
      default -> "epochs";
    };
  }
}
