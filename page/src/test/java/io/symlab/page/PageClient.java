package io.symlab.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** Asks a page over loopback, as scripts do; and in ways in which no browser would. */
final class PageClient {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI address;
  private final String token;

  /**
   * @param address as {@code lab dashboard} prints it
   */
  PageClient(String address) {
    this.address = URI.create(address);
    this.token = address.substring(address.indexOf("token=") + "token=".length());
  }

  String token() {
    return token;
  }

  int port() {
    return address.getPort();
  }

  /** With the token, and nothing else. */
  HttpResponse<String> get(String path) throws Exception {
    return send(request(path).header("Authorization", "Bearer " + token));
  }

  JsonNode json(String path) throws Exception {
    return JSON.readTree(get(path).body());
  }

  HttpResponse<String> post(String path, String body) throws Exception {
    return send(
        request(path)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** What is answered to exactly these lines; the JDK's client lets nobody write Host or Origin. */
  String raw(String... lines) throws IOException {
    try (var socket = new Socket("127.0.0.1", port())) {
      String text = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      var reader =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
      return reader.lines().collect(Collectors.joining("\n"));
    }
  }
}
