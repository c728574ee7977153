package io.symlab.cli.recipe;

import io.symlab.cli.exit.ExitCode;
import io.symlab.experiment.LabException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The texts that {@code submit} and {@code run} read: files of the user's, and recipes that are
 * shipped, by name.
 */
public final class Recipes {
  private static final String ROOM = "/recipes/";
  private static final String SUFFIX = ".conf";
  private static final long MOST_BYTES = 256 * 1024;

  private Recipes() {}

  /**
   * A recipe as the user wrote it.
   *
   * @param origin what messages call it
   * @param directory that relative paths in it are taken from, absolute
   */
  public record Text(String text, String origin, Path directory) {}

  /**
   * Reads a recipe.
   *
   * @param named a file, or the name of a shipped recipe
   * @throws LabException when it is neither, or too long to be one
   */
  public static Text read(String named) throws LabException {
    Path file = Path.of(named);
    if (Files.isRegularFile(file)) {
      try {
        if (Files.size(file) > MOST_BYTES) {
          throw new LabException(
              ExitCode.BAD_INPUT, file + " is no recipe: it has " + Files.size(file) + " bytes");
        }
        return new Text(
            Files.readString(file), named, file.toAbsolutePath().normalize().getParent());
      } catch (IOException e) {
        throw new LabException(
            ExitCode.BAD_INPUT, "can't read " + file + " as text: " + e.getMessage(), e);
      }
    }
    boolean path = named.contains("/") || named.endsWith(SUFFIX);
    if (path || !shipped().contains(named)) {
      throw new LabException(
          ExitCode.BAD_INPUT,
          (path ? "there is no file " + named : "there is no recipe \"" + named + "\"")
              + "; shipped are: "
              + String.join(", ", shipped()));
    }
    return shipped(named);
  }

  /** A shipped recipe. */
  public static Text shipped(String name) throws LabException {
    try (InputStream in = Recipes.class.getResourceAsStream(ROOM + name + SUFFIX)) {
      if (in == null) {
        throw new LabException(ExitCode.FAILED, "this build has no recipe \"" + name + "\"");
      }
      return new Text(
          new String(in.readAllBytes(), StandardCharsets.UTF_8),
          name + SUFFIX,
          Path.of("").toAbsolutePath());
    } catch (IOException e) {
      throw new LabException(ExitCode.FAILED, "can't read this build's recipes: " + e, e);
    }
  }

  /** The names of the shipped recipes. */
  public static List<String> shipped() throws LabException {
    URL room = Recipes.class.getResource(ROOM);
    if (room == null) {
      return List.of();
    }
    try {
      if (room.getProtocol().equals("file")) {
        return names(Path.of(room.toURI()));
      }
      var inJar = (JarURLConnection) room.openConnection();
      Path jar = Path.of(inJar.getJarFileURL().toURI());
      try (FileSystem inside = FileSystems.newFileSystem(jar)) {
        return names(inside.getPath(ROOM));
      }
    } catch (IOException | URISyntaxException e) {
      throw new LabException(ExitCode.FAILED, "can't list this build's recipes: " + e, e);
    }
  }

  private static List<String> names(Path room) throws IOException {
    try (Stream<Path> files = Files.list(room)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(SUFFIX))
          .map(name -> name.substring(0, name.length() - SUFFIX.length()))
          .sorted()
          .toList();
    }
  }

  /** What a recipe says about itself in its first comment line. */
  static String summary(String text) {
    return text.lines()
        .findFirst()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.replaceFirst("^#+\\s*", ""))
        .orElse("");
  }
}
