package io.symlab.symbolic.front;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.island.RandomFormulas;
import io.symlab.symbolic.sample.Centres;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Fronts of any formulas over any rows: what is handed out holds on rows not fitted to. */
class AnyFrontTest {
  private static final List<String> LOSSES =
      List.of(
          "mse", "mse", "mae", "huber(0.3)", "quantile(0.9)", "weight * abs(prediction - y)^1.5");

  @Property(tries = 20)
  void noChoiceIsWorseThanAConstant(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Loss loss = Loss.parse(LOSSES.get(random.nextInt(LOSSES.size())));
    SearchSettings settings = SearchSettings.builder().loss(loss).seed(random.nextInt()).build();
    Expression law = RandomFormulas.any(random.nextLong());
    double noise = random.nextInt(3) * 0.3;
    boolean doubles = random.nextInt(4) == 0;
    Samples train = rows(random, 8 + random.nextInt(120), false, law, noise, doubles);
    Samples validation =
        random.nextInt(4) == 0
            ? null
            : rows(random, 1 + random.nextInt(40), random.nextInt(8) == 0, law, noise, doubles);
    var rows = new FrontRows(Centres.none(train.features()), train, train, validation, null);
    List<Front.Member> found = new ArrayList<>();
    found.add(new Front.Member(law.complexity(), 0, law));
    for (int i = 0; i < 5; i++) {
      Expression formula = RandomFormulas.any(random.nextLong());
      found.add(new Front.Member(formula.complexity(), 0, formula));
    }
    var scoring = new FrontScoring(settings, rows);
    double constant = scoring.score(List.of()).rows().get(0).validated();
    for (ScoredFront front : List.of(scoring.score(found), scoring.finish(found))) {
      for (FrontChoice choice : FrontChoice.values()) {
        ScoredFront.Row row = front.choose(choice);
        assertThat(row.loss()).isFinite();
        assertThat(row.validated()).isFinite().isLessThanOrEqualTo(constant);
        row.r2Validation().ifPresent(r2 -> assertThat(r2).isFinite());
      }
    }
    assertThat(scoring.score(found)).isEqualTo(new FrontScoring(settings, rows).score(found));
  }

  private static Samples rows(
      SplittableRandom random,
      int count,
      boolean still,
      Expression law,
      double noise,
      boolean doubles) {
    float[][] columns = RandomFormulas.columns(count, random.nextLong());
    float[] y = new float[count];
    float[] w = new float[count];
    boolean outliers = random.nextInt(4) == 0;
    for (int i = 0; i < count; i++) {
      double value = law.evaluate(RandomFormulas.row(columns, i));
      // What is too large, or no number, is 0 now and then.
      double told = Math.abs(value) < 1e6 ? value : 0;
      double error = outliers && random.nextInt(50) == 0 ? 100 : noise;
      y[i] = still && i > 0 ? y[0] : (float) (told + error * random.nextGaussian());
      w[i] = i == 0 ? 1 : random.nextInt(3);
    }
    Samples samples = random.nextInt(3) == 0 ? Samples.of(columns, y, w) : Samples.of(columns, y);
    return doubles ? samples.withDoubles(wide(columns), wide(new float[][] {y})[0]) : samples;
  }

  private static double[][] wide(float[][] columns) {
    double[][] wide = new double[columns.length][];
    for (int c = 0; c < wide.length; c++) {
      wide[c] = new double[columns[c].length];
      for (int i = 0; i < wide[c].length; i++) {
        wide[c][i] = columns[c][i];
      }
    }
    return wide;
  }
}
