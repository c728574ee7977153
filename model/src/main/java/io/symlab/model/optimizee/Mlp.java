package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.symlab.model.data.ImageShape;
import java.util.List;

/**
 * A multilayer perceptron: an image's numbers, hidden layers, a score per class. The problem that
 * learned optimizers are trained and judged on (784-30-20-10 has 24,380 parameters).
 */
final class Mlp implements Network {
  private final int inputs;
  private final int layers;
  private final Activation activation;

  Mlp(Layers groups, Layers.Start start, ImageShape shape, List<Integer> hidden, Activation used) {
    this.activation = used;
    this.inputs = shape.pixels();
    int width = inputs;
    int layer = 1;
    for (int size : hidden) {
      if (size < 1) {
        throw new IllegalArgumentException("optimizee.hidden has a layer of size " + size);
      }
      groups.linear(Integer.toString(layer), start, size, width);
      width = size;
      layer++;
    }
    groups.linear(Integer.toString(layer), start, shape.classes(), width);
    this.layers = layer;
  }

  @Override
  public Shape input(int count) {
    return new Shape(count, inputs);
  }

  @Override
  public NDArray logits(NDArray x, NDArray[] leaves, Normaliser normaliser) {
    NDArray h = x;
    for (int i = 0; i < layers; i++) {
      h = JniUtils.linear((PtNDArray) h, (PtNDArray) leaves[2 * i], (PtNDArray) leaves[2 * i + 1]);
      if (i + 1 < layers) {
        h = Nonlinearity.of(activation, h);
      }
    }
    return h;
  }

  @Override
  public int chunk() {
    return 1000;
  }

  @Override
  public boolean normalises() {
    return false;
  }
}
