package io.symlab.experiment.recipe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.model.rollout.Watch;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.stream.Stream;

/**
 * The key {@code distill.memory}: whether formulas may average. Where they may, each feature of the
 * samples is a signal, and the averages are operators beside the recipe's own.
 */
final class MemoryKey {
  private static final String KEY = "memory";

  private MemoryKey() {}

  /** The signals of samples like these, where the recipe wants them. */
  static Signals signals(RecipeValues values, Watch watch) {
    return values.flag("distill." + KEY) ? watch.signals() : Signals.NONE;
  }

  /** The settings with averages beside the recipe's operators where there are signals. */
  static SearchSettings withAverages(SearchSettings.Builder search, Signals signals) {
    SearchSettings plain = search.build();
    if (signals.isEmpty()) {
      return plain;
    }
    return search
        .operators(
            Stream.concat(
                    plain.operators().stream().filter(operator -> !operator.isAverage()),
                    Operator.all().stream().filter(Operator::isAverage))
                .toList())
        .build();
  }

  /** Writes the key, and the operators that the key {@code operators} is to hold. */
  static List<Operator> write(ObjectNode distill, SearchSettings search) {
    distill.put(KEY, !search.signals().isEmpty());
    return search.operators().stream().filter(operator -> !operator.isAverage()).toList();
  }
}
