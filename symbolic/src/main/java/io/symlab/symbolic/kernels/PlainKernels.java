package io.symlab.symbolic.kernels;

import static java.util.Map.entry;

import java.util.Map;

/** The kernels as plain loops. */
final class PlainKernels {
  static final String NAME = "plain loops";

  /**
   * @param lanes floats of a vector, whose order sums follow
   */
  static KernelSet set(int lanes) {
    return new KernelSet(
        NAME,
        Map.ofEntries(
            entry("NEG", new PlainPowers.Neg()),
            entry("ABS", new PlainPowers.Abs()),
            entry("SIGN", new PlainPowers.Sign()),
            entry("SQUARE", new PlainPowers.Square()),
            entry("CUBE", new PlainPowers.Cube()),
            entry("SQRT", new PlainPowers.Sqrt()),
            entry("RELU", new PlainPowers.Relu()),
            entry("INV", new PlainPowers.Inv()),
            entry("EXP", new PlainTranscendentals.Exp()),
            entry("TANH", new PlainTranscendentals.Tanh()),
            entry("SINH", new PlainTranscendentals.Sinh()),
            entry("COSH", new PlainTranscendentals.Cosh()),
            entry("LOG", new PlainTranscendentals.Log()),
            entry("ASINH", new PlainTranscendentals.Asinh()),
            entry("ERF", new PlainTranscendentals.Erf()),
            entry("ERFC", new PlainTranscendentals.Erfc()),
            entry("SIN", new PlainTranscendentals.Sin()),
            entry("COS", new PlainTranscendentals.Cos()),
            entry("TAN", new PlainArcs.Tan()),
            entry("ASIN", new PlainArcs.Asin()),
            entry("ACOS", new PlainArcs.Acos()),
            entry("ATAN", new PlainArcs.Atan())),
        Map.ofEntries(
            entry("ADD", new PlainPairs.Add()),
            entry("SUB", new PlainPairs.Sub()),
            entry("MUL", new PlainPairs.Mul()),
            entry("DIV", new PlainPairs.Div()),
            entry("MAX", new PlainPairs.Max()),
            entry("MIN", new PlainPairs.Min()),
            entry("GREATER", new PlainPairs.Greater()),
            entry("POW", new PlainPairs.Pow()),
            entry("ATAN2", new PlainPairs.Atan2())),
        new Averages(),
        new Sums(lanes / 2),
        new InnerProducts(lanes));
  }

  private PlainKernels() {}
}
