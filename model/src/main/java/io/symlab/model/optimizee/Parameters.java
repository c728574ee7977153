package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.torch.Torch;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The bridge between a flat parameter vector and the tensors of its groups: evaluates and
 * differentiates a function of those tensors. Leaves and graph live for one step only, so nothing
 * accumulates and nothing leaks.
 */
final class Parameters {
  private final List<ParameterGroup> groups = new ArrayList<>();
  private final List<Shape> shapes = new ArrayList<>();
  private final List<Integer> places = new ArrayList<>();
  private int size;
  private int room;
  private AlignedFloats memory;

  /** Adds a group behind the others. */
  Parameters group(String name, long... shape) {
    Shape s = new Shape(shape);
    int length = Math.toIntExact(s.size());
    groups.add(new ParameterGroup(name, size, length, Arrays.stream(shape).boxed().toList()));
    shapes.add(s);
    places.add(room);
    size += length;
    int line = AlignedFloats.FLOATS_PER_LINE;
    room += (length + line - 1) / line * line;
    return this;
  }

  int size() {
    return size;
  }

  List<ParameterGroup> groups() {
    return List.copyOf(groups);
  }

  /** The shape of one group's tensor. */
  Shape shape(int group) {
    return shapes.get(group);
  }

  /** A function of the groups' tensors; what it makes belongs to {@code step}. */
  interface Function {
    NDArray of(NDManager step, NDArray[] leaves);
  }

  /** Evaluates the function at theta and writes its gradient, [size]; frees all it made. */
  double gradient(NDManager parent, float[] theta, Function function, float[] gradient) {
    write(theta);
    return Torch.recording(
        () -> {
          try (NDManager step = parent.newSubManager()) {
            NDArray[] leaves = leaves(step);
            for (NDArray leaf : leaves) {
              leaf.setRequiresGradient(true);
            }
            NDArray value = function.of(step, leaves);
            Torch.get().backward(value);
            readGradients(leaves, gradient);
            return (double) value.getFloat();
          }
        });
  }

  /** Evaluates a function of any shape at theta, [its size]; frees all it made. */
  float[] values(NDManager parent, float[] theta, Function function) {
    write(theta);
    return Torch.unrecorded(
        () -> {
          try (NDManager step = parent.newSubManager()) {
            return function.of(step, leaves(step)).toFloatArray();
          }
        });
  }

  private void write(float[] theta) {
    if (theta.length != size) {
      throw new IllegalArgumentException(theta.length + " parameters where there are " + size);
    }
    if (memory == null) {
      memory = new AlignedFloats(room);
    }
    for (int i = 0; i < places.size(); i++) {
      ParameterGroup group = groups.get(i);
      memory.put(places.get(i), theta, group.offset(), group.length());
    }
  }

  private NDArray[] leaves(NDManager step) {
    NDArray[] leaves = new NDArray[places.size()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = memory.tensor(step, places.get(i), shapes.get(i));
    }
    return leaves;
  }

  private void readGradients(NDArray[] leaves, float[] gradient) {
    for (int i = 0; i < leaves.length; i++) {
      ParameterGroup group = groups.get(i);
      FloatBuffer values = leaves[i].getGradient().toByteBuffer(true).asFloatBuffer();
      values.get(gradient, group.offset(), group.length());
    }
  }
}
