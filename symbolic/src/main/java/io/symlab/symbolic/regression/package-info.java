/**
 * The engine's front door: symbolic regression on a table, from arrays or a file to formulas.
 *
 * <p>Here live what is asked for ({@code SymbolicRegression}, {@code RegressionSettings}), the rows
 * with their uses ({@code RegressionData}), the search under way ({@code Search}), when it ends
 * ({@code Stop}), and what was found ({@code RegressionResult}). Nothing here evolves formulas by
 * itself or reads files.
 */
package io.symlab.symbolic.regression;
