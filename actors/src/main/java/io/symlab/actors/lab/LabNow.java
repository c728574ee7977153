package io.symlab.actors.lab;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What experiments need to know of their lab whenever they begin anew. The lab writes it, and tells
 * those that run what has changed.
 */
final class LabNow {
  private final Set<String> open = ConcurrentHashMap.newKeySet();
  private volatile boolean paused;

  /** Whether the lab is paused as a whole. */
  boolean paused() {
    return paused;
  }

  void paused(boolean now) {
    paused = now;
  }

  /** Whether an experiment has not ended. */
  boolean isOpen(String id) {
    return open.contains(id);
  }

  void opened(String id) {
    open.add(id);
  }

  void ended(String id) {
    open.remove(id);
  }
}
