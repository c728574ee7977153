package io.symlab.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fetching a file: whole and as published, or not at all. Served from this machine. */
class DownloadTest {
  private static final byte[] CONTENT = "hello".getBytes(StandardCharsets.UTF_8);
  private static final String MD5_OF_HELLO = "5d41402abc4b2a76b9719d911017c592";

  @TempDir Path folder;
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/good/file",
        exchange -> {
          exchange.sendResponseHeaders(200, CONTENT.length);
          exchange.getResponseBody().write(CONTENT);
          exchange.close();
        });
    server.createContext(
        "/gone/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private URI mirror(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  private void fetch(String md5, URI... mirrors) {
    Download.fetch(Download.client(), "file", md5, folder, List.of(mirrors));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(f -> f.getFileName().toString()).toList();
    }
  }

  @Test
  void writesAFileWhoseChecksumIsThePublishedOne() throws IOException {
    fetch(MD5_OF_HELLO, mirror("/good/"));
    assertThat(folder.resolve("file")).hasBinaryContent(CONTENT);
    assertThat(files()).containsExactly("file");
  }

  @Test
  void triesTheNextMirror() throws IOException {
    fetch(MD5_OF_HELLO, mirror("/gone/"), mirror("/good/"));
    assertThat(files()).containsExactly("file");
  }

  @Test
  void leavesNothingWhenTheChecksumIsAnother() throws IOException {
    String other = "0".repeat(32);
    assertThatThrownBy(() -> fetch(other, mirror("/good/")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll(folder.resolve("file").toString(), MD5_OF_HELLO, other);
    assertThat(files()).isEmpty();
  }

  @Test
  void saysWhatEachMirrorAnswered() {
    assertThatThrownBy(
            () -> fetch(MD5_OF_HELLO, mirror("/gone/"), URI.create("http://127.0.0.1:1/")))
        .isInstanceOf(DataException.class)
        .hasMessageContainingAll("HTTP status 404", "ConnectException", "by hand");
  }
}
