package io.symlab.symbolic.kernels;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * A loop over a chunk of rows that the compiler must not see through. HotSpot's compiler stops
 * inlining at a number of nodes that some forty vector operations reach; from there on vectors are
 * objects, and thirty times slower. So long functions are several loops, each compiled by itself:
 * called by a handle that is no constant to the compiler, they are not inlined into one again.
 */
final class Pass {
  private static final MethodType TYPE =
      MethodType.methodType(
          void.class,
          float[].class,
          int.class,
          float[].class,
          int.class,
          float[].class,
          float[].class,
          int.class,
          int.class);

  private final MethodHandle loop;

  /**
   * The static method of this name.
   *
   * @param in the class, which must not hide the method from its package
   */
  Pass(Class<?> in, String name) {
    try {
      loop = MethodHandles.lookup().findStatic(in, name, TYPE);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("no loop " + name + " in " + in, e);
    }
  }

  /**
   * One run of the loop over n rows, a multiple of the lanes.
   *
   * @param scratch read or written from 0 on, by loops that want it
   */
  void run(float[] a, int aAt, float[] b, int bAt, float[] scratch, float[] out, int at, int n) {
    try {
      loop.invokeExact(a, aAt, b, bAt, scratch, out, at, n);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
