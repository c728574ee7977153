package io.symlab.actors;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** On which TCP ports a process listens, as Linux tells it. */
final class Sockets {
  private static final String LISTEN = "0A";

  private Sockets() {}

  /** Address and port of each, e.g. {@code 127.0.0.1:40123}; an IPv6 address in hexadecimal. */
  static List<String> listening(long pid) throws IOException {
    Set<String> own = new HashSet<>();
    try (var links = Files.newDirectoryStream(Path.of("/proc/" + pid + "/fd"))) {
      for (Path link : links) {
        own.add(target(link));
      }
    }
    List<String> found = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc/" + pid + "/net/" + table);
      for (String line : Files.readAllLines(file)) {
        String[] words = line.strip().split("\\s+");
        if (words[3].equals(LISTEN) && own.contains("socket:[" + words[9] + "]")) {
          found.add(address(words[1]));
        }
      }
    }
    return found;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return ""; // closed meanwhile
    }
  }

  private static String address(String hex) {
    String[] parts = hex.split(":");
    String digits =
        parts[0].startsWith("0000000000000000FFFF0000") ? parts[0].substring(24) : parts[0];
    int port = Integer.parseInt(parts[1], 16);
    if (digits.length() > 8) {
      return digits + ":" + port;
    }
    long number = Long.parseLong(digits, 16); // in the machine's order: lowest byte first
    return (number & 255)
        + "."
        + ((number >> 8) & 255)
        + "."
        + ((number >> 16) & 255)
        + "."
        + ((number >> 24) & 255)
        + ":"
        + port;
  }
}
