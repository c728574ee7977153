package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FoldsTest {
  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 14, 17, 20, 255, 256})
  void aLawHoldsOnEachFoldOfFewRowsWhateverTheSeed(int rows) {
    float[][] columns = new float[1][rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      columns[0][i] = i - rows / 3;
      y[i] = 0.5f * columns[0][i] * columns[0][i];
    }
    Samples samples = Samples.of(columns, y);
    Program law = Program.of(ExpressionText.parse("0.5 * square(x0)", List.of()));
    Program none = Program.of(ExpressionText.parse("1.5", List.of()));
    for (int seed = 0; seed < 20; seed++) {
      SearchSettings settings = SearchSettings.builder().seed(seed).build();
      var folds = new Folds(settings, samples, new Evaluator());
      assertThat(folds.relativeLoss(folds.fitted(law, null, null), null)).isLessThan(1e-6);
      assertThat(folds.relativeLoss(folds.fitted(none, null, null), null)).isBetween(0.9, 1.1);
    }
  }
}
