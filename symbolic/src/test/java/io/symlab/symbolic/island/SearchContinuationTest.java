package io.symlab.symbolic.island;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;

import io.symlab.symbolic.constraint.Constraints;
import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.fit.Loss;
import io.symlab.symbolic.formula.Template;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.sample.Samples;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is searched for, threads and saved states do not change what is found. */
class SearchContinuationTest {
  private static final int ROUNDS = 6;
  private static final int ROWS = 300;
  private static final List<String> NAMES = List.of("x0", "x1", "x2", "x3");
  private static final Constraints CONSTRAINTS =
      Constraints.parse(
          List.of(
              "depth <= 5",
              "cost(exp) = 3",
              "cost(constant) = 2",
              "nest(tanh, tanh) <= 0",
              "size(exp) <= 3",
              "forbid(tanh, x3)"),
          NAMES);

  private record Search(SearchSettings settings, boolean weighted) {
    /** New rows each time, so that nothing hangs on one object. */
    Samples samples() {
      Samples rows = RandomFormulas.saturating(ROWS, 5);
      float[] weights = new float[ROWS];
      for (int i = 0; i < ROWS; i++) {
        weights[i] = i % 4 * 0.5f;
      }
      return weighted ? Samples.of(rows.columns(), rows.target(), weights) : rows;
    }
  }

  private static SearchSettings.Builder small() {
    return SearchSettings.builder().islands(2).population(30).maxComplexity(16).slack(2);
  }

  private static Named<Search> search(String name, SearchSettings.Builder settings) {
    return named(name, new Search(settings.build(), false));
  }

  private static Named<Search> weighted(String name, SearchSettings.Builder settings) {
    return named(name, new Search(settings.build(), true));
  }

  static Stream<Named<Search>> searches() {
    Template form = Template.parse("p1 * tanh(?) + ?", NAMES, Signals.NONE);
    return Stream.of(
        search("mae", small().loss(Loss.parse("mae"))),
        search("huber", small().loss(Loss.parse("huber(0.001)"))),
        search("quantile", small().loss(Loss.parse("quantile(0.8)"))),
        weighted("weights", small()),
        weighted("mae with weights", small().loss(Loss.parse("mae"))),
        search("constraints", small().constraints(CONSTRAINTS)),
        search("template", small().template(form)),
        weighted(
            "template, quantile, weights",
            small().template(form).loss(Loss.parse("quantile(0.3)"))));
  }

  private static byte[] evolved(Search search, int threads) {
    LocalArchipelago islands = LocalArchipelago.create(search.settings(), search.samples());
    islands.evolve(ROUNDS, threads);
    return islands.encode();
  }

  @ParameterizedTest
  @MethodSource("searches")
  void threadsDoNotChangeTheResult(Search search) {
    assertThat(evolved(search, 2)).isEqualTo(evolved(search, 1));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void savingInTheMiddleDoesNotChangeTheResult(Search search) {
    LocalArchipelago islands = LocalArchipelago.create(search.settings(), search.samples());
    for (int until = 1; until <= ROUNDS; until += 2) {
      islands.evolve(until, 2);
      islands = LocalArchipelago.decode(search.settings(), search.samples(), islands.encode());
    }
    islands.evolve(ROUNDS, 1);
    assertThat(islands.encode()).isEqualTo(evolved(search, 1));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void theFrontKeepsToWhatWasAsked(Search search) {
    LocalArchipelago islands = LocalArchipelago.create(search.settings(), search.samples());
    islands.evolve(ROUNDS, 2);
    assertThat(islands.front().isEmpty()).isFalse();
    for (Front.Member member : islands.front().members()) {
      assertThat(search.settings().allow(member.expression())).isTrue();
      assertThat(search.settings().complexity(member.expression())).isEqualTo(member.complexity());
      assertThat(member.complexity()).isLessThanOrEqualTo(16);
      assertThat(member.loss()).isFinite().isNotNegative();
    }
  }

  @ParameterizedTest
  @MethodSource("searches")
  void lossesOfTheFrontAreThoseOfTheTable(Search search) {
    LocalArchipelago islands = LocalArchipelago.create(search.settings(), search.samples());
    islands.evolve(ROUNDS, 2);
    ScoredFront table =
        ScoredFront.of(
            islands.front(), Signals.NONE, search.settings().loss(), search.samples(), null, null);
    List<Front.Member> members = islands.front().members();
    for (int i = 0; i < members.size(); i++) {
      assertThat(members.get(i).loss())
          .isCloseTo(
              table.rows().get(i).loss(), org.assertj.core.data.Percentage.withPercentage(1e-2));
    }
  }
}
