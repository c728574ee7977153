package io.symlab.symbolic.export;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which signals there are where columns are named by stem and lag, {@code mt_0, gt_0, mt_1, gt_1,
 * ...}, as those of samples of update rules are.
 */
public final class LaggedNames {
  private static final Pattern NAME = Pattern.compile("(.+)_(0|[1-9][0-9]{0,5})");

  private LaggedNames() {}

  /**
   * The signals of all columns; {@link Signals#NONE} when the names do not say it of every column.
   *
   * @param columns all names, by index
   */
  public static Signals signals(List<String> columns) {
    Map<String, List<Integer>> byStem = new LinkedHashMap<>();
    for (int column = 0; column < columns.size(); column++) {
      Matcher name = NAME.matcher(columns.get(column));
      if (!name.matches()) {
        return Signals.NONE;
      }
      List<Integer> lags = byStem.computeIfAbsent(name.group(1), stem -> new ArrayList<>());
      if (lags.size() != Integer.parseInt(name.group(2))) {
        return Signals.NONE;
      }
      lags.add(column);
    }
    List<Signal> signals = new ArrayList<>();
    for (Map.Entry<String, List<Integer>> entry : byStem.entrySet()) {
      List<Integer> lags = entry.getValue();
      int stride = lags.size() < 2 ? 1 : lags.get(1) - lags.get(0);
      Signal signal = new Signal(entry.getKey(), lags.get(0), stride, lags.size());
      for (int lag = 0; lag < lags.size(); lag++) {
        if (signal.column(lag) != lags.get(lag) || lags.size() * byStem.size() != columns.size()) {
          return Signals.NONE;
        }
      }
      signals.add(signal);
    }
    return new Signals(signals);
  }
}
