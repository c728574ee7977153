package io.symlab.model.meta;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Reverse differentiation of scalars in double precision, as small and slow as it can be: the
 * reference against which meta-gradients are held.
 */
final class Graph {
  private final List<Node> nodes = new ArrayList<>();

  /** A value, and later its adjoint. */
  final class Node {
    final double value;
    double adjoint;
    private final Node[] from;
    private final double[] slopes;

    private Node(double value, Node[] from, double[] slopes) {
      this.value = value;
      this.from = from;
      this.slopes = slopes;
      nodes.add(this);
    }

    Node plus(Node other) {
      return new Node(value + other.value, new Node[] {this, other}, new double[] {1, 1});
    }

    Node times(Node other) {
      double[] slopes = {other.value, value};
      return new Node(value * other.value, new Node[] {this, other}, slopes);
    }

    Node times(double factor) {
      return new Node(value * factor, new Node[] {this}, new double[] {factor});
    }

    Node over(Node other) {
      double[] slopes = {1 / other.value, -value / (other.value * other.value)};
      return new Node(value / other.value, new Node[] {this, other}, slopes);
    }

    /** f(this), given f and f'. */
    Node map(DoubleUnaryOperator f, DoubleUnaryOperator slope) {
      double[] slopes = {slope.applyAsDouble(value)};
      return new Node(f.applyAsDouble(value), new Node[] {this}, slopes);
    }

    Node tanh() {
      return map(Math::tanh, x -> 1 - Math.tanh(x) * Math.tanh(x));
    }

    Node sigmoid() {
      return times(0.5).tanh().times(0.5).plus(leaf(0.5));
    }

    Node elu() {
      return map(x -> x > 0 ? x : Math.expm1(x), x -> x > 0 ? 1 : Math.exp(x));
    }

    /** The same value, cut off from where it comes from. */
    Node detached() {
      return leaf(value);
    }
  }

  Node leaf(double value) {
    return new Node(value, new Node[0], new double[0]);
  }

  /** Fills in every node's d(result)/d(node). */
  void backward(Node result) {
    result.adjoint = 1;
    for (int i = nodes.size() - 1; i >= 0; i--) {
      Node node = nodes.get(i);
      for (int k = 0; k < node.from.length; k++) {
        node.from[k].adjoint += node.adjoint * node.slopes[k];
      }
    }
  }
}
