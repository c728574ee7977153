package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.symlab.model.data.ImageShape;
import java.util.List;

/**
 * Two convolutions, each with activation and max pooling by 2, then linear layers: the shape of
 * LeNet-5 and of the small net on halves of CIFAR-10 that learned optimizers are transferred
 * between.
 */
final class ConvNet implements Network {
  private static final Shape TWO = new Shape(2, 2);
  private static final Shape ZERO = new Shape(0, 0);

  private final ImageShape shape;
  private final int padding;
  private final int linears;
  private final Activation activation;

  /**
   * Puts a net together.
   *
   * @param channels of the two convolutions
   * @param padding pixels of margin for the first convolution; the second has none
   * @param hidden sizes of the linear layers before the last
   */
  private ConvNet(
      Layers groups,
      Layers.Start start,
      ImageShape shape,
      int[] channels,
      int kernel,
      int padding,
      List<Integer> hidden,
      Activation activation) {
    this.shape = shape;
    this.padding = padding;
    this.activation = activation;
    this.linears = hidden.size() + 1;
    groups.convolution("1", start, channels[0], shape.channels(), kernel);
    groups.convolution("2", start, channels[1], channels[0], kernel);
    int first = (shape.edge() + 2 * padding - kernel + 1) / 2;
    int second = (first - kernel + 1) / 2;
    int width = channels[1] * second * second;
    int layer = 3;
    for (int size : hidden) {
      groups.linear(Integer.toString(layer++), start, size, width);
      width = size;
    }
    groups.linear(Integer.toString(layer), start, shape.classes(), width);
  }

  /**
   * Convolutions 3-6-12 of 3x3, then one linear layer from 432: 2,993 parameters on five classes of
   * 32x32 colour images.
   */
  static ConvNet small(Layers groups, Layers.Start start, ImageShape shape, Activation used) {
    return new ConvNet(groups, start, shape, new int[] {6, 12}, 3, 0, List.of(), used);
  }

  /**
   * LeNet-5 (LeCun et al. 1998) in its usual modern form: convolutions 6 and 16 of 5x5, every map
   * joined to every one before it, max pooling, linear layers 400-120-84-classes. Images of 28x28
   * get a margin of 2, which makes them the 32x32 of the paper, as smaller ones do; 61,706
   * parameters on MNIST.
   */
  static ConvNet lenet(Layers groups, Layers.Start start, ImageShape shape, Activation used) {
    int padding = Math.max(0, (32 - shape.edge()) / 2);
    return new ConvNet(groups, start, shape, new int[] {6, 16}, 5, padding, List.of(120, 84), used);
  }

  @Override
  public Shape input(int count) {
    return new Shape(count, shape.channels(), shape.edge(), shape.edge());
  }

  @Override
  public NDArray logits(NDArray x, NDArray[] leaves, Normaliser normaliser) {
    NDArray h = stage(x, leaves, 0, padding);
    h = stage(h, leaves, 2, 0);
    h = h.reshape(x.getShape().get(0), -1);
    for (int i = 0; i < linears; i++) {
      h = i == 0 ? h : Nonlinearity.of(activation, h);
      PtNDArray weight = (PtNDArray) leaves[4 + 2 * i];
      h = JniUtils.linear((PtNDArray) h, weight, (PtNDArray) leaves[5 + 2 * i]);
    }
    return h;
  }

  private NDArray stage(NDArray x, NDArray[] leaves, int at, int margin) {
    NDArray sums = Convolution.of(x, leaves[at], leaves[at + 1], 1, margin);
    return JniUtils.maxPool((PtNDArray) Nonlinearity.of(activation, sums), TWO, TWO, ZERO, false);
  }

  @Override
  public int chunk() {
    return 500;
  }

  @Override
  public boolean normalises() {
    return false;
  }
}
