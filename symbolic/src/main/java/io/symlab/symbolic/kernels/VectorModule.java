package io.symlab.symbolic.kernels;

import java.lang.module.ModuleFinder;

/**
 * Whether this JVM offers the incubating vector module, {@code jdk.incubator.vector}. With {@code
 * --add-modules} it is there from the start, and every JVM warns of it on standard error. With
 * {@code --add-exports java.base/jdk.internal.module=ALL-UNNAMED} it is added here, without a word,
 * in the way in which the JDK itself adds a module that is asked for late ({@code
 * java.instrument}); the code that it runs is the same.
 */
public final class VectorModule {
  private static final String NAME = "jdk.incubator.vector";

  /** Adds it when first asked. */
  private static final class Added {
    static final boolean PRESENT = isThere() || isAdded();

    private Added() {}
  }

  private VectorModule() {}

  /** Whether classes that use the module can be loaded. */
  public static boolean isPresent() {
    return Added.PRESENT;
  }

  /** The same as far as it can be told without adding the module, which takes a while. */
  static boolean isOffered() {
    return isThere()
        || (Object.class
                .getModule()
                .isExported("jdk.internal.module", VectorModule.class.getModule())
            && ModuleFinder.ofSystem().find(NAME).isPresent());
  }

  private static boolean isThere() {
    return ModuleLayer.boot().findModule(NAME).isPresent();
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
