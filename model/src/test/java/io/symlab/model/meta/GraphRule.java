package io.symlab.model.meta;

import io.symlab.model.meta.Graph.Node;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.Arrays;

/** RNNProp of one coordinate on mt and gt, and those features themselves, as parts of a graph. */
final class GraphRule {
  private final Graph graph;
  private final RuleSettings settings;
  private final Node[] phi;
  private final Node[][] h;
  private final Node[][] c;
  private Node m;
  private Node v;
  private int step;

  GraphRule(Graph graph, RuleSettings settings, Node[] phi) {
    this.graph = graph;
    this.settings = settings;
    this.phi = phi;
    h = new Node[settings.lstm().size()][];
    c = new Node[h.length][];
    for (int l = 0; l < h.length; l++) {
      h[l] = new Node[settings.lstm().get(l)];
      Arrays.fill(h[l], graph.leaf(0));
      c[l] = h[l].clone();
    }
    m = graph.leaf(0);
    v = graph.leaf(0);
  }

  /** The update for gradient g; with detached inputs g has no way into the result. */
  Node next(Node g, boolean detached) {
    step++;
    double bias = 1 - Math.pow(0.95, step);
    m = m.times(0.95).plus(g.times(0.05));
    v = v.times(0.95).plus(g.times(g).times(0.05));
    Node s = v.times(1 / bias).map(Math::sqrt, x -> 0.5 / Math.sqrt(x)).plus(graph.leaf(1e-12));
    Node[] x = {m.times(1 / bias).over(s), g.over(s)};
    if (detached) {
      x = new Node[] {x[0].detached(), x[1].detached()};
    }
    return rule(x);
  }

  private Node rule(Node[] x) {
    int at = settings.linear() * x.length;
    Node[] z = new Node[settings.linear()];
    for (int r = 0; r < z.length; r++) {
      z[r] = dot(r * x.length, x).plus(phi[at + r]).elu();
    }
    at += z.length;
    for (int l = 0; l < h.length; l++) {
      at = lstm(at, z, l);
      z = h[l];
    }
    return dot(at, z).plus(phi[at + z.length]).tanh().times(settings.scale());
  }

  private int lstm(int at, Node[] x, int l) {
    int n = h[l].length;
    int hidden = at + 4 * n * x.length;
    int bias = hidden + 4 * n * n;
    Node[] a = new Node[4 * n];
    for (int r = 0; r < a.length; r++) {
      a[r] = dot(at + r * x.length, x).plus(dot(hidden + r * n, h[l]));
      a[r] = a[r].plus(phi[bias + r]).plus(phi[bias + 4 * n + r]);
    }
    Node[] next = new Node[n];
    for (int k = 0; k < n; k++) {
      Node kept = a[n + k].sigmoid().times(c[l][k]);
      c[l][k] = kept.plus(a[k].sigmoid().times(a[2 * n + k].tanh()));
      next[k] = a[3 * n + k].sigmoid().times(c[l][k].tanh());
    }
    h[l] = next;
    return bias + 8 * n;
  }

  private Node dot(int at, Node[] x) {
    Node sum = graph.leaf(0);
    for (int k = 0; k < x.length; k++) {
      sum = sum.plus(phi[at + k].times(x[k]));
    }
    return sum;
  }
}
