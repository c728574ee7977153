package io.symlab.experiment.distill;

import io.symlab.experiment.LabException;
import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.island.EarlierFormulas;
import io.symlab.symbolic.regression.Search;
import io.symlab.symbolic.regression.SymbolicRegression;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.settings.SearchPart;
import io.symlab.symbolic.settings.SearchSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A new search that begins with what another has found, on other rows of the same columns: the
 * saved populations, judged and fitted anew. Columns are found by their names.
 */
final class WarmStart {
  private WarmStart() {}

  static Search begin(Path from, SymbolicRegression regression, DistillData data)
      throws LabException, IOException {
    DistillState state = DistillFolder.readState("--from", from);
    FormulaNames names = FrontFile.read(from).names();
    EarlierFormulas earlier;
    try {
      SearchSettings saved =
          state
              .head()
              .settings()
              .search()
              .search(names.columns(), names.signals(), SearchPart::key);
      earlier = EarlierFormulas.of(saved, state.islands());
    } catch (IllegalArgumentException e) {
      throw new LabException(
          LabException.BAD_INPUT,
          "--from " + from + ": its state can't be read: " + e.getMessage(),
          e);
    }
    List<String> columns = data.dataset().names();
    int[] places = names.columns().stream().mapToInt(columns::indexOf).toArray();
    Centres before = centres(state.head().centres(), places.length);
    Centres now = data.rows().centres();
    EarlierFormulas moved =
        earlier.map(
            formula -> {
              Expression here = over(before.outward(formula), places);
              return here == null ? null : now.inward(here);
            });
    // Constants alone are formulas over any columns.
    if (moved.isEmpty() || names.columns().stream().noneMatch(columns::contains)) {
      throw new LabException(
          LabException.BAD_INPUT,
          "--from "
              + from
              + ": its formulas are over "
              + String.join(", ", names.columns())
              + ", and this table has "
              + String.join(", ", columns));
    }
    return DistillStart.judged(() -> regression.begin(data.rows(), moved));
  }

  private static Centres centres(List<Double> said, int columns) {
    return said.size() == columns + 1
        ? new Centres(said.subList(0, columns), said.get(columns))
        : Centres.none(columns);
  }

  /** The formula over the columns that are at these places; null where one is not there. */
  private static Expression over(Expression formula, int[] places) {
    boolean[] missing = {false};
    formula.forEachVariable(variable -> missing[0] |= places[variable] < 0);
    return missing[0] ? null : formula.withVariables(variable -> places[variable]);
  }
}
