/**
 * Expressions as trees: nodes, operators, what a column means ({@code Signals}), walks over the\n *
 * tree, and rewriting that keeps the value: simplified, tidied, scaled, rounded. Nothing here
 * reads\n * text or sees rows.
 */
package io.symlab.symbolic.expression;
