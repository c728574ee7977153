package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.optimizee.Bowl;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When training moves on to longer epochs, and when it ends. */
class ScheduleTest {
  private static final RuleSettings RULE =
      new RuleSettings(List.of(Feature.MT, Feature.GT), 3, List.of(4), 0.1);

  private static MetaTrainingSettings settings(int epochs, MetaTrainingOptions.Builder options) {
    return new MetaTrainingSettings(epochs, 20, 5, 0.01, 1, 15).with(options.build());
  }

  private static MetaTrainingOptions.Builder options() {
    return MetaTrainingOptions.NONE.toBuilder();
  }

  private static MetaTrainingState evaluated(MetaTrainingSettings settings, double... losses) {
    MetaTrainingState state = MetaTrainingState.begin(RULE, settings, 1);
    for (double loss : losses) {
      assertThat(new Schedule(settings).done(state)).isFalse();
      state.phi[0] += 1;
      state.average(0);
      new Schedule(settings).evaluated(state, loss);
    }
    return state;
  }

  @Test
  void withPatienceTrainingEndsAfterSoManyEvaluationsWithoutABetterOne() {
    var settings = settings(100, options().patience(2));
    assertThat(evaluated(settings, 5, 6, 4, 4).stopped).isFalse();
    assertThat(evaluated(settings, 5, 6, 4, 4, 7).stopped).isTrue();
    assertThat(evaluated(settings, 5, 6, 4, 4, 7).bestLoss).isEqualTo(4);
    assertThat(evaluated(settings(100, options()), 5, 6, 7, 8, 9, 10).stopped).isFalse();
  }

  @Test
  void aCurriculumLeavesAHorizonOnceItNoLongerImprovesAndTakesTheBestAlong() {
    var settings = settings(100, options().curriculum(List.of(10, 20, 40)).patience(3));
    Schedule schedule = new Schedule(settings);
    MetaTrainingState state = evaluated(settings, 5, 6);
    assertThat(schedule.steps(state)).isEqualTo(10);
    assertThat(schedule.evaluationSteps(state)).isEqualTo(20);
    state = evaluated(settings, 5, 4, 6);
    assertThat(schedule.steps(state)).isEqualTo(20);
    assertThat(schedule.evaluationSteps(state)).isEqualTo(40);
    assertThat(state.phi).isEqualTo(state.bestPhi);
    assertThat(state.phi[0] - LearnedOptimizer.initial(RULE, 1).phi()[0]).isBetween(1.9f, 2.1f);
    assertThat(state.measured).isFalse();
    // The next is the yardstick of the new horizon, worse or not.
    state = evaluated(settings, 5, 4, 6, 9);
    assertThat(state.bestLoss).isEqualTo(9);
    assertThat(state.measured).isTrue();
    state = evaluated(settings, 5, 4, 6, 9, 8, 8.5, 8.4);
    assertThat(schedule.steps(state)).isEqualTo(40);
    assertThat(schedule.evaluationSteps(state)).isEqualTo(40);
  }

  @Test
  void aHorizonThatBringsNothingIsTheLast() {
    var settings = settings(100, options().curriculum(List.of(10, 20, 40)).patience(2));
    assertThat(evaluated(settings, 5, 6, 7, 7.5).stopped).isFalse();
    assertThat(evaluated(settings, 5, 6, 7, 7.5, 8).stopped).isTrue();
  }

  @Test
  void drawnLengthsAreSpreadEvenlyOverTheirLogarithms() {
    var settings = settings(4000, options().horizons(50, 800));
    Schedule schedule = new Schedule(settings);
    MetaTrainingState state = MetaTrainingState.begin(RULE, settings, 1);
    int[] byOctave = new int[4];
    double sum = 0;
    for (state.epoch = 0; state.epoch < 4000; state.epoch++) {
      int steps = schedule.steps(state);
      assertThat(steps).isBetween(50, 800);
      byOctave[Math.min(3, (int) (Math.log(steps / 50.0) / Math.log(2)))]++;
      sum += steps;
    }
    // 1000 each, within five standard deviations.
    for (int count : byOctave) {
      assertThat(count).isBetween(863, 1137);
    }
    state.epoch = 0;
    long updates = 4000L * 15;
    assertThat(schedule.left(state, 1) - updates)
        .isBetween((long) (0.95 * sum), (long) (1.05 * sum));
  }

