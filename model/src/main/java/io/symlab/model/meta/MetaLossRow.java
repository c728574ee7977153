package io.symlab.model.meta;

/**
 * One epoch of meta-training, a row of the meta-loss curve.
 *
 * @param epoch from 1
 * @param meanLoss mean of the optimizee's losses over the epoch's updates, f at the end included
 * @param finalLoss the optimizee's loss after the last update
 * @param heldOut mean loss of the last 10 steps on the held-out half; NaN when not evaluated
 */
public record MetaLossRow(int epoch, double meanLoss, double finalLoss, double heldOut) {}
