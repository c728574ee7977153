package io.symlab.actors.home;

import io.symlab.experiment.LabException;
import io.symlab.experiment.files.AtomicFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The note in a home that says where its running daemon listens; how a client finds it.
 *
 * @param pid of the daemon
 * @param port on 127.0.0.1
 * @param version of the daemon's code, e.g. {@code 0.1.0+ab12cd3}
 * @param started milliseconds since 1970
 */
public record EndpointFile(long pid, int port, String version, long started) {
  private static final String NAME = "endpoint.json";

  /** Flat and written by {@link #write}; a client has no time to load a whole JSON library. */
  private static final Pattern FIELD =
      Pattern.compile("\"(\\w+)\"\\s*:\\s*(?:\"([^\"]*)\"|(\\d+))");

  /**
   * What the home's note says; empty when there is none, or when the process that wrote it is gone.
   *
   * @throws LabException when the note is there and can't be read
   */
  public static Optional<EndpointFile> read(Path home) throws LabException {
    Path file = home.resolve(NAME);
    try {
      var fields = new HashMap<String, String>();
      Matcher matcher = FIELD.matcher(Files.readString(file));
      while (matcher.find()) {
        fields.put(
            matcher.group(1), matcher.group(2) == null ? matcher.group(3) : matcher.group(2));
      }
      var found =
          new EndpointFile(
              Long.parseLong(fields.getOrDefault("pid", "")),
              Integer.parseInt(fields.getOrDefault("port", "")),
              fields.getOrDefault("version", "unknown"),
              Long.parseLong(fields.getOrDefault("started", "")));
      boolean alive = ProcessHandle.of(found.pid).map(ProcessHandle::isAlive).orElse(false);
      return alive ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (NumberFormatException e) {
      throw new LabException(1, file + " is damaged; remove it and run 'lab up' again", e);
    } catch (IOException e) {
      throw new LabException(1, "can't read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes the note, whole or not at all. */
  public void write(Path home) throws IOException {
    String text =
        String.format(
            "{\"pid\":%d,\"port\":%d,\"version\":\"%s\",\"started\":%d}%n",
            pid, port, version, started);
    AtomicFiles.write(home.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
  }

  /** Takes the note away: nobody listens any more. */
  public static void remove(Path home) throws IOException {
    Files.deleteIfExists(home.resolve(NAME));
  }
}
