package io.symlab.symbolic.table;

import io.symlab.symbolic.expression.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads declarations like {@code g=20}: the columns g0 (newest) to g19, or g_0 to g_19, are the
 * last values of one signal g. They may stand in any order; columns that are not evenly spaced are
 * moved together.
 *
 * @param features names of all features, in the order that the signals count on
 * @param signals what was declared
 */
record LaggedColumns(List<String> features, Signals signals) {
  private static final Pattern DECLARATION =
      Pattern.compile("\\s*(\\S+?)\\s*=\\s*([0-9]{1,6})\\s*");

  static LaggedColumns of(List<String> features, List<String> declarations) throws TableException {
    if (declarations.isEmpty()) {
      return new LaggedColumns(features, Signals.NONE);
    }
    List<String> names = new ArrayList<>();
    List<List<String>> columns = new ArrayList<>();
    for (String declaration : declarations) {
      Matcher matcher = DECLARATION.matcher(declaration);
      if (!matcher.matches() || Integer.parseInt(matcher.group(2)) < 1) {
        throw new TableException(
            "--lags " + declaration + ": write NAME=COUNT, e.g. --lags g=20 for g0 ... g19");
      }
      names.add(matcher.group(1));
      columns.add(columns(features, matcher.group(1), Integer.parseInt(matcher.group(2))));
    }
    return declared(features, names, columns);
  }

  private static List<String> columns(List<String> features, String name, int lags)
      throws TableException {
    String between = features.contains(name + "0") ? "" : "_";
    List<String> columns = new ArrayList<>();
    for (int lag = 0; lag < lags; lag++) {
      String column = name + between + lag;
      if (!features.contains(column)) {
        throw new TableException(
            "--lags "
                + name
                + "="
                + lags
                + ": there is no column "
                + (lag == 0 ? name + "0 or " + column : column)
                + "; the columns are "
                + ColumnNames.some(features));
      }
      columns.add(column);
    }
    return columns;
  }

  private static LaggedColumns declared(
      List<String> features, List<String> names, List<List<String>> columns) throws TableException {
    List<String> order = features;
    if (!columns.stream().allMatch(signal -> stride(features, signal) > 0)) {
      List<String> moved = new ArrayList<>();
      columns.forEach(moved::addAll);
      features.stream().filter(feature -> !moved.contains(feature)).forEach(moved::add);
      order = moved;
    }
    List<Signals.Signal> signals = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<String> signal = columns.get(i);
      if (features.contains(names.get(i)) && !signal.get(0).equals(names.get(i))) {
        throw new TableException(
            "--lags " + names.get(i) + ": there is a column of that name beside the signal");
      }
      signals.add(
          new Signals.Signal(
              names.get(i), order.indexOf(signal.get(0)), stride(order, signal), signal.size()));
    }
    try {
      return new LaggedColumns(List.copyOf(order), new Signals(signals));
    } catch (IllegalArgumentException e) {
      throw new TableException("--lags: " + e.getMessage());
    }
  }

  /** Columns from one lag to the next; 0 when that is not the same everywhere. */
  private static int stride(List<String> features, List<String> signal) {
    int first = features.indexOf(signal.get(0));
    int stride = signal.size() == 1 ? 1 : features.indexOf(signal.get(1)) - first;
    for (int lag = 0; lag < signal.size(); lag++) {
      if (stride < 1 || features.indexOf(signal.get(lag)) != first + lag * stride) {
        return 0;
      }
    }
    return stride;
  }
}
