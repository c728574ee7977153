package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.symlab.model.data.ImageShape;
import java.util.ArrayList;
import java.util.List;

/**
 * A residual net for 32x32 images (He et al. 2016): a stem of one 3x3 convolution without pooling,
 * four stages of blocks that double the width and halve the edge, the mean over the edge, one
 * linear layer. Convolutions have no bias and are followed by normalisation.
 *
 * <p>Convolutions start from N(0, 2 / (outputs k^2)) (He et al. 2015), normalisation from scale 1
 * and shift 0, the linear layer uniformly within 1/sqrt(inputs).
 */
final class ResNet implements Network {
  private final ImageShape shape;
  private final Layers groups;
  private final Unit stem;
  private final List<Block> blocks = new ArrayList<>();
  private final int last;
  private int width;

  /** A convolution with normalisation: weight, scale and shift from a place among the leaves on. */
  private record Unit(int at, int stride, int padding) {}

  /** Units one after the other, beside them the identity or one unit. */
  private record Block(List<Unit> units, Unit shortcut) {}

  /**
   * Puts a net together.
   *
   * @param first channels of the stem and of the first stage's 3x3 convolutions
   * @param depths blocks per stage
   * @param bottleneck blocks of 1x1, 3x3 and 1x1 with four times the channels, in place of two 3x3
   */
  ResNet(Layers groups, ImageShape shape, int first, int[] depths, boolean bottleneck) {
    this.shape = shape;
    this.groups = groups;
    this.stem = unit("stem", shape.channels(), first, 3, 1);
    this.width = first;
    for (int stage = 0; stage < depths.length; stage++) {
      for (int i = 0; i < depths[stage]; i++) {
        String name = "stage" + (stage + 1) + ".block" + (i + 1);
        blocks.add(block(name, first << stage, stage > 0 && i == 0 ? 2 : 1, bottleneck));
      }
    }
    Layers.Start start = Layers.Start.uniform(1 / Math.sqrt(width));
    this.last = groups.linear(".linear", start, shape.classes(), width);
  }

  /** 11,173,962 parameters on ten classes of colour images. */
  static ResNet of18(Layers groups, ImageShape shape) {
    return new ResNet(groups, shape, 64, new int[] {2, 2, 2, 2}, false);
  }

  /** 21,282,122 parameters on ten classes of colour images. */
  static ResNet of34(Layers groups, ImageShape shape) {
    return new ResNet(groups, shape, 64, new int[] {3, 4, 6, 3}, false);
  }

  /** 23,520,842 parameters on ten classes of colour images. */
  static ResNet of50(Layers groups, ImageShape shape) {
    return new ResNet(groups, shape, 64, new int[] {3, 4, 6, 3}, true);
  }

  /** 42,512,970 parameters on ten classes of colour images. */
  static ResNet of101(Layers groups, ImageShape shape) {
    return new ResNet(groups, shape, 64, new int[] {3, 4, 23, 3}, true);
  }

  /** 58,156,618 parameters on ten classes of colour images. */
  static ResNet of152(Layers groups, ImageShape shape) {
    return new ResNet(groups, shape, 64, new int[] {3, 8, 36, 3}, true);
  }

  private Block block(String name, int channels, int stride, boolean bottleneck) {
    int outputs = bottleneck ? 4 * channels : channels;
    List<Unit> units = new ArrayList<>();
    if (bottleneck) {
      units.add(unit(name + ".1", width, channels, 1, 1));
      units.add(unit(name + ".2", channels, channels, 3, stride));
      units.add(unit(name + ".3", channels, outputs, 1, 1));
    } else {
      units.add(unit(name + ".1", width, channels, 3, stride));
      units.add(unit(name + ".2", channels, channels, 3, 1));
    }
    boolean same = stride == 1 && width == outputs;
    Unit shortcut = same ? null : unit(name + ".shortcut", width, outputs, 1, stride);
    width = outputs;
    return new Block(units, shortcut);
  }

  private Unit unit(String name, int inputs, int outputs, int kernel, int stride) {
    Layers.Start start = Layers.Start.normal(Math.sqrt(2.0 / (outputs * kernel * kernel)));
    int at = groups.group("weight." + name, start, outputs, inputs, kernel, kernel);
    groups.group("scale." + name, Layers.Start.constant(1), outputs);
    groups.group("shift." + name, Layers.Start.constant(0), outputs);
    return new Unit(at, stride, kernel / 2);
  }

  @Override
  public Shape input(int count) {
    return new Shape(count, shape.channels(), shape.edge(), shape.edge());
  }

  @Override
  public NDArray logits(NDArray x, NDArray[] leaves, Normaliser normaliser) {
    NDArray h = activated(apply(stem, x, leaves, normaliser));
    for (Block block : blocks) {
      h = apply(block, h, leaves, normaliser);
    }
    Shape maps = h.getShape();
    NDArray flat = h.reshape(maps.get(0), maps.get(1), -1);
    PtNDArray mean = (PtNDArray) flat.mean(new int[] {2});
    h.close();
    return JniUtils.linear(mean, (PtNDArray) leaves[last], (PtNDArray) leaves[last + 1]);
  }

  private NDArray apply(Block block, NDArray x, NDArray[] leaves, Normaliser normaliser) {
    NDArray h = x;
    for (int i = 0; i < block.units().size(); i++) {
      NDArray normalised = apply(block.units().get(i), h, leaves, normaliser);
      if (i > 0) {
        h.close();
      }
      h = i + 1 < block.units().size() ? activated(normalised) : normalised;
    }
    NDArray beside = block.shortcut() == null ? x : apply(block.shortcut(), x, leaves, normaliser);
    NDArray sum = h.add(beside);
    h.close();
    beside.close();
    x.close();
    return activated(sum);
  }

  private NDArray apply(Unit unit, NDArray x, NDArray[] leaves, Normaliser normaliser) {
    NDArray sums = Convolution.of(x, leaves[unit.at()], null, unit.stride(), unit.padding());
    NDArray normalised = normaliser.normalise(sums, leaves[unit.at() + 1], leaves[unit.at() + 2]);
    sums.close();
    return normalised;
  }

  /** Closes what it takes: the graph keeps what it needs, and a deep net's memory is dear. */
  private static NDArray activated(NDArray x) {
    NDArray y = JniUtils.relu((PtNDArray) x);
    x.close();
    return y;
  }

  @Override
  public int chunk() {
    return 100;
  }

  @Override
  public boolean normalises() {
    return true;
  }
}
