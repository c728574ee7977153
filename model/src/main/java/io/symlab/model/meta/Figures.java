package io.symlab.model.meta;

import java.util.LinkedHashMap;
import java.util.Map;

/** The named readings of a work's progress, in the order to show them; only those there are. */
final class Figures {
  private final Map<String, Double> figures = new LinkedHashMap<>();

  /** Adds a reading, unless it is not finite: then there is none yet. */
  Figures with(String name, double value) {
    if (Double.isFinite(value)) {
      figures.put(name, value);
    }
    return this;
  }

  /** Adds how many epochs were abandoned, once one was. */
  Figures withDiverged(int epochs) {
    return with("diverged", epochs == 0 ? Double.NaN : epochs);
  }

  Map<String, Double> map() {
    return figures;
  }
}
