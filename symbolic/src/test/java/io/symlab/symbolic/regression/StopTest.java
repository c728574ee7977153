package io.symlab.symbolic.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StopTest {
  private static final double[][] X = new double[80][1];
  private static final double[] Y = new double[80];

  static {
    for (int row = 0; row < X.length; row++) {
      X[row][0] = row / 10.0;
      Y[row] = 3 * Math.sin(X[row][0]) + Math.cos(7 * X[row][0]);
    }
  }

  private static RegressionBuilder small() {
    return SymbolicRegression.builder().islands(2).population(30).maxComplexity(12);
  }

  @Test
  void afterRounds() {
    RegressionResult found = small().rounds(3).build().fit(X, Y);
    assertThat(found.end()).isEqualTo(Search.End.ROUNDS);
    assertThat(found.rounds()).isEqualTo(3);
  }

  @Test
  void afterTheUsualRoundsOnlyWhereNoLimitIsNamed() {
    assertThat(small().build().stop().rounds()).isEqualTo(SymbolicRegression.DEFAULT_ROUNDS);
    assertThat(small().rounds(Integer.MAX_VALUE).build().stop()).isEqualTo(Stop.NEVER);
    assertThat(small().seconds(5).build().stop()).isEqualTo(Stop.NEVER.seconds(5));
    int[] looks = new int[1];
    RegressionResult found =
        small()
            .population(4)
            .rounds(Integer.MAX_VALUE)
            .stopWhen(() -> looks[0] > 250)
            .onProgress(search -> looks[0] = search.round())
            .build()
            .fit(X, Y);
    assertThat(found.end()).isEqualTo(Search.End.STOPPED);
    assertThat(found.rounds()).isGreaterThan(250);
  }

  @Test
  void afterSecondsInARound() {
    RegressionResult found = small().seconds(1e-6).build().fit(X, Y);
    assertThat(found.end()).isEqualTo(Search.End.TIME);
    assertThat(found.rounds()).isEqualTo(1);
    assertThat(found.front().rows()).isNotEmpty();
  }

  @Test
  void afterEvaluationsInTheSameRoundEveryTime() {
    int slack = SearchSettings.defaults().slack();
    RegressionResult found = small().evaluations(2_000).threads(1).build().fit(X, Y);
    assertThat(found.end()).isEqualTo(Search.End.EVALUATIONS);
    assertThat(found.evaluations()).isGreaterThanOrEqualTo(2_000);
    assertThat(found.rounds() % slack).isZero();
    RegressionResult before = small().rounds(found.rounds() - slack).build().fit(X, Y);
    assertThat(before.evaluations()).isLessThan(2_000);
    RegressionResult again = small().evaluations(2_000).threads(2).build().fit(X, Y);
    assertThat(again.evaluations()).isEqualTo(found.evaluations());
  }

  @Test
  void atALossInTheFirstRoundsOrWhereTheIslandsMeet() {
    RegressionResult soon = small().stopLoss(3).build().fit(X, Y);
    assertThat(soon.end()).isEqualTo(Search.End.LOSS);
    assertThat(soon.rounds()).isEqualTo(1);
    assertThat(soon.choose("accuracy").figures().get("loss")).isLessThanOrEqualTo(3);
    double least = small().rounds(8).build().fit(X, Y).choose("accuracy").figures().get("loss");
    RegressionResult later = small().stopLoss(0.99 * least).rounds(400).build().fit(X, Y);
    assertThat(later.end()).isEqualTo(Search.End.LOSS);
    assertThat(later.rounds()).isGreaterThan(8);
    assertThat(later.rounds() % SearchSettings.defaults().slack()).isZero();
  }

  @Test
  void atALossInAnyRound() {
    RegressionResult found = small().stop(Stop.NEVER.loss(3).inAnyRound()).build().fit(X, Y);
    assertThat(found.end()).isEqualTo(Search.End.LOSS);
    assertThat(found.rounds()).isEqualTo(1);
  }

  @Test
  void whenItIsToldTo() {
    AtomicBoolean told = new AtomicBoolean();
    List<Integer> rounds = new ArrayList<>();
    RegressionResult found =
        small()
            .rounds(1_000_000)
            .stopWhen(told::get)
            .onProgress(
                search -> {
                  rounds.add(search.round());
                  told.set(search.round() >= 5);
                })
            .build()
            .fit(X, Y);
    assertThat(found.end()).isEqualTo(Search.End.STOPPED);
    assertThat(rounds).startsWith(1).isSorted();
    assertThat(found.rounds()).isGreaterThan(rounds.get(rounds.size() - 1));
  }

  @Test
  void theFirstThatIsReachedCounts() {
    RegressionResult found = small().rounds(2).stopLoss(0).seconds(1e6).build().fit(X, Y);
    assertThat(found.end()).isEqualTo(Search.End.ROUNDS);
  }

  @Test
  void limitsDoNotChangeWhatIsFoundByARound() {
    RegressionResult counted = small().rounds(8).build().fit(X, Y);
    RegressionResult more =
        small().rounds(8).stopLoss(0).evaluations(10_000_000).seconds(1e6).build().fit(X, Y);
    assertThat(more.front()).isEqualTo(counted.front());
  }

  @Test
  void nothingIsNoLimit() {
    assertThatThrownBy(() -> small().rounds(0)).hasMessageContaining("more than 0");
    assertThatThrownBy(() -> small().seconds(Double.NaN)).hasMessageContaining("more than 0");
    assertThatThrownBy(() -> small().evaluations(-1)).hasMessageContaining("more than 0");
    assertThatThrownBy(() -> small().threads(0)).hasMessageContaining("threads");
  }
}
