package io.symlab.experiment.distill;

import io.symlab.experiment.results.Machine;
import java.util.List;

/**
 * Where a front comes from.
 *
 * @param version of Symlab
 * @param seed of everything random
 * @param data the files
 * @param machine where its last part ran
 * @param kernel what evaluated the formulas
 * @param started ISO 8601, when its first part began
 * @param written ISO 8601
 * @param seconds searched, all parts together
 */
record Provenance(
    String version,
    long seed,
    List<DataStamp> data,
    Machine machine,
    String kernel,
    String started,
    String written,
    double seconds) {
  Provenance {
    data = List.copyOf(data);
  }
}
