package io.symlab.symbolic.island;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.front.Front;
import io.symlab.symbolic.settings.SearchSettings;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What islands held when they were saved, for islands that begin with it: on other rows, in other
 * columns' numbers, or with other settings. Nothing of what it was worth is in it.
 *
 * @param populations of each island its members
 * @param best what all of them held for good
 */
public record EarlierFormulas(List<List<Expression>> populations, List<Expression> best) {
  public EarlierFormulas {
    populations = populations.stream().map(List::copyOf).toList();
    best = List.copyOf(best);
  }

  /**
   * Those of {@link LocalArchipelago#encode}.
   *
   * @param settings that the islands were saved with
   * @throws IllegalArgumentException when the bytes are no islands of these settings
   */
  public static EarlierFormulas of(SearchSettings settings, byte[] islands) {
    List<Island> saved = LocalArchipelago.islands(settings, islands);
    return new EarlierFormulas(
        saved.stream().map(Island::members).toList(),
        saved.stream()
            .flatMap(island -> island.found().stream())
            .map(Front.Member::expression)
            .distinct()
            .toList());
  }

  /**
   * The same written over other columns.
   *
   * @param over null for a formula that cannot be
   */
  public EarlierFormulas map(UnaryOperator<Expression> over) {
    return new EarlierFormulas(
        populations.stream().map(members -> mapped(members.stream(), over)).toList(),
        mapped(best.stream(), over));
  }

  private static List<Expression> mapped(
      Stream<Expression> formulas, UnaryOperator<Expression> over) {
    return formulas.map(over).filter(Objects::nonNull).toList();
  }

  /** Whether there is nothing to begin with. */
  public boolean isEmpty() {
    return best.isEmpty() && populations.stream().allMatch(List::isEmpty);
  }
}
