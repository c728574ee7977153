/**
 * Learned optimizers: architectures, meta-parameters and their stored form, and the two engines
 * that compute them, fused kernels in Java ({@code FusedRule}) and tensors on libtorch ({@code
 * DjlRule}).
 */
package io.symlab.model.rule.learned;
