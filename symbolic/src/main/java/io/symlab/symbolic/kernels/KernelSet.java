package io.symlab.symbolic.kernels;

import java.util.Map;

/**
 * All loops that evaluation is made of, by vector instructions where the JVM offers them ({@link
 * VectorModule}) and as plain loops elsewhere. Row by row both give the same bits, interpreted and
 * compiled; sums over rows run in the same order, too. Not thread-safe: one set per thread.
 *
 * <p>NaN in an argument gives NaN, for every operator. What else is at the edges:
 *
 * <pre>
 *               relative error  0            +-infinity        elsewhere
 *   + - * / neg abs sign square cube sqrt relu inv max min
 *               rounding        as IEEE 754 has it; max(-0, 0) = 0, relu(-0) = 0
 *   exp         1e-7            1            1.7e-38, inf      at -86.98 and below it stays 1.7e-38
 *   tanh        3.2e-7          +-0          +-(1 - 2e-7)      so from +-8 on
 *   sinh cosh   2e-7            +-0, 1       +-inf, inf
 *   log         2e-7            ln(1e-8)     inf               ln(|x| + 1e-8) even at 1: 1e-8
 *   asinh       2e-7            +-0          +-inf
 *   erf         2e-7            +-0          +-1
 *   erfc        4e-7            1            2, 0              from 9.19 on it is 0
 *   sin cos     2e-7 + 1e-9     0, 1         NaN               beyond 65,536 exact, slower
 *   tan         4e-7 + 1e-9 / cos  0  NaN               huge at its poles
 *   asin acos   5e-7            +-0, pi/2    NaN               NaN beyond 1
 *   atan        3e-7            +-0          +-pi/2
 *   pow         3e-7            0^y = 0 for y &gt;= 0, NaN below; x^0 = sign(x); 1^inf = NaN
 *   atan2       3e-7            as Math.atan2
 *   greater     exact           1 where x &gt; y, 0 where not
 * </pre>
 */
public final class KernelSet {
  private final String name;
  private final Map<String, UnaryKernel> unary;
  private final Map<String, BinaryKernel> binary;
  private final Averages averages;
  private final Sums sums;
  private final InnerProducts products;

  KernelSet(
      String name,
      Map<String, UnaryKernel> unary,
      Map<String, BinaryKernel> binary,
      Averages averages,
      Sums sums,
      InnerProducts products) {
    this.name = name;
    this.unary = unary;
    this.binary = binary;
    this.averages = averages;
    this.sums = sums;
    this.products = products;
  }

  /** The fastest kernels that this JVM can run. */
  public static KernelSet best() {
    return VectorModule.isPresent() ? VectorKernels.set() : PlainKernels.set(16);
  }

  /** Kernels in plain Java, whose sums run in the order of those on this JVM's vectors. */
  public static KernelSet plain() {
    return PlainKernels.set(lanes());
  }

  /** Floats of a vector; 16 where this JVM has none. */
  public static int lanes() {
    return VectorModule.isPresent() ? Vectors.LANES : 16;
  }

  /** What the fastest are, {@code vectors} or {@code plain loops}; loads neither. */
  public static String kind() {
    return VectorModule.isOffered() ? "vectors" : PlainKernels.NAME;
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

  public InnerProducts products() {
    return products;
  }
}