  @Test
  void drawnLengthsAreThoseOfTheSeedAndGoOnFromACheckpoint() {
    var settings =
        new MetaTrainingSettings(6, 20, 5, 0.01, 2, 15).with(options().horizons(5, 60).build());
    Bowl bowl = new Bowl();
    byte[] half = null;
    byte[] end;
    try (MetaTraining work = new MetaTraining(bowl, RULE, settings, 4)) {
      while (!work.done()) {
        if (work.step() && work.epoch() == 3) {
          half = work.checkpoint();
        }
      }
      end = work.checkpoint();
    }
    try (MetaTraining work = new MetaTraining(bowl, RULE, settings, 4, half)) {
      while (!work.done()) {
        work.step();
      }
      assertThat(work.checkpoint()).isEqualTo(end);
    }
  }

  @ParameterizedTest
  @CsvSource({"tbptt, 0", "pes, 0", "tbptt, 0.8"})
  void aCurriculumGoesOnFromAnyCheckpointBitForBit(String method, double averaging) {
    // So fast that it does not get better every time.
    var settings =
        new MetaTrainingSettings(14, 20, 5, 0.2, 1, 15)
            .with(
                options()
                    .curriculum(List.of(6, 11, 17))
                    .patience(1)
                    .averaging(averaging)
                    .randomScaling(1)
                    .imitation(method.equals("pes") ? 0 : 0.4, List.of("momentum", "adam"), 0.01)
                    .method(method)
                    .evolution(1, 0.02)
                    .build());
    Bowl bowl = new Bowl();
    List<byte[]> checkpoints = new ArrayList<>();
    List<Object> progress = new ArrayList<>();
    try (MetaTraining work = new MetaTraining(bowl, RULE, settings, 4)) {
      while (!work.done()) {
        if (work.step()) {
          checkpoints.add(work.checkpoint());
          progress.add(work.progress());
        }
      }
    }
    byte[] last = checkpoints.get(checkpoints.size() - 1);
    assertThat(MetaTrainingState.decode(last, RULE, settings, 4).horizon).isPositive();
    for (int i = 0; i < checkpoints.size() - 1; i++) {
      try (MetaTraining work = new MetaTraining(bowl, RULE, settings, 4, checkpoints.get(i))) {
        assertThat(work.progress()).isEqualTo(progress.get(i));
        while (!work.done()) {
          work.step();
        }
        assertThat(work.checkpoint()).isEqualTo(last);
        assertThat(work.progress()).isEqualTo(progress.get(progress.size() - 1));
      }
    }
  }

  @Test
  void progressEndsAtItsTotalAlsoWhenTrainingEndsEarly() {
    var settings = settings(60, options().patience(1));
    try (MetaTraining work = new MetaTraining(new Bowl(), RULE, settings, 4)) {
      while (!work.done()) {
        work.step();
      }
      assertThat(work.epoch()).isLessThan(60);
      assertThat(work.progress().done()).isEqualTo(work.progress().total());
      assertThat(work.progress().done()).isEqualTo(work.epoch() * 35L);
    }
  }

  @Test
  void fineTuningStartsFromTheStoredOptimizerAndNeverEndsWorse() {
    LearnedOptimizer stored = LearnedOptimizer.initial(RULE, 77);
    String text = Base64.getEncoder().encodeToString(stored.encode());
    var settings = settings(2, options().fineTuning("e3", text));
    assertThat(MetaTrainingState.begin(RULE, settings, 1).phi).isEqualTo(stored.phi());
    // A rate at which two epochs spoil it.
    var spoilt = new MetaTrainingSettings(2, 20, 5, 5, 1, 15).with(settings.options());
    try (MetaTraining work = new MetaTraining(new Bowl(), RULE, spoilt, 1)) {
      while (!work.done()) {
        work.step();
      }
      assertThat(work.progress().figures().get("held-out"))
          .isGreaterThan(work.progress().figures().get("best"));
      assertThat(work.result().encode()).isEqualTo(stored.encode());
      assertThat(work.progress().done()).isEqualTo(2 * 20 + 3 * 15);
    }
  }

  @Test
  void anotherArchitectureIsRefusedWithBothNamed() {
    RuleSettings other = new RuleSettings(RULE.features(), 4, List.of(4), 0.1);
    String text = Base64.getEncoder().encodeToString(LearnedOptimizer.initial(other, 77).encode());
    var settings = settings(2, options().fineTuning("e3", text));
    assertThatThrownBy(() -> new MetaTraining(new Bowl(), RULE, settings, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("linear 3")
        .hasMessageContaining("linear 4");
  }
}
