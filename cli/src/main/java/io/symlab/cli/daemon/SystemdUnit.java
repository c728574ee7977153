package io.symlab.cli.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.symlab.actors.home.Home;
import io.symlab.experiment.files.AtomicFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The lab of a home as a unit of systemd, for the instance that each user has.
 *
 * @param name of the unit
 * @param text of its file
 */
record SystemdUnit(String name, String text) {
  /** Says to a lab which unit it is, so that it can say who starts it again. */
  static final String VARIABLE = "SYMLAB_UNIT";

  private static final String TEMPLATE = "symlab.service";

  /**
   * For a home; the one that commands take without being told has the plain name.
   *
   * @param environment of this process: what concerns a lab goes into the unit, which starts with
   *     little
   */
  static SystemdUnit of(Path launcher, Path home, Map<String, String> environment) {
    var bare = new TreeMap<>(environment);
    bare.remove("SYMLAB_HOME");
    boolean usual = home.equals(Home.locate(Optional.empty(), bare));
    String name = usual ? "symlab.service" : "symlab-" + plain(home) + ".service";
    var variables = new TreeMap<String, String>();
    environment.forEach(
        (key, value) -> {
          if (key.startsWith("SYMLAB_") || key.equals("XDG_CACHE_HOME")) {
            variables.put(key, value);
          }
        });
    variables.remove("SYMLAB_HOME"); // it is named
    variables.remove("SYMLAB_PINNED_BUILD");
    variables.remove(BackgroundLab.KEPT);
    variables.put("JAVA_HOME", System.getProperty("java.home"));
    variables.put(VARIABLE, name);
    String lines =
        variables.entrySet().stream()
            .map(entry -> "Environment=" + quoted(entry.getKey() + "=" + entry.getValue(), false))
            .collect(Collectors.joining("\n"));
    String text =
        template()
            .replace("@HOME_TEXT@", specifiersShut(home.toString()))
            .replace("@ENVIRONMENT@", lines)
            .replace("@LAUNCHER@", quoted(launcher.toString(), true))
            .replace("@HOME@", quoted(home.toString(), true));
    return new SystemdUnit(name, text);
  }

  /** Where systemd looks for units of a user. */
  static Path folder(Map<String, String> environment) {
    String config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    Path base =
        config.startsWith("/")
            ? Path.of(config)
            : Path.of(System.getProperty("user.home"), ".config");
    return base.resolve("systemd/user");
  }

  /** Writes it there. */
  Path write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file = folder.resolve(name);
    AtomicFiles.write(file, text.getBytes(UTF_8));
    return file;
  }

  /** A home's path as part of a unit's name, with a number that no other path is likely to have. */
  private static String plain(Path home) {
    String words = home.toString().replaceAll("[^A-Za-z0-9]+", "-").replaceAll("^-|-$", "");
    int from = Math.max(0, words.length() - 40);
    return words.substring(from).replaceAll("^-", "")
        + "-"
        + Integer.toHexString(home.toString().hashCode());
  }

  /** One word, as systemd reads it back; in commands a $ would begin a variable. */
  private static String quoted(String word, boolean command) {
    String shut = specifiersShut(word.replace("\\", "\\\\").replace("\"", "\\\""));
    return "\"" + (command ? shut.replace("$", "$$") : shut) + "\"";
  }

  private static String specifiersShut(String text) {
    return text.replace("%", "%%");
  }

  private static String template() {
    try (InputStream file = SystemdUnit.class.getResourceAsStream(TEMPLATE)) {
      return new String(file.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the unit that is shipped can be read", e);
    }
  }
}
