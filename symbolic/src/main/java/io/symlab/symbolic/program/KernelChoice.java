package io.symlab.symbolic.program;

import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.kernels.Averages;
import io.symlab.symbolic.kernels.BinaryKernel;
import io.symlab.symbolic.kernels.Composition;
import io.symlab.symbolic.kernels.InnerProducts;
import io.symlab.symbolic.kernels.KernelSet;
import io.symlab.symbolic.kernels.Sums;
import io.symlab.symbolic.kernels.UnaryKernel;
import java.util.Arrays;

/**
 * Which kernels an evaluator runs: at first plain loops, and each operator's kernel on vectors once
 * the operator has gone over many rows. Code on vectors is a hundred times slower than plain loops
 * until the compiler has had its seconds with it, which rare operators and short runs never earn
 * back. Both give the same bits, so that nothing but speed depends on when the change is made.
 */
final class KernelChoice implements Composition.Parts {
  /**
   * Work that an operator does in plain loops, in rows of a cheap one: some tens of milliseconds.
   */
  private static final long WARM = 60_000_000;

  /** Nodes times rows of all programs until sums are on vectors, too. */
  private static final long WARM_NODE_ROWS = 400_000_000;

  /** Nodes times rows between two looks at what has become warm. */
  private static final long BETWEEN = 4_000_000;

  /** Work in plain loops by operator, all evaluators' together; a lost addition does no harm. */
  private static final long[] WORK = new long[Operator.all().size()];

  private static volatile long allNodeRows;

  private final boolean changing;
  private UnaryKernel[] unary;
  private BinaryKernel[] binary;
  private long[] rows;
  private Averages averages;
  private Sums sums;
  private InnerProducts products;
  private KernelSet fast;
  private long seen;

  /** The choice that pays. */
  KernelChoice() {
    this(KernelSet.plain(), true);
  }

  /** Always these kernels. */
  KernelChoice(KernelSet kernels) {
    this(kernels, false);
  }

  private KernelChoice(KernelSet kernels, boolean changing) {
    this.changing = changing;
    int operators = Operator.all().size();
    unary = new UnaryKernel[operators];
    binary = new BinaryKernel[operators];
    rows = new long[operators];
    for (Operator operator : Operator.all()) {
      unary[operator.index()] = kernels.unary(operator.kind().name());
      binary[operator.index()] = kernels.binary(operator.kind().name());
    }
    averages = kernels.averages();
    sums = kernels.sums();
    products = kernels.products();
  }

  /**
   * Makes the kernels of a program's operators of one's own, where they are new.
   *
   * @return whether {@link #unary()} and {@link #binary()} are others than before
   */
  boolean meets(Program program) {
    boolean changed = false;
    for (Operator own : program.own()) {
      int index = own.index();
      if (index >= unary.length) {
        unary = Arrays.copyOf(unary, index + 1);
        binary = Arrays.copyOf(binary, index + 1);
        rows = Arrays.copyOf(rows, index + 1);
        changed = true;
      }
      if (unary[index] == null && binary[index] == null) {
        Composition composition = composition(Program.of(own.body()));
        unary[index] = own.arity() == 1 ? composition.unary() : null;
        binary[index] = own.arity() == 2 ? composition.binary() : null;
      }
    }
    return changed;
  }

  private Composition composition(Program body) {
    int[] codes = new int[body.length()];
    int[] places = new int[body.length()];
    float[] numbers = new float[body.constantCount()];
    for (int node = 0; node < codes.length; node++) {
      int code = body.code(node);
      codes[node] =
          code == Program.VARIABLE
              ? Composition.ARGUMENT
              : code == Program.CONSTANT ? Composition.NUMBER : code;
      places[node] = body.argument(node);
    }
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) body.constant(i);
    }
    return new Composition(codes, places, numbers, this);
  }

  @Override
  public UnaryKernel unary(int code) {
    return unary[code];
  }

  @Override
  public BinaryKernel binary(int code) {
    return binary[code];
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

  InnerProducts products() {
    return products;
  }

  /** An operator goes over so many rows. */
  @Override
  public void used(int operator, int n) {
    rows[operator] += n;
  }

  /**
   * Changes to vectors what has become warm.
   *
   * @param nodeRows that the evaluator has gone over in all
   */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  void look(long nodeRows) {
    if (!changing || nodeRows - seen < BETWEEN) {
      return;
    }
    allNodeRows += nodeRows - seen;
    seen = nodeRows;
    if (fast == null) {
      fast = KernelSet.best();
    }
    for (Operator operator : Operator.all()) {
      int i = operator.index();
      WORK[i] += rows[i] * cost(operator);
      rows[i] = 0;
      if (WORK[i] >= WARM) {
        unary[i] = fast.unary(operator.kind().name());
        binary[i] = fast.binary(operator.kind().name());
        averages = operator.isAverage() ? fast.averages() : averages;
      }
    }
    if (allNodeRows >= WARM_NODE_ROWS) {
      sums = fast.sums();
      products = fast.products();
    }
  }

  /**
   * Of a row in plain loops, in rows of a sum. Long kernels cost ten times as much, but their
   * change to vectors takes the compiler longer, too.
   */
  private static int cost(Operator operator) {
    return switch (operator.kind()) {
      case ADD, SUB, MUL, DIV, MAX, MIN, GREATER, NEG, ABS, SIGN, SQUARE, CUBE, SQRT, RELU, INV ->
          1;
      default -> 3;
    };
  }
}
