/**
 * Meta-training of learned optimizers and meta-tuning of formulas: unrolls and the first-order
 * meta-gradient, evolution strategies, curriculum, imitation, held-out evaluation, checkpoints.
 */
package io.symlab.model.meta;
