/**
 * Expressions and their evolution: the symbolic engine.
 *
 * <p>Here live the tree that a person reads ({@code Expression}), the postfix form that the machine
 * evaluates ({@code Program}), the data it is evaluated on ({@code Samples}), the populations that
 * evolve ({@code Island}) and what they find ({@code Front}). Nothing here knows of actors,
 * tensors, files of a lab, or optimizers.
 */
package io.symlab.symbolic;
