/**
 * Rules compared as optimizers: every rule on the same held-out problems, in pairs, beside
 * hand-made ones at several learning rates.
 */
package io.symlab.model.evaluate;
