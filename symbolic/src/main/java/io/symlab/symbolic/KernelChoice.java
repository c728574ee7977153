package io.symlab.symbolic;

import io.symlab.symbolic.kernels.Averages;
import io.symlab.symbolic.kernels.BinaryKernel;
import io.symlab.symbolic.kernels.KernelSet;
import io.symlab.symbolic.kernels.Products;
import io.symlab.symbolic.kernels.Sums;
import io.symlab.symbolic.kernels.UnaryKernel;

/**
 * Which kernels an evaluator runs: at first plain loops, and each operator's kernel on vectors once
 * the operator has gone over many rows. Code on vectors is a hundred times slower than plain loops
 * until the compiler has had its seconds with it, which rare operators and short runs never earn
 * back. Both give the same bits, so that nothing but speed depends on when the change is made.
 */
final class KernelChoice {
  /** Rows that an operator goes over in plain loops. */
  private static final long WARM = 40_000_000;

  /** Nodes of a program, as a rule, to a row that is summed over. */
  private static final long NODES = 10;

  /** Rows between two looks at what has become warm. */
  private static final long BETWEEN = 4_000_000;

  private final long warm;
  private final UnaryKernel[] unary;
  private final BinaryKernel[] binary;
  private final long[] rows;
  private Averages averages;
  private Sums sums;
  private Products products;
  private KernelSet fast;
  private long next;

  /** The choice that pays. */
  KernelChoice() {
    this(KernelSet.plain(), WARM);
  }

  /** Always these kernels. */
  KernelChoice(KernelSet kernels) {
    this(kernels, Long.MAX_VALUE);
  }

  private KernelChoice(KernelSet kernels, long warm) {
    this.warm = warm;
    next = warm == Long.MAX_VALUE ? warm : BETWEEN;
    Operator[] operators = Operator.values();
    unary = new UnaryKernel[operators.length];
    binary = new BinaryKernel[operators.length];
    rows = new long[operators.length];
    for (Operator operator : operators) {
      unary[operator.index()] = kernels.unary(operator.name());
      binary[operator.index()] = kernels.binary(operator.name());
    }
    averages = kernels.averages();
    sums = kernels.sums();
    products = kernels.products();
  }

  /** By {@link Operator#index}; null for operators with another number of arguments. */
  UnaryKernel[] unary() {
    return unary;
  }

  /** By {@link Operator#index}; null for operators with another number of arguments. */
  BinaryKernel[] binary() {
    return binary;
  }

  Averages averages() {
    return averages;
  }

  Sums sums() {
    return sums;
  }

  Products products() {
    return products;
  }

  /** An operator goes over so many rows. */
  void used(int operator, int n) {
    rows[operator] += n;
  }

  /**
   * Changes to vectors what has become warm.
   *
   * @param nodeRows that the evaluator has gone over in all
   */
  void look(long nodeRows) {
    if (nodeRows < next) {
      return;
    }
    next = nodeRows + BETWEEN;
    if (fast == null) {
      fast = KernelSet.best();
    }
    for (Operator operator : Operator.values()) {
      int i = operator.index();
      if (rows[i] >= warm) {
        unary[i] = fast.unary(operator.name());
        binary[i] = fast.binary(operator.name());
        averages = operator.isAverage() ? fast.averages() : averages;
      }
    }
    if (nodeRows / NODES >= warm) {
      sums = fast.sums();
      products = fast.products();
    }
  }
}
