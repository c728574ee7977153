/**
 * DJL's PyTorch engine, set up once per process. Only what computes with tensors comes here:
 * networks as optimizees, the learned optimizer's engine for GPUs, and the network that gives the
 * ceiling. Without them no native library is loaded.
 */
package io.symlab.model.torch;
