/**
 * Measures of a learned optimizer and of the formulas distilled from it: how much of it can be
 * explained at all, how far back it looks, what it answers to each of its inputs, and what it does
 * along a run. How rules do as optimizers is not measured here but in {@code evaluate}.
 */
package io.symlab.model.measure;
