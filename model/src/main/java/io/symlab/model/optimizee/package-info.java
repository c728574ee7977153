/**
 * The problems whose parameters are being optimised, each a pure function of (parameters, batch) to
 * loss and gradient. Tensors live and die inside one class here; to the outside a problem is plain
 * {@code float[]}.
 */
package io.symlab.model.optimizee;
