package io.symlab.actors.work.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.experiment.results.FormulaNames;
import io.symlab.experiment.results.FrontFile;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.front.FrontChoice;
import io.symlab.symbolic.front.ScoredFront;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FrontCandidatesTest {
  private static FrontFile front(int size, double... r2) {
    List<ScoredFront.Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double validation = i < r2.length ? r2[i] : 0.9;
      rows.add(row(i + 1, validation, i));
    }
    int last = size - 1;
    return front(rows, last, last, last);
  }

  private static ScoredFront.Row row(int complexity, double r2, int variable) {
    var validation = Double.isNaN(r2) ? OptionalDouble.empty() : OptionalDouble.of(r2);
    var formula = Expression.variable(variable);
    return new ScoredFront.Row(complexity, 1, 0, 0, validation, OptionalDouble.empty(), formula);
  }

  private static FrontFile front(List<ScoredFront.Row> rows, int best, int accuracy, int knee) {
    var marks =
        Map.of(FrontChoice.BEST, best, FrontChoice.ACCURACY, accuracy, FrontChoice.KNEE, knee);
    return file(new ScoredFront(rows, marks));
  }

  private static FrontFile file(ScoredFront front) {
    var names = new FormulaNames(List.of(), Signals.NONE);
    return new FrontFile(names, front, "meta-loss", 1, 1, true);
  }

  @Test
  void aSmallFrontIsTriedButForWhatHardlyFits() {
    assertThat(FrontCandidates.of(front(5, 0.1, 0.46, -3, Double.NaN, 0.9))).containsExactly(1, 4);
  }

  @Test
  void aMarkedMemberIsTriedWhateverItExplains() {
    var base = front(4, -5, 0.8, 0.8, 0.9);
    var marked = front(base.rows(), 0, 3, 3);
    assertThat(FrontCandidates.of(marked)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void ofALargeFrontADozenAreTriedFromEndToEnd() {
    List<Integer> tried = FrontCandidates.of(front(40));
    assertThat(tried).hasSize(FrontCandidates.MOST).doesNotHaveDuplicates().isSorted();
    assertThat(tried).startsWith(0).endsWith(39);
    for (int i = 1; i < tried.size(); i++) {
      assertThat(tried.get(i) - tried.get(i - 1)).isLessThanOrEqualTo(5);
    }
  }

  @Test
  void theSameFormulaIsTriedOnce() {
    var row = row(1, 0.9, 0);
    var front = front(List.of(row, row), 0, 1, 1);
    assertThat(FrontCandidates.of(front)).containsExactly(0);
  }

  @Test
  void anEmptyFrontHasNone() {
    var empty = file(new ScoredFront(List.of()));
    assertThatThrownBy(() -> FrontCandidates.of(empty)).hasMessageContaining("empty");
  }
}
