package io.symlab.experiment.direct;

import io.symlab.model.evaluate.Contestant;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.UpdateRule;
import java.util.List;

/**
 * A rule as a person named it: what tables call it, and the rule itself, or several of which the
 * best is meant.
 *
 * @param label unique among the rules of a comparison
 * @param points one rule, or those of a sweep over learning rates, ascending
 * @param formula text that reads back; empty for what is no formula
 */
public record NamedRule(String label, List<UpdateRule> points, String formula) {
  public NamedRule {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException(label + " names no rule");
    }
  }

  /** A rule by itself, called by the label. */
  static NamedRule of(String label, UpdateRule rule, String formula) {
    return new NamedRule(label, List.of(new Called(label, rule)), formula);
  }

  /** Whether it stands for several rates. */
  public boolean isSweep() {
    return points.size() > 1;
  }

  /** Its points as contestants of one role, the label. */
  List<Contestant> contestants() {
    return points.stream().map(rule -> new Contestant(label, rule)).toList();
  }

  /** A rule under another name. */
  record Called(String name, UpdateRule rule) implements UpdateRule {
    @Override
    public State start(int coordinates) {
      return rule.start(coordinates);
    }

    @Override
    public State start(List<ParameterGroup> groups) {
      return rule.start(groups);
    }
  }
}
