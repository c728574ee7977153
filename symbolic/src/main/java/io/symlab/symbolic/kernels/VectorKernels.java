package io.symlab.symbolic.kernels;

import static java.util.Map.entry;

import java.util.Map;

/** The kernels on vectors; loaded only where the JVM has the module. */
final class VectorKernels {
  static KernelSet set() {
    return new KernelSet(
        "vectors of " + Vectors.LANES + " floats",
        Map.ofEntries(
            entry("NEG", new VectorPowers.Neg()),
            entry("ABS", new VectorPowers.Abs()),
            entry("SIGN", new VectorPowers.Sign()),
            entry("SQUARE", new VectorPowers.Square()),
            entry("CUBE", new VectorPowers.Cube()),
            entry("SQRT", new VectorPowers.Sqrt()),
            entry("RELU", new VectorPowers.Relu()),
            entry("INV", new VectorPowers.Inv()),
            entry("EXP", new VectorTranscendentals.Exp()),
            entry("TANH", new VectorTranscendentals.Tanh()),
            entry("SINH", new VectorTranscendentals.Sinh()),
            entry("COSH", new VectorTranscendentals.Cosh()),
            entry("LOG", new VectorTranscendentals.Log()),
            entry("ASINH", new VectorLongFunctions.Asinh()),
            entry("ERF", new VectorErrorFunctions.Erf()),
            entry("ERFC", new VectorErrorFunctions.Erfc()),
            entry("SIN", new VectorCircles.Sin()),
            entry("COS", new VectorCircles.Cos()),
            entry("TAN", new VectorArcs.Tan()),
            entry("ASIN", new VectorArcs.Asin()),
            entry("ACOS", new VectorArcs.Acos()),
            entry("ATAN", new VectorArcs.Atan())),
        Map.ofEntries(
            entry("ADD", new VectorArithmetic.Add()),
            entry("SUB", new VectorArithmetic.Sub()),
            entry("MUL", new VectorArithmetic.Mul()),
            entry("DIV", new VectorArithmetic.Div()),
            entry("MAX", new VectorComparisons.Max()),
            entry("MIN", new VectorComparisons.Min()),
            entry("GREATER", new VectorComparisons.Greater()),
            entry("POW", new VectorLongFunctions.Pow()),
            entry("ATAN2", new VectorCircles.Atan2())),
        new VectorAverages(),
        new VectorSums(),
        new VectorInnerProducts());
  }

  private VectorKernels() {}
}
