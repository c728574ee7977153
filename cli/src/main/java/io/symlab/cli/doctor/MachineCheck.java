package io.symlab.cli.doctor;

import io.symlab.cli.terminal.Amounts;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Whether Java, memory and processors are enough. */
final class MachineCheck {
  private static final int LEAST_JAVA = 17;
  private static final long LEAST_MEMORY = 2L << 30;

  private MachineCheck() {}

  static List<CheckResult> all() {
    return List.of(java(), memory(), processors());
  }

  private static CheckResult java() {
    String found = Runtime.version() + " in " + System.getProperty("java.home");
    if (Runtime.version().feature() < LEAST_JAVA) {
      return CheckResult.wrong("java", found, "install a JDK 17 or newer, or set JAVA_HOME to one");
    }
    if (ModuleLayer.boot().configuration().findModule("java.base").isEmpty()
        || java.lang.module.ModuleFinder.ofSystem().find("jdk.incubator.vector").isEmpty()) {
      return CheckResult.wrong(
          "java", found + ", without jdk.incubator.vector", "install a whole JDK, not a cut one");
    }
    return CheckResult.good("java", found);
  }

  private static CheckResult memory() {
    if (!(ManagementFactory.getOperatingSystemMXBean()
        instanceof com.sun.management.OperatingSystemMXBean system)) {
      return CheckResult.note("memory", "unknown", "");
    }
    long total = system.getTotalMemorySize();
    String found = Amounts.bytes(total);
    return total < LEAST_MEMORY
        ? CheckResult.wrong(
            "memory",
            found,
            "a lab with its natives wants 2 GiB; give the machine or container more")
        : CheckResult.good("memory", found);
  }

  private static CheckResult processors() {
    int cores = Runtime.getRuntime().availableProcessors();
    String found = cores + (cores == 1 ? " core" : " cores") + ", " + System.getProperty("os.arch");
    return cores == 1
        ? CheckResult.note("cores", found, "all works, one slice at a time")
        : CheckResult.good("cores", found);
  }
}
