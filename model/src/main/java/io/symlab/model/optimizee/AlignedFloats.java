package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Floats outside the heap that tensors can look at without a copy. On the CPU a tensor made here
 * shares the memory, on a GPU it is a copy. The start is aligned to 64 bytes, as libtorch's own
 * memory is: matrix products may round differently on another alignment, and results must not
 * depend on where memory happened to lie.
 */
final class AlignedFloats {
  static final int ALIGNMENT = 64;
  static final int FLOATS_PER_LINE = ALIGNMENT / Float.BYTES;

  private final ByteBuffer bytes;

  AlignedFloats(int length) {
    bytes = allocate(length * Float.BYTES);
  }

  /** Zeroed bytes outside the heap, aligned. */
  static ByteBuffer allocate(int length) {
    // An aligned slice ends at a multiple, too: the rest of the last line must be there.
    int lines = (length + ALIGNMENT - 1) / ALIGNMENT;
    return ByteBuffer.allocateDirect((lines + 1) * ALIGNMENT)
        .alignedSlice(ALIGNMENT)
        .slice(0, length)
        .order(ByteOrder.nativeOrder());
  }

  /** Copies floats in from {@code offset} on. */
  void put(int offset, float[] from, int fromOffset, int length) {
    bytes.asFloatBuffer().put(offset, from, fromOffset, length);
  }

  /** A tensor over the floats from {@code offset}; it belongs to the manager. */
  NDArray tensor(NDManager manager, int offset, Shape shape) {
    int length = Math.toIntExact(shape.size()) * Float.BYTES;
    ByteBuffer slice = bytes.slice(offset * Float.BYTES, length).order(ByteOrder.nativeOrder());
    return manager.create(slice, shape, DataType.FLOAT32);
  }
}
