package io.symlab.symbolic.fit;

/**
 * A least-squares problem about some parameters, of which {@link Cholesky} makes a step.
 *
 * @param matrix J'WJ, [parameters][parameters]
 * @param slope J'Wr, [parameters]
 */
record NormalEquations(double[][] matrix, double[] slope) {}
