/**
 * Loops that the rest of the model spends its time in, over plain arrays. Those on the Vector API
 * live here and nowhere else, for they are compiled apart. Nothing here knows what it computes for.
 */
package io.symlab.model.kernels;
