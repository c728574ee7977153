/**
 * The sanity checks of symbolic regression on optimizers: rules that are known, to be found again
 * from gradients and updates. What searches for them lives elsewhere.
 */
package io.symlab.model.sanity;
