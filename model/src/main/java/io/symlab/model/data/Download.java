package io.symlab.model.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Fetches published files where the user allows it. A file appears whole and with the published
 * checksum, or not at all.
 */
final class Download {
  private Download() {}

  static HttpClient client() {
    return HttpClient.newBuilder()
        .connectTimeout(Duration.ofSeconds(20))
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  /** Fetches one file from the first mirror that has it with the published MD5. */
  static void fetch(
      HttpClient client, String name, String published, Path directory, List<URI> mirrors) {
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      URI address = mirror.resolve(name);
      try {
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, name, ".part");
        try {
          String found = get(client, address, temporary);
          if (found.equals(published)) {
            Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            return;
          }
          failures.add(address + ": MD5 " + found + ", published is " + published);
        } finally {
          Files.deleteIfExists(temporary);
        }
      } catch (IOException e) {
        failures.add(address + ": " + e);
      }
    }
    throw new DataException(
        "cannot fetch "
            + directory.resolve(name)
            + " ("
            + String.join("; ", failures)
            + "): put the file there by hand, or choose optimizee.data.kind = rendered");
  }

  /** Writes what the address answers to the file, on the disk; its MD5 in hex. */
  private static String get(HttpClient client, URI address, Path into) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(5)).GET().build();
    try {
      HttpResponse<InputStream> response =
          client.send(request, HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        if (response.statusCode() != 200) {
          throw new IOException("HTTP status " + response.statusCode());
        }
        MessageDigest digest = md5();
        try (FileChannel channel = FileChannel.open(into, StandardOpenOption.WRITE);
            OutputStream out = Channels.newOutputStream(channel);
            OutputStream watched = new DigestOutputStream(out, digest)) {
          body.transferTo(watched);
          channel.force(true);
        }
        return HexFormat.of().formatHex(digest.digest());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("interrupted while fetching " + address, e);
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }
}
