package io.symlab.cli.doctor;

import io.symlab.cli.terminal.Amounts;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Whether Java, memory and processors are enough. */
final class MachineCheck {
  private static final int LEAST_JAVA = 17;
  private static final long LEAST_MEMORY = 2L << 30;

  private MachineCheck() {}

  static List<Finding> all() {
    return List.of(java(), memory(), processors());
  }

  private static Finding java() {
    String found = Runtime.version() + " in " + System.getProperty("java.home");
    if (Runtime.version().feature() < LEAST_JAVA) {
      return Finding.wrong("java", found, "install a JDK 17 or newer, or set JAVA_HOME to one");
    }
    if (ModuleLayer.boot().configuration().findModule("java.base").isEmpty()
        || java.lang.module.ModuleFinder.ofSystem().find("jdk.incubator.vector").isEmpty()) {
      return Finding.wrong(
          "java", found + ", without jdk.incubator.vector", "install a whole JDK, not a cut one");
    }
    return Finding.good("java", found);
  }

  private static Finding memory() {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system)) {
      return Finding.note("memory", "unknown", "");
    }
    long total = system.getTotalMemorySize();
    String found = Amounts.bytes(total);
    return total < LEAST_MEMORY
        ? Finding.wrong(
            "memory",
            found,
            "a lab with its natives wants 2 GiB; give the machine or container more")
        : Finding.good("memory", found);
  }

  private static Finding processors() {
    int cores = Runtime.getRuntime().availableProcessors();
    String found = cores + (cores == 1 ? " core" : " cores") + ", " + System.getProperty("os.arch");
    return cores == 1
        ? Finding.note("cores", found, "all works, one slice at a time")
        : Finding.good("cores", found);
  }
}
