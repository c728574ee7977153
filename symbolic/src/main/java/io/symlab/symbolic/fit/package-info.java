/**
 * How well a program explains rows, and with which constants: losses, scores, the fit of constants
 * by Levenberg and Marquardt, and least squares over sums of terms and over powers.
 */
package io.symlab.symbolic.fit;
