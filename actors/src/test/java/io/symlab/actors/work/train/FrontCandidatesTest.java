package io.symlab.actors.work.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.experiment.results.FrontFile;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrontCandidatesTest {
  private static FrontFile front(int size, double... r2) {
    List<FrontFile.Row> rows = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      double validation = i < r2.length ? r2[i] : 0.9;
      rows.add(new FrontFile.Row(i + 1, 1, 0, 0, validation, 0, "mt_" + i));
    }
    int last = size - 1;
    return new FrontFile(List.of(), rows, last, last, last, "meta-loss", 1, 1, true);
  }

  @Test
  void aSmallFrontIsTriedButForWhatHardlyFits() {
    assertThat(FrontCandidates.of(front(5, 0.1, 0.46, -3, Double.NaN, 0.9))).containsExactly(1, 4);
  }

  @Test
  void aMarkedMemberIsTriedWhateverItExplains() {
    var base = front(4, -5, 0.8, 0.8, 0.9);
    var marked = new FrontFile(base.names(), base.rows(), 0, 3, 3, "meta-loss", 1, 1, true);
    assertThat(FrontCandidates.of(marked)).containsExactly(0, 1, 2, 3);
  }

  @Test
  void ofALargeFrontADozenAreTriedFromEndToEnd() {
    List<Integer> tried = FrontCandidates.of(front(40));
    assertThat(tried).hasSize(FrontCandidates.MOST).doesNotHaveDuplicates().isSorted();
    assertThat(tried).startsWith(0).endsWith(39);
    for (int i = 1; i < tried.size(); i++) {
      assertThat(tried.get(i) - tried.get(i - 1)).isLessThanOrEqualTo(4);
    }
  }

  @Test
  void theSameFormulaIsTriedOnce() {
    var row = new FrontFile.Row(1, 1, 0, 0, 0.9, 0, "mt_0");
    var front = new FrontFile(List.of(), List.of(row, row), 0, 1, 1, "meta-loss", 1, 1, true);
    assertThat(FrontCandidates.of(front)).containsExactly(0);
  }

  @Test
  void anEmptyFrontHasNone() {
    var empty = new FrontFile(List.of(), List.of(), -1, -1, -1, "meta-loss", 1, 1, true);
    assertThatThrownBy(() -> FrontCandidates.of(empty)).hasMessageContaining("empty");
  }
}
