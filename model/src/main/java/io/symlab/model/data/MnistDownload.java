package io.symlab.model.data;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Fetches MNIST's files where the user allows it. A file appears whole and with the published
 * checksum, or not at all.
 */
final class MnistDownload {
  /** Mirrors of the four files, the first that answers rightly wins. */
  static final List<URI> MIRRORS =
      List.of(
          URI.create("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          URI.create("https://storage.googleapis.com/cvdf-datasets/mnist/"));

  private MnistDownload() {}

  /** Fetches those of the four files that are not in the directory under any of their names. */
  static void fetchMissing(Path directory) {
    HttpClient client = client();
    for (MnistFile file : MnistFile.values()) {
      if (file.names().stream().noneMatch(n -> Files.isRegularFile(directory.resolve(n)))) {
        fetch(client, file.zipped(), file.md5(), directory, MIRRORS);
      }
    }
  }

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
        byte[] content = get(client, address);
        String found = HexFormat.of().formatHex(md5().digest(content));
        if (!found.equals(published)) {
          failures.add(address + ": MD5 " + found + ", published is " + published);
          continue;
        }
        write(directory, name, content);
        return;
      } catch (IOException e) {
        failures.add(address + ": " + e);
      }
    }
    throw new DataException(
        "cannot fetch "
            + directory.resolve(name)
            + " ("
            + String.join("; ", failures)
            + "): put the file there by hand, or choose data.kind = rendered");
  }

  private static byte[] get(HttpClient client, URI address) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(address).timeout(Duration.ofMinutes(5)).GET().build();
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      if (response.statusCode() != 200) {
        throw new IOException("HTTP status " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataException("interrupted while fetching " + address, e);
    }
  }

  private static void write(Path directory, String name, byte[] content) throws IOException {
    Files.createDirectories(directory);
    Path temporary = Files.createTempFile(directory, name, ".part");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(temporary, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
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
