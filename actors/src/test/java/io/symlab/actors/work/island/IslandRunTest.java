package io.symlab.actors.work.island;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.actors.work.Tiny;
import io.symlab.proto.Yielded.State;
import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.island.Elites;
import io.symlab.symbolic.island.Island;
import io.symlab.symbolic.sample.SampleBatch;
import io.symlab.symbolic.sample.SampleReservoir;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IslandRunTest {
  /** Two islands, slack 2, a new batch every second round, 8 rounds. */
  private static final SearchSettings SETTINGS =
      Tiny.recipe().search().toBuilder()
          .islands(2)
          .roundsPerBatch(2)
          .slack(2)
          .population(8)
          .build();

  private final SampleReservoir reservoir = new SampleReservoir(3, 100, 1);
  private final List<Elites> sent = new ArrayList<>();
  private final List<Integer> states = new ArrayList<>();

  private IslandRun run() {
    return new IslandRun(
        SETTINGS,
        8,
        false,
        Island.create(SETTINGS, 0, 2),
        () -> reservoir,
        3,
        new IslandRun.Outlet() {
          @Override
          public void send(Elites elites) {
            sent.add(elites);
          }

          @Override
          public void state(int round, byte[] state) {
            states.add(round);
          }
        });
  }

  private void stock(IslandRun run, int batches, boolean ended) {
    while (reservoir.batches() < batches) {
      float[] values = new float[60];
      var random = Randomness.stream(1, "rows", reservoir.batches());
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      reservoir.append(new SampleBatch(reservoir.batches(), 20, 3, values));
    }
    run.stocked(batches, ended);
  }

  private static State work(IslandRun run) {
    return run.work(System.nanoTime() + 60_000_000_000L);
  }

  @Test
  void aRoundWaitsForItsSamples() {
    var run = run();
    assertThat(run.ready()).isFalse();
    assertThat(run.lacks()).hasValue(1);
    stock(run, 1, false);
    assertThat(run.ready()).isTrue();
    assertThat(work(run)).isEqualTo(State.WAITING);
    assertThat(run.round()).isEqualTo(2);
    assertThat(run.lacks()).hasValue(2);
  }

  @Test
  void aRoundWaitsForItsElites() {
    var run = run();
    stock(run, 1, true);
    assertThat(work(run)).isEqualTo(State.WAITING);
    assertThat(run.round()).isEqualTo(2);
    assertThat(run.lacks()).isEmpty();
    // Those of a later round are none of round 2's.
    run.arrive(new Elites(1, 1, List.of()));
    assertThat(run.ready()).isFalse();
    run.arrive(new Elites(1, 0, List.of()));
    assertThat(work(run)).isEqualTo(State.WAITING);
    assertThat(run.round()).isEqualTo(4);
  }

  @Test
  void anEndedRecordNeedsNoMoreSamples() {
    var run = run();
    stock(run, 1, true);
    for (int round = 0; round < 8; round++) {
      run.arrive(new Elites(1, round, List.of()));
    }
    assertThat(work(run)).isEqualTo(State.DONE);
    assertThat(run.done()).isTrue();
    assertThat(sent).extracting(Elites::round).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(states).containsExactly(3, 6);
  }

  @Test
  void aSliceEndsInTheMiddleOfARound() {
    var run = run();
    stock(run, 4, true);
    assertThat(run.work(System.nanoTime())).isEqualTo(State.READY);
    assertThat(run.round()).isZero();
    assertThat(run.ready()).isTrue();
  }
}
