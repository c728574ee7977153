package io.symlab.actors.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.actors.LabException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

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
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * What the home's note says; empty when there is none, or when the process that wrote it is gone.
   *
   * @throws LabException when the note is there and can't be read
   */
  public static Optional<EndpointFile> read(Path home) throws LabException {
    Path file = home.resolve(NAME);
    try {
      JsonNode node = JSON.readTree(Files.readString(file));
      var found =
          new EndpointFile(
              node.path("pid").asLong(),
              node.path("port").asInt(),
              node.path("version").asText(),
              node.path("started").asLong());
      boolean alive = ProcessHandle.of(found.pid).map(ProcessHandle::isAlive).orElse(false);
      return alive ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (JsonProcessingException e) {
      throw new LabException(1, file + " is damaged; remove it and run 'lab up' again", e);
    } catch (IOException e) {
      throw new LabException(1, "can't read " + file + ": " + e.getMessage(), e);
    }
  }

  /** Writes the note, whole or not at all. */
  public void write(Path home) throws IOException {
    var node = JSON.createObjectNode();
    node.put("pid", pid).put("port", port).put("version", version).put("started", started);
    byte[] text = (node + "\n").getBytes(StandardCharsets.UTF_8);
    AtomicFiles.write(home.resolve(NAME), text);
  }

  /** Takes the note away: nobody listens any more. */
  public static void remove(Path home) throws IOException {
    Files.deleteIfExists(home.resolve(NAME));
  }
}
