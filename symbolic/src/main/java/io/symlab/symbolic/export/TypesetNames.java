package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Signals.Signal;
import java.util.ArrayList;
import java.util.List;

/** What columns are called in typeset formulas: a signal's third lag has the index t-3. */
final class TypesetNames {
  private TypesetNames() {}

  static List<String> of(Formula formula) {
    List<String> names = new ArrayList<>(formula.columns());
    for (Signal signal : formula.signals().signals()) {
      String separator = signal.name().contains("_") ? ", " : "_";
      for (int lag = 0; lag < signal.lags(); lag++) {
        names.set(
            signal.column(lag), lag == 0 ? signal.name() : signal.name() + separator + "t-" + lag);
      }
    }
    return names;
  }
}
