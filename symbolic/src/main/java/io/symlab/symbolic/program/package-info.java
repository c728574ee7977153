/**
 * Expressions in the flat postfix form that the machine evaluates ({@code Program}): over columns
 * of floats with kernels of the processor's choice, with slopes ({@code Evaluator}), in double
 * precision, and step by step with a memory ({@code Stepper}). Nothing here knows what rows are
 * for.
 */
package io.symlab.symbolic.program;
