package io.symlab.symbolic.front;

import io.symlab.symbolic.front.ScoredFront.Row;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which formula of a front to take: the ways to choose that need no more than the front's own
 * figures. Each is a mark that one row of every {@link ScoredFront} carries; files, tables, options
 * and messages list what this enum has.
 */
public enum FrontChoice {
  /**
   * The simplest whose validated loss is within a twentieth of the least: what to take unless there
   * is a reason for another. {@link FrontScoring}, which knows the rows, chooses it by them. Where
   * that loss is not known, 1 - R2 on the validation rows stands for it, or the loss on the
   * training rows when there are no others.
   */
  SIMPLEST {
    @Override
    int of(List<Row> rows) {
      boolean validated = rows.stream().anyMatch(row -> row.r2Validation().isPresent());
      double[] losses = rows.stream().mapToDouble(row -> loss(row, validated)).toArray();
      double least = Arrays.stream(losses).min().orElse(0);
      for (int i = 0; i < losses.length; i++) {
        if (losses[i] <= SIMPLEST_WITHIN * least) {
          return i;
        }
      }
      return rows.size() - 1;
    }

    private static double loss(Row row, boolean validated) {
      return Double.isNaN(row.validated()) && validated
          ? 1 - row.r2Validation().orElse(Double.NEGATIVE_INFINITY)
          : row.ranked();
    }
  },

  /** The highest score among the validated losses within 1.5 times the least. */
  BEST {
    @Override
    int of(List<Row> rows) {
      double least = rows.stream().mapToDouble(Row::ranked).min().orElse(0);
      int best = rows.size() - 1;
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        if (row.ranked() <= BEST_WITHIN * least && row.score() > rows.get(best).score()) {
          best = i;
        }
      }
      return best;
    }
  },

  /**
   * The least validated loss; where that is not known the least error on the validation rows, or on
   * the training rows when there are no others.
   */
  ACCURACY {
    @Override
    int of(List<Row> rows) {
      int best = rows.size() - 1;
      for (int i = 0; i < rows.size(); i++) {
        if (rank(rows.get(i)) > rank(rows.get(best))) {
          best = i;
        }
      }
      return best;
    }

    private static double rank(Row row) {
      return Double.isNaN(row.validated())
          ? row.r2Validation().orElse(row.r2Train())
          : -row.validated();
    }
  },

  /**
   * The row furthest below the straight line from the first to the last, in the logarithm of its
   * validated loss.
   */
  KNEE {
    @Override
    int of(List<Row> rows) {
      Row first = rows.get(0);
      Row last = rows.get(rows.size() - 1);
      double slope =
          (logLoss(last) - logLoss(first)) / Math.max(1, last.complexity() - first.complexity());
      int knee = rows.size() - 1;
      double furthest = 0;
      for (int i = 0; i < rows.size(); i++) {
        Row row = rows.get(i);
        double line = logLoss(first) + slope * (row.complexity() - first.complexity());
        if (line - logLoss(row) > furthest) {
          furthest = line - logLoss(row);
          knee = i;
        }
      }
      return knee;
    }

    private static double logLoss(Row row) {
      return Math.log(Math.max(row.ranked(), Double.MIN_NORMAL));
    }
  };

  /** What a table's formula is chosen by unless another is asked for. */
  public static final FrontChoice DEFAULT = SIMPLEST;

  /** Rows whose loss is within this factor of the least may be {@link #SIMPLEST}. */
  static final double SIMPLEST_WITHIN = 1.05;

  /** Rows whose loss is within this factor of the least may be {@link #BEST}. */
  private static final double BEST_WITHIN = 1.5;

  /**
   * The index of the row that this choice falls on.
   *
   * @param rows from the simplest to the most complex, at least one
   */
  abstract int of(List<Row> rows);

  /** Its name in commands, recipes and files: {@code best}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The names of all. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(FrontChoice::id).toList();
  }

  /** The choice of this name, if any. */
  public static Optional<FrontChoice> named(String id) {
    return Arrays.stream(values()).filter(choice -> choice.id().equals(id)).findFirst();
  }

  /**
   * The choice of this name.
   *
   * @throws IllegalArgumentException listing those there are, when there is none
   */
  public static FrontChoice parse(String id) {
    return named(id)
        .orElseThrow(
            () -> {
              List<String> ids = ids();
              String last = ids.get(ids.size() - 1);
              String others = String.join(", ", ids.subList(0, ids.size() - 1));
              return new IllegalArgumentException(
                  "there is no choice \"" + id + "\"; there are " + others + " and " + last);
            });
  }
}
