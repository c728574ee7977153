package io.symlab.bench.formulas;

import io.symlab.bench.formulas.Problem.Pair;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.table.Dataset;
import io.symlab.symbolic.table.Roles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The records of learned optimizers that were published with the paper, read from a folder. */
final class Records {
  private Records() {}

  static List<Problem> all(Path folder) {
    return List.of(
        record(folder, "dm", 60, List.of(16, 50)),
        record(folder, "rnnprop", 120, List.of(50, 120)));
  }

  private static Problem record(Path folder, String name, double seconds, List<Integer> sizes) {
    return new Problem(
        name + " record",
        () -> new Pair(table(folder, name + "_train.npy"), table(folder, name + "_test.npy")),
        Signals.NONE,
        Operator.USUAL,
        sizes.get(1),
        seconds,
        0,
        sizes);
  }

  private static Samples table(Path folder, String file) throws IOException {
    return Dataset.read(folder.resolve(file), Roles.PLAIN).samples();
  }
}
