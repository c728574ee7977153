package io.symlab.symbolic.kernels;

/**
 * Whether this JVM offers the incubating vector module, {@code jdk.incubator.vector}. With {@code
 * --add-modules} it is there from the start, and every JVM warns of it on standard error. With
 * {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED} it is added here, without a word,
 * in the way in which the JDK itself adds a module that is asked for late ({@code
 * java.instrument}); the code that it runs is the same.
 */
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  private static final boolean PRESENT =
      ModuleLayer.boot().findModule(NAME).isPresent() || isAdded();

  private VectorModule() {}

  /** Whether classes that use the module can be loaded. */
  public static boolean isPresent() {
    return PRESENT;
  }

  private static boolean isAdded() {
    try {
      Class.forName("jdk.internal.module.Modules")
          .getMethod("loadModule", String.class)
          .invoke(null, NAME);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false; // not exported to us, or no such module: plain loops do the same, slower
    }
  }
}
