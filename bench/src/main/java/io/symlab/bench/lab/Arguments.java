package io.symlab.bench.lab;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A benchmark's arguments: {@code key=value}, or a word alone. */
final class Arguments {
  private final Map<String, String> given = new HashMap<>();

  private Arguments() {}

  /** Ends the process with exit code 2 on one that is not known. */
  static Arguments of(String[] args, String... known) {
    var arguments = new Arguments();
    List<String> names = Arrays.asList(known);
    for (String arg : args) {
      String name = arg.split("=", 2)[0];
      if (!names.contains(name)) {
        System.err.println("symlab: unknown argument \"" + arg + "\"; there are: " + names);
        System.exit(2);
      }
      arguments.given.put(name, arg.contains("=") ? arg.split("=", 2)[1] : "");
    }
    return arguments;
  }

  boolean has(String name) {
    return given.containsKey(name);
  }

  String text(String name, String otherwise) {
    return given.getOrDefault(name, otherwise);
  }

  int number(String name, int otherwise) {
    String text = given.get(name);
    if (text == null) {
      return otherwise;
    }
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      System.err.println("symlab: " + name + "=" + text + ": not a whole number");
      System.exit(2);
      return otherwise;
    }
  }
}
