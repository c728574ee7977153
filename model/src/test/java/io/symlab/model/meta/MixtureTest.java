package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.optimizee.Mixture;
import io.symlab.model.optimizee.Mixture.Part;
import io.symlab.model.optimizee.Optimizee;
import io.symlab.model.optimizee.OptimizeeKind;
import io.symlab.model.optimizee.OptimizeeSettings;
import io.symlab.model.optimizee.Optimizees;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureTest {
  private static final RuleSettings RULE =
      new RuleSettings(List.of(Feature.MT, Feature.GT), 4, List.of(3), 0.1);

  /** Each part is drawn as often as its weight says, within five standard deviations. */
  @Property(tries = 30)
  void partsAreDrawnByWeight(
      @ForAll @Size(min = 1, max = 5) List<@DoubleRange(max = 3) Double> weights,
      @ForAll long seed) {
    double total = weights.stream().mapToDouble(w -> w).sum();
    if (total < 0.01) {
      return;
    }
    List<Part> parts = weights.stream().map(weight -> new Part(new Bowl(), weight)).toList();
    Mixture mixture = Mixture.of(parts);
    int draws = 4000;
    int[] counts = new int[parts.size()];
    for (int epoch = 0; epoch < draws; epoch++) {
      Optimizee drawn = mixture.drawn(seed, epoch);
      assertThat(mixture.drawn(seed, epoch)).isSameAs(drawn);
      assertThat(mixture.drawnFrom()).contains(drawn);
      for (int i = 0; i < counts.length; i++) {
        counts[i] += parts.get(i).optimizee() == drawn ? 1 : 0;
      }
    }
    for (int i = 0; i < counts.length; i++) {
      double p = weights.get(i) / total;
      double spread = Math.sqrt(draws * p * (1 - p));
      assertThat((double) counts[i]).isCloseTo(draws * p, within(5 * spread + 1e-6));
    }
  }

  @Test
  void otherSeedsDrawOtherParts() {
    Mixture mixture = Mixture.of(new Part(new Bowl(), 1), new Part(new Bowl(), 1));
    List<Boolean> one = new ArrayList<>();
    List<Boolean> other = new ArrayList<>();
    for (int epoch = 0; epoch < 60; epoch++) {
      one.add(mixture.drawn(1, epoch) == mixture.drawn(1, 0));
      other.add(mixture.drawn(2, epoch) == mixture.drawn(2, 0));
    }
    assertThat(one).isNotEqualTo(other);
  }

  @Test
  void weightsThatDrawNothingAreRefused() {
    assertThatThrownBy(() -> Mixture.of(new Part(new Bowl(), 0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one must be above 0");
    assertThatThrownBy(() -> new Part(new Bowl(), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("-1");
    assertThatThrownBy(() -> Mixture.of()).isInstanceOf(IllegalArgumentException.class);
  }

  /** Tasks of three sizes; phi, and each number of a checkpoint, is that of the whole run. */
  @ParameterizedTest
  @ValueSource(strings = {"tbptt", "pes"})
  void trainingOnAMixtureGoesOnFromAnyCheckpointBitForBit(String method) {
    var settings =
        new MetaTrainingSettings(12, 10, 5, 0.01, 4, 8)
            .with(MetaTrainingOptions.NONE.toBuilder().method(method).evolution(1, 0.02).build());
    List<byte[]> checkpoints = new ArrayList<>();
    byte[] alone;
    try (Mixture tasks = tasks(1)) {
      try (MetaTraining work = new MetaTraining(tasks, RULE, settings, 4)) {
        while (!work.done()) {
          if (work.step()) {
            checkpoints.add(work.checkpoint());
          }
        }
      }
      byte[] last = checkpoints.get(checkpoints.size() - 1);
      for (byte[] checkpoint : checkpoints) {
        try (MetaTraining work = new MetaTraining(tasks, RULE, settings, 4, checkpoint)) {
          while (!work.done()) {
            work.step();
          }
          assertThat(work.checkpoint()).isEqualTo(last);
        }
      }
      try (MetaTraining work = new MetaTraining(new Bowl(), RULE, settings, 4)) {
        while (!work.done()) {
          work.step();
        }
        alone = work.checkpoint();
      }
      assertThat(last).isNotEqualTo(alone);
    }
    try (Mixture onlyOne = tasks(0);
        MetaTraining work = new MetaTraining(onlyOne, RULE, settings, 4)) {
      while (!work.done()) {
        work.step();
      }
      // The others never come up, and make no difference.
      assertThat(work.checkpoint()).isEqualTo(alone);
    }
  }

  private static Mixture tasks(double weightOfOthers) {
    var small = OptimizeeSettings.of(OptimizeeKind.QUADRATIC).withInstances(3).withDimension(4);
    var lasso = OptimizeeSettings.of(OptimizeeKind.LASSO).withInstances(2).withDimension(10);
    return Mixture.of(
        new Part(new Bowl(), 1),
        new Part(Optimizees.open(small), weightOfOthers),
        new Part(Optimizees.open(lasso), weightOfOthers));
  }

  @Test
  void aRuleWithRatesPerGroupIsRefusedOnProblemsOfOtherGroups() {
    var settings = new MetaTrainingSettings(2, 10, 5, 0.01, 4, 8);
    try (Mixture tasks = tasks(1)) {
      assertThatThrownBy(() -> new MetaTraining(tasks, RULE.withGroupRates(), settings, 4))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("parameter groups");
    }
  }
}
