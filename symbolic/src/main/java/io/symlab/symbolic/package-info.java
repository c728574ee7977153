/**
 * Expressions and their evolution: the symbolic engine. Nothing here knows of actors, tensors,
 * files of a lab, or optimizers.
 *
 * <p>From the bottom up: the tree that a person reads ({@code expression}), what it may look like
 * ({@code constraint}), as text ({@code formula}); the postfix form that the machine evaluates
 * ({@code program}, {@code kernels}); the rows ({@code sample}) and how well a program explains
 * them ({@code fit}, {@code interval}); what is asked for ({@code settings}), what is found ({@code
 * front}), and the populations that find it ({@code island}). {@code regression} is the front door,
 * {@code table} reads what is searched over, {@code export} writes what was found. In this package
 * itself is what all of them share.
 */
package io.symlab.symbolic;
