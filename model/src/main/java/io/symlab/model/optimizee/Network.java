package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;

/**
 * A classifier as a pure function: images and the tensors of its groups to scores, one per class.
 * Works in float32 and float64.
 */
interface Network {
  /** The shape in which it takes so many images. */
  Shape input(int count);

  /**
   * The scores.
   *
   * @param x of shape {@link #input}
   * @param leaves the groups' tensors, in the order in which they were declared
   * @param normaliser for normalisation layers, where there are any
   * @return [count, classes]; belongs to the manager of x
   */
  NDArray logits(NDArray x, NDArray[] leaves, Normaliser normaliser);

  /** Test images at once: as many as keep the working memory at some 200 MiB. */
  int chunk();

  /** Whether it has layers that normalise by the statistics of a batch. */
  boolean normalises();
}
