package io.symlab.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.symlab.model.Progress;
import io.symlab.model.optimizee.Bowl;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.LearnedOptimizer;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleKind;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetaTrainingTest {
  private static final RuleSettings RULE =
      new RuleSettings(List.of(Feature.MT, Feature.GT), 3, List.of(4), 0.1);

  /** Unrolls of 5, the last of an epoch shorter. */
  private static final MetaTrainingSettings TRAINING =
      new MetaTrainingSettings(5, 23, 5, 0.01, 2, 15);

  private final Bowl bowl = new Bowl();

  static Stream<RuleSettings> rules() {
    RuleSettings dm =
        new RuleSettings(
            RuleKind.DM,
            List.of(Feature.G),
            Preprocess.LOG_SIGN,
            0,
            List.of(4, 3),
            0.1,
            false,
            false,
            0);
    return Stream.of(
        RULE,
        dm,
        dm.withGroupRates(),
        dm.withInputGainOfFirstGradients(),
        RULE.withPreTanhScale().withGroupRates(),
        RuleSettings.of(RuleKind.MLP).withHidden(4),
        RuleSettings.of(RuleKind.MLP_FACTORED));
  }

  @ParameterizedTest
  @ValueSource(strings = {MetaTrainingOptions.TBPTT, MetaTrainingOptions.PES})
  void anMlpLearns(String method) {
    MetaTrainingOptions options =
        MetaTrainingOptions.NONE.toBuilder().method(method).evolution(4, 0.05).build();
    MetaTrainingSettings training = new MetaTrainingSettings(40, 20, 5, 0.01, 40, 20).with(options);
    RuleSettings rule = RuleSettings.of(RuleKind.MLP).withHidden(8);
    LearnedOptimizer untrained = LearnedOptimizer.initial(rule, 9);
    LearnedOptimizer trained = MetaTraining.train(bowl, rule, training, 9);
    assertThat(heldOut(trained)).isLessThan(0.5 * heldOut(untrained));
  }

  private double heldOut(LearnedOptimizer optimizer) {
    try (HeldOut run = new HeldOut(bowl, optimizer, 1, 20, false, 0, 4)) {
      while (!run.done()) {
        run.step();
      }
      return run.loss();
    }
  }

  @ParameterizedTest
  @MethodSource("rules")
  void resumedFromAnyCheckpointIsTheUninterruptedRunBitForBit(RuleSettings rule) {
    List<byte[]> checkpoints = new ArrayList<>();
    List<MetaLossRow> rows = new ArrayList<>();
    byte[] result;
    try (MetaTraining work = new MetaTraining(bowl, rule, TRAINING, 9)) {
      while (!work.done()) {
        if (work.step()) {
          checkpoints.add(work.checkpoint());
          rows.addAll(work.drainRows());
        }
      }
      result = work.result().encode();
    }
    assertThat(checkpoints).hasSize(TRAINING.epochs());
    for (int epoch = 1; epoch < TRAINING.epochs(); epoch++) {
      byte[] from = checkpoints.get(epoch - 1);
      try (MetaTraining work = new MetaTraining(bowl, rule, TRAINING, 9, from)) {
        assertThat(work.epoch()).isEqualTo(epoch);
        assertThat(work.checkpoint()).isEqualTo(from);
        run(work);
        assertThat(work.drainRows()).isEqualTo(rows.subList(epoch, rows.size()));
        assertThat(work.checkpoint()).isEqualTo(checkpoints.get(checkpoints.size() - 1));
        assertThat(work.result().encode()).isEqualTo(result);
      }
    }
  }

  @Test
  void itLearnsToDescend() {
    MetaTrainingSettings training = new MetaTrainingSettings(40, 40, 10, 0.02, 10, 40);
    try (MetaTraining work = new MetaTraining(bowl, RULE, training, 2)) {
      run(work);
      List<MetaLossRow> rows = work.drainRows();
      assertThat(rows).hasSize(40);
      double before = rows.get(0).finalLoss();
      double after = rows.stream().skip(35).mapToDouble(MetaLossRow::finalLoss).average().orElse(1);
      assertThat(after).isLessThan(0.5 * before);
    }
  }

  @Test
  void theResultIsThePhiThatWasBestOnTheHeldOutHalf() {
    MetaTrainingSettings training = new MetaTrainingSettings(6, 20, 10, 0.3, 1, 15);
    List<byte[]> phis = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    try (MetaTraining work = new MetaTraining(bowl, RULE, training, 3)) {
      while (!work.done()) {
        if (work.step()) {
          MetaTrainingState state = MetaTrainingState.decode(work.checkpoint(), RULE, training, 3);
          phis.add(new LearnedOptimizer(RULE, state.phi).encode());
          losses.add(work.drainRows().get(0).heldOut());
        }
      }
      double best = losses.stream().mapToDouble(loss -> loss).min().orElseThrow();
      assertThat(work.result().encode()).isEqualTo(phis.get(losses.indexOf(best)));
      assertThat(work.progress().figures()).containsEntry("best", best);
    }
  }

  /** One step on phi per epoch, so that checkpoints show all of them. */
  @Test
  void theAverageFollowsPhiAndIsWhatIsKept() {
    MetaTrainingSettings plain = new MetaTrainingSettings(6, 10, 10, 0.05, 1, 15);
    MetaTrainingSettings averaging =
        plain.with(MetaTrainingOptions.NONE.toBuilder().averaging(0.75).build());
    List<MetaTrainingState> states = states(plain);
    List<MetaTrainingState> averaged = states(averaging);
    float[] average = LearnedOptimizer.initial(RULE, 3).phi();
    double best = Double.POSITIVE_INFINITY;
    for (int epoch = 0; epoch < 6; epoch++) {
      float[] phi = states.get(epoch).phi;
      for (int i = 0; i < phi.length; i++) {
        average[i] = (float) (0.75 * average[i] + 0.25 * phi[i]);
      }
      MetaTrainingState state = averaged.get(epoch);
      assertThat(state.phi).isEqualTo(phi);
      assertThat(state.average).isEqualTo(average);
      double loss = heldOut(new LearnedOptimizer(RULE, average), 15);
      assertThat(state.lastHeldOut).isEqualTo(loss);
      if (loss < best) {
        best = loss;
        assertThat(state.bestPhi).isEqualTo(average);
      }
    }
  }

  private List<MetaTrainingState> states(MetaTrainingSettings training) {
    List<MetaTrainingState> states = new ArrayList<>();
    try (MetaTraining work = new MetaTraining(bowl, RULE, training, 3)) {
      while (!work.done()) {
        if (work.step()) {
          states.add(MetaTrainingState.decode(work.checkpoint(), RULE, training, 3));
        }
      }
    }
    return states;
  }

  private double heldOut(LearnedOptimizer optimizer, int steps) {
    try (HeldOut run = new HeldOut(bowl, optimizer, 3, steps)) {
      while (!run.done()) {
        run.step();
      }
      return run.loss();
    }
  }

  @Test
  void evaluationComesEveryFewEpochsAndAfterTheLast() {
    try (MetaTraining work = new MetaTraining(bowl, RULE, TRAINING, 9)) {
      run(work);
      assertThat(work.drainRows().stream().map(row -> !Double.isNaN(row.heldOut())))
          .containsExactly(false, true, false, true, true);
    }
  }

  @Test
  void progressCountsTrainingAndEvaluationSteps() {
    try (MetaTraining work = new MetaTraining(bowl, RULE, TRAINING, 9)) {
      long total = 5 * 23 + 3 * 15;
      assertThat(work.progress()).isEqualTo(new Progress(0, total, Map.of()));
      for (int step = 1; step <= total; step++) {
        work.step();
        assertThat(work.progress().done()).isEqualTo(step);
      }
      assertThat(work.done()).isTrue();
      assertThat(work.progress().figures().keySet())
          .containsExactly("meta-loss", "held-out", "best");
    }
  }

  @Test
  void aCheckpointCanBeHadAtAnEpochsEndOnly() {
    try (MetaTraining work = new MetaTraining(bowl, RULE, TRAINING, 9)) {
      work.step();
      assertThatThrownBy(work::checkpoint)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("epoch's end");
    }
  }

  @Test
  void aCheckpointOfAnotherRunIsRefused() {
    byte[] checkpoint;
    try (MetaTraining work = new MetaTraining(bowl, RULE, TRAINING, 9)) {
      checkpoint = work.checkpoint();
    }
    assertThatThrownBy(() -> new MetaTraining(bowl, RULE, TRAINING, 8, checkpoint))
        .hasMessageContaining("seed 9");
    RuleSettings other = new RuleSettings(RULE.features(), 4, List.of(4), 0.1);
    assertThatThrownBy(() -> new MetaTraining(bowl, other, TRAINING, 9, checkpoint))
        .hasMessageContaining("linear 3")
        .hasMessageContaining("linear 4");
    byte[] half = Arrays.copyOf(checkpoint, checkpoint.length / 2);
    assertThatThrownBy(() -> new MetaTraining(bowl, RULE, TRAINING, 9, half))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ends too soon");
  }

  private static void run(MetaTraining work) {
    while (!work.done()) {
      work.step();
    }
  }
}
