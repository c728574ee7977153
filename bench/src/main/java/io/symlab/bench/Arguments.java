package io.symlab.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A benchmark's arguments: some {@code key=value}, and plain words. */
public final class Arguments {
  private final Map<String, String> named = new TreeMap<>();
  private final List<String> plain = new ArrayList<>();

  /**
   * Takes them apart.
   *
   * @param keys that there are
   * @throws IllegalArgumentException naming a key that there isn't
   */
  public Arguments(String[] words, String... keys) {
    for (String word : words) {
      int equals = word.indexOf('=');
      if (equals < 0) {
        plain.add(word);
        continue;
      }
      String key = word.substring(0, equals);
      if (!List.of(keys).contains(key)) {
        throw new IllegalArgumentException(
            "there is no " + key + "=; there are " + String.join(", ", keys));
      }
      named.put(key, word.substring(equals + 1));
    }
  }

  public boolean has(String key) {
    return named.containsKey(key);
  }

  public String text(String key, String otherwise) {
    return named.getOrDefault(key, otherwise);
  }

  public double number(String key, double otherwise) {
    return has(key) ? Double.parseDouble(named.get(key)) : otherwise;
  }

  public int whole(String key, int otherwise) {
    return has(key) ? Integer.parseInt(named.get(key)) : otherwise;
  }

  /** A file or folder; null where there is none. */
  public Path path(String key) {
    return has(key) ? Path.of(named.get(key)) : null;
  }

  /** The words without a key, in their order. */
  public List<String> plain() {
    return List.copyOf(plain);
  }

  /** The word at a place among those without a key. */
  public String plain(int place, String otherwise) {
    return place < plain.size() ? plain.get(place) : otherwise;
  }

  /** Whether a name is wanted: no plain word, or one that is part of it. */
  public boolean wants(String name) {
    return plain.isEmpty() || plain.stream().anyMatch(name::contains);
  }
}
