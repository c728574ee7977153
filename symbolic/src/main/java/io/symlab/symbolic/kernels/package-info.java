/**
 * Kernels written with the incubating vector module, apart from the rest since they need a flag.
 */
package io.symlab.symbolic.kernels;
