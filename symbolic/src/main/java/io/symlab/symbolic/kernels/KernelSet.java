package io.symlab.symbolic.kernels;

import java.util.Map;

/**
 * All loops that evaluation is made of, by vector instructions where the JVM offers them ({@code
 * --add-modules jdk.incubator.vector}) and as plain loops elsewhere. Row by row both give the same
 * bits, interpreted and compiled; only the order of sums over rows differs. Not thread-safe: one
 * set per thread.
 */
public final class KernelSet {
  private final String name;
  private final Map<String, UnaryKernel> unary;
  private final Map<String, BinaryKernel> binary;
  private final Averages averages;
  private final Sums sums;

  KernelSet(
      String name,
      Map<String, UnaryKernel> unary,
      Map<String, BinaryKernel> binary,
      Averages averages,
      Sums sums) {
    this.name = name;
    this.unary = unary;
    this.binary = binary;
    this.averages = averages;
    this.sums = sums;
  }

  /** The fastest kernels that this JVM can run. */
  public static KernelSet best() {
    boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    return vectors ? VectorKernels.set() : PlainKernels.set();
  }

  /** Kernels in plain Java, for a JVM without the vector module. */
  public static KernelSet plain() {
    return PlainKernels.set();
  }

  /** What they are, for logs: {@code vectors of 16 floats} or {@code plain loops}. */
  public String name() {
    return name;
  }

  /** The kernel of an operator with one argument, by its name; null if there is none. */
  public UnaryKernel unary(String operator) {
    return unary.get(operator);
  }

  /** The kernel of an operator with two arguments, by its name; null if there is none. */
  public BinaryKernel binary(String operator) {
    return binary.get(operator);
  }

  public Averages averages() {
    return averages;
  }

  public Sums sums() {
    return sums;
  }
}
