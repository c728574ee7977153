package io.symlab.actors.pool;

import io.symlab.proto.HostRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the hosts of a lab have, now. The pool writes it; others read it without asking, for
 * instance before they take a recipe.
 */
public final class Resources {
  private final HostRecord lab;
  private final List<HostResources> expected;
  private volatile List<HostResources> hosts;

  private Resources(HostRecord lab, List<HostResources> expected) {
    this.lab = lab;
    this.expected = List.copyOf(expected);
    List<HostResources> all = new ArrayList<>(List.of(HostResources.of(lab)));
    all.addAll(expected);
    this.hosts = List.copyOf(all);
  }

  /** Of a lab with nothing but its own host yet. */
  public static Resources of(HostRecord lab) {
    return of(lab, List.of());
  }

  /**
   * The same.
   *
   * @param expected hosts that the lab starts itself: they count while they are not there, too
   */
  public static Resources of(HostRecord lab, List<HostResources> expected) {
    return new Resources(lab, expected);
  }

  /** The lab's own host first. */
  public List<HostResources> hosts() {
    return hosts;
  }

  /** The lab's own host. */
  public HostRecord lab() {
    return lab;
  }

  synchronized void add(HostResources host) {
    List<HostResources> all = new ArrayList<>(hosts);
    all.removeIf(one -> one.name().equals(host.name()));
    all.add(host);
    hosts = List.copyOf(all);
  }

  synchronized void remove(String host) {
    if (expected.stream().noneMatch(one -> one.name().equals(host))) {
      hosts = hosts.stream().filter(one -> !one.name().equals(host)).toList();
    }
  }

  /** How many trials can be at work at once, at most. */
  public int room() {
    return hosts.stream()
        .flatMap(host -> host.devices().stream())
        .mapToInt(Device::shares)
        .reduce(0, (a, b) -> (int) Math.min(Integer.MAX_VALUE, (long) a + b));
  }

  /** Why no host could ever serve a need, with what there is; empty: one could. */
  public Optional<String> refusal(Need need) {
    List<HostResources> now = hosts;
    if (now.stream().flatMap(host -> host.trainers().stream()).anyMatch(need::fits)) {
      return Optional.empty();
    }
    return Optional.of(
        ResourceWords.of(need)
            + " of one device is more than any host has: "
            + String.join(
                "; ",
                now.stream()
                    .filter(host -> !host.trainers().isEmpty())
                    .map(ResourceWords::of)
                    .toList()));
  }
}
