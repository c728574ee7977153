/**
 * Images to train on: MNIST's files, and digits that Symlab draws itself. Nothing here knows of
 * optimizees or tensors: images are bytes and floats in plain arrays.
 */
package io.symlab.model.data;
