package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.Example;

class PairedArmsTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  @Example
  void scoresAreMeanLogarithmsOfRatiosHoweverHardAProblemIs() {
    double[][] losses = {{1, 100}, {2, 200}, {4, 400}};
    var paired = new PairedArms(losses, List.of(0, 1, 2), 2);
    assertThat(paired.score(0)).isCloseTo(-Math.log(2), within(1e-12));
    assertThat(paired.score(1)).isCloseTo(0, within(1e-12));
    assertThat(paired.excess(2, 0, 1)).isCloseTo(Math.log(4), within(1e-12));
    assertThat(paired.least(List.of(2, 1))).isEqualTo(1);
  }

  @Example
  void oneProblemThatCameOutBadlyDecidesNothing() {
    double[][] losses = {{0.9, 0.9, 0.9, 0.9, 5}, {1, 1, 1, 1, 1}};
    var paired = new PairedArms(losses, List.of(0, 1), 5);
    assertThat(paired.score(0)).isLessThan(paired.score(1));
    // On three problems there is none to leave out.
    double[][] three = {{0.9, 0.9, 5}, {1, 1, 1}};
    assertThat(new PairedArms(three, List.of(0, 1), 3).least(List.of(0, 1))).isEqualTo(1);
  }

  @Example
  void lossesThatAreNotAboveZeroAreComparedAsTheyAre() {
    double[][] losses = {{-394, 2}, {-392, 1}, {-390, 0}};
    var paired = new PairedArms(losses, List.of(0, 1, 2), 2);
    assertThat(paired.score(0)).isCloseTo(-0.5, within(1e-12));
    assertThat(paired.score(2)).isCloseTo(0.5, within(1e-12));
  }

  @Example
  void whatDivergedIsLastAndTellsNothingOfWhatIsUsual() {
    double[][] losses = {{1, 1}, {2, INFINITE}, {3, 3}};
    var paired = new PairedArms(losses, List.of(0, 1, 2), 2);
    assertThat(paired.score(1)).isInfinite();
    assertThat(paired.score(0)).isCloseTo(-Math.log(3) / 2, within(1e-12));
    assertThat(paired.excess(1, 0, 2)).isInfinite();
    assertThat(paired.tied(1, 0)).isFalse();
    double[][] none = {{INFINITE}, {INFINITE}};
    assertThat(new PairedArms(none, List.of(0, 1), 1).least(List.of(0, 1))).isZero();
  }

  @Example
  void armsAreTiedWithinAStandardErrorOfTheirDifference() {
    double[][] losses = {{1, 1, 1, 1}, {1.2, 0.9, 1.1, 0.95}, {1.1, 1.11, 1.1, 1.11}};
    var paired = new PairedArms(losses, List.of(0, 1, 2), 4);
    assertThat(paired.tied(0, 0)).isTrue();
    assertThat(paired.tied(1, 0)).isTrue();
    assertThat(paired.tied(2, 0)).isFalse();
  }
}
