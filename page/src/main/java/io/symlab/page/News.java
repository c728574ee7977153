package io.symlab.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;

/** What a page has not been told yet: of each thing the newest only, and only what has changed. */
final class News {
  private final Map<String, Long> told = new HashMap<>();
  private final Map<String, String> fresh = new LinkedHashMap<>();

  /**
   * Something stands like this now.
   *
   * @param thing what it is about
   * @param kind the event's name
   */
  void put(String thing, String kind, JsonNode state) {
    String text = state.toString();
    long print = fingerprint(text);
    Long before = told.put(thing, print);
    if (before == null || before != print) {
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

  /** Of 64 bits, so that what was told need not be kept. */
  private static long fingerprint(String text) {
    var sum = new CRC32C();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return ((long) text.hashCode() << Integer.SIZE) | sum.getValue();
  }

  private static String event(String kind, String text) {
    return "event: " + kind + "\ndata: " + text + "\n\n";
  }
}
