/**
 * Learned optimizers on their way out of the lab and back in: as a {@code torch.optim.Optimizer},
 * as safetensors with a description, and from the weights that the published code saves. Nothing
 * that a file holds is ever run.
 */
package io.symlab.experiment.exchange;
