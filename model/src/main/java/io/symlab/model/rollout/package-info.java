/**
 * Runs of a frozen rule on a problem: their loss curves, and, when watched, the samples that
 * formulas are distilled from.
 */
package io.symlab.model.rollout;
