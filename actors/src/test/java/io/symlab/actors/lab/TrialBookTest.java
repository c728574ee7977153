package io.symlab.actors.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.experiment.RunState;
import io.symlab.proto.CancelRequested;
import io.symlab.proto.ExperimentEvent;
import io.symlab.proto.ExperimentState;
import io.symlab.proto.TrialView;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TrialBookTest {
  private static final int SIZE = 5;

  @Test
  void trialsTakeTurnsInTheirOrderAndComeBackToTheirPlace() {
    var book = book();
    book.opened(1);
    book.opened(2);
    assertThat(book.next()).hasValue(3);
    book.released(1);
    assertThat(book.next()).hasValue(1);
    assertThat(book.waiting()).containsExactly(1, 3, 4, 5);
  }

  @Test
  void whatHasEndedNeverWaitsAgain() {
    var book = book();
    book.opened(1);
    book.closed(view(1, "done"));
    book.released(1);
    assertThat(book.next()).hasValue(2);
    assertThat(book.hasClosed(1)).isTrue();
  }

  @Test
  void aTrialThatNeverBeganIsShownWithItsStagesWhenItIsCancelled() {
    var event =
        ExperimentEvent.newBuilder()
            .setCancelRequested(CancelRequested.newBuilder().addUntouched(2).addUntouched(4))
            .build();
    ExperimentState state = ExperimentHistory.apply(ExperimentState.getDefaultInstance(), event);
    var book = TrialBook.of(LabKit.submitted("e1", SIZE), state);
    assertThat(book.waiting()).containsExactly(1, 3, 5);
    TrialView cancelled = book.views().get(1);
    assertThat(cancelled.getState()).isEqualTo("cancelled");
    assertThat(cancelled.getStagesList()).hasSize(5);
    assertThat(book.counts()).isEqualTo(Map.of("waiting", 3, "cancelled", 2));
  }

  /** Against counting and searching all of them each time. */
  @Property
  void agreesWithASlowBook(@ForAll("happenings") List<Happening> happenings) {
    var book = book();
    var slow = new Slow();
    for (Happening happening : happenings) {
      if (slow.closed.get(happening.trial) && !happening.what.equals("release")) {
        continue;
      }
      happening.to(book);
      slow.happens(happening);
      assertThat(book.next()).isEqualTo(slow.next());
      assertThat(book.allClosed()).isEqualTo(!slow.closed.containsValue(false));
      for (RunState state : RunState.values()) {
        assertThat(book.count(state)).isEqualTo(slow.count(state.word()));
      }
      assertThat(book.views())
          .map(TrialView::getState)
          .containsExactlyElementsOf(slow.looks.values());
    }
  }

  record Happening(String what, int trial, String state) {
    void to(TrialBook book) {
      switch (what) {
        case "open" -> book.opened(trial);
        case "look" -> book.looks(view(trial, state));
        case "close" -> book.closed(view(trial, state));
        default -> book.released(trial);
      }
    }
  }

  private static final class Slow {
    final Map<Integer, String> looks = new TreeMap<>();
    final Map<Integer, Boolean> waits = new TreeMap<>();
    final Map<Integer, Boolean> closed = new TreeMap<>();

    Slow() {
      for (int trial = 1; trial <= SIZE; trial++) {
        looks.put(trial, "waiting");
        waits.put(trial, true);
        closed.put(trial, false);
      }
    }

    void happens(Happening happening) {
      switch (happening.what) {
        case "open" -> waits.put(happening.trial, false);
        case "look" -> looks.put(happening.trial, happening.state);
        case "close" -> {
          looks.put(happening.trial, happening.state);
          closed.put(happening.trial, true);
          waits.put(happening.trial, false);
        }
        default -> waits.put(happening.trial, !closed.get(happening.trial));
      }
    }

    OptionalInt next() {
      return waits.entrySet().stream()
          .filter(Map.Entry::getValue)
          .mapToInt(Map.Entry::getKey)
          .min();
    }

    int count(String state) {
      return (int) looks.values().stream().filter(state::equals).count();
    }
  }

  @Provide
  Arbitrary<List<Happening>> happenings() {
    return Combinators.combine(
            Arbitraries.of("open", "look", "close", "release"),
            Arbitraries.integers().between(1, SIZE),
            Arbitraries.of("waiting", "running", "backing-off", "done", "failed", "cancelled"))
        .as(Happening::new)
        .list()
        .ofMaxSize(40);
  }

  private static TrialBook book() {
    return new TrialBook(LabKit.submitted("e1", SIZE));
  }

  private static TrialView view(int index, String state) {
    return TrialView.newBuilder()
        .setIndex(index)
        .setState(state)
        .addStages(io.symlab.proto.StageView.getDefaultInstance())
        .build();
  }
}
