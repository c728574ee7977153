/**
 * Search by meta-loss: formulas that evolve by how they optimise rather than by how well they fit
 * samples. {@link io.symlab.model.evolve.Evolution} is the way in.
 */
package io.symlab.model.evolve;
