package io.symlab.actors.work.rollout;

import io.symlab.model.rollout.RolloutSettings;
import java.util.ArrayList;
import java.util.List;

/** Which rollouts a distillation needs, in the order in which they are started. */
public final class RolloutPlan {
  /** What a rollout's samples are for. */
  public enum Part {
    TRAIN,
    VALIDATION,
    TEST
  }

  /**
   * A rollout.
   *
   * @param index of its problem: those of training come first, then validation, then test
   * @param skip batches of it that are in the log already
   */
  public record Planned(Part part, int index, int skip) {
    /** What the names of all rollouts begin with. */
    public static final String PREFIX = "rollout-";

    public String name() {
      return name(index);
    }

    /** What the rollout of this index is called. */
    public static String name(int index) {
      return PREFIX + index;
    }
  }

  private RolloutPlan() {}

  /**
   * All that are still to be done.
   *
   * @param head the training rollout whose batches come next
   * @param headBatches how many of it are there already
   * @return those of training in their order; between them, one by one, the others, which never
   *     have to wait for their turn in the log
   */
  public static List<Planned> of(RolloutSettings settings, int head, int headBatches) {
    List<Planned> others = new ArrayList<>();
    int first = settings.train();
    for (int i = 0; i < settings.validation(); i++) {
      others.add(new Planned(Part.VALIDATION, first + i, 0));
    }
    first += settings.validation();
    for (int i = 0; i < settings.test(); i++) {
      others.add(new Planned(Part.TEST, first + i, 0));
    }
    List<Planned> all = new ArrayList<>();
    for (int i = head; i < settings.train(); i++) {
      all.add(new Planned(Part.TRAIN, i, i == head ? headBatches : 0));
      if (!others.isEmpty()) {
        all.add(others.remove(0));
      }
    }
    all.addAll(others);
    return all;
  }
}
