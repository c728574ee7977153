package io.symlab.actors.pool;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Resources as people read them. */
final class ResourceWords {
  private static final long KIB = 1 << 10;
  private static final long MIB = 1 << 20;
  private static final double GIB = 1 << 30;

  private ResourceWords() {}

  static String of(Need need) {
    StringJoiner words = new StringJoiner(" and ");
    if (need.shares() > 0) {
      words.add(count(need.shares(), "share"));
    }
    if (need.memory() > 0) {
      words.add(bytes(need.memory()));
    }
    return need.shares() == 0 && need.memory() == 0 ? "a device" : words.toString();
  }

  /** E.g. {@code lab has 8 fake-gpu of 4 shares and 16 GB each}. */
  static String of(HostResources host) {
    Map<String, Integer> kinds = new LinkedHashMap<>();
    for (Device device : host.trainers()) {
      String what =
          device.isCpu()
              ? count(device.shares(), "slot")
                  + (device.memory() == Long.MAX_VALUE ? "" : " and " + bytes(device.memory()))
              : " " + device.kind() + " of " + parts(device);
      kinds.merge(what, 1, Integer::sum);
    }
    StringJoiner all = new StringJoiner(", ");
    kinds.forEach((what, count) -> all.add(what.startsWith(" ") ? count + what : what));
    return host.name() + " has " + all;
  }

  private static String parts(Device device) {
    return count(device.shares(), "share") + " and " + bytes(device.memory());
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  static String bytes(long bytes) {
    if (bytes >= GIB / 10) {
      String text = String.format(Locale.ROOT, "%.1f", bytes / GIB);
      return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + " GiB";
    }
    return bytes >= MIB ? bytes / MIB + " MiB" : bytes / KIB + " KiB";
  }
}
