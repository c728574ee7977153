package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The bridge between a flat parameter vector and the tensors of its groups: copies theta in once,
 * hands out one leaf per group and step, and gathers their gradients into a flat vector.
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
    groups.add(new ParameterGroup(name, size, length));
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

  /** Takes theta over; leaves made before see it too. */
  void write(float[] theta) {
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

  /** One tensor per group over what was written last. */
  NDArray[] leaves(NDManager step, boolean differentiable) {
    NDArray[] leaves = new NDArray[places.size()];
    for (int i = 0; i < leaves.length; i++) {
      leaves[i] = memory.tensor(step, places.get(i), shapes.get(i));
      if (differentiable) {
        leaves[i].setRequiresGradient(true);
      }
    }
    return leaves;
  }

  /** Copies the leaves' gradients out, [size]. */
  void readGradients(NDArray[] leaves, float[] gradient) {
    for (int i = 0; i < leaves.length; i++) {
      ParameterGroup group = groups.get(i);
      FloatBuffer values = leaves[i].getGradient().toByteBuffer(true).asFloatBuffer();
      values.get(gradient, group.offset(), group.length());
    }
  }
}
