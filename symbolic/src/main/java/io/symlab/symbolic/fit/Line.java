package io.symlab.symbolic.fit;

/**
 * The best a and b of a f(x) + b.
 *
 * @param scale a
 * @param offset b
 * @param loss the mean over the rows, in its own units
 */
record Line(double scale, double offset, double loss) {}
