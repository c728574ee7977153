package io.symlab.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a page has not been told yet: of each thing the newest only, and only what has changed. */
final class News {
  private final Map<String, Integer> told = new HashMap<>();
  private final Map<String, String> fresh = new LinkedHashMap<>();

  /**
   * Something stands like this now.
   *
   * @param thing what it is about
   * @param kind the event's name
   */
  void put(String thing, String kind, JsonNode state) {
    String text = state.toString();
    Integer before = told.put(thing, text.hashCode());
    if (before == null || before != text.hashCode()) {
      fresh.remove(thing); // so that it comes after what was new before it
      fresh.put(thing, event(kind, text));
    }
  }

  /** An event that is one of a sequence: none of them may be left out. */
  void add(String thing, String kind, JsonNode part) {
    fresh.merge(thing, event(kind, part.toString()), String::concat);
  }

  /** A comment, so that both ends know that the line is there. */
  void stillHere() {
    fresh.put("", ": still here\n\n");
  }

  boolean isEmpty() {
    return fresh.isEmpty();
  }

  /** All of it, as it goes over the wire. */
  String take() {
    String all = String.join("", fresh.values());
    fresh.clear();
    return all;
  }

  private static String event(String kind, String text) {
    return "event: " + kind + "\ndata: " + text + "\n\n";
  }
}
