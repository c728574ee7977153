package io.symlab.page;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A headless Chromium, driven over its own debugging protocol. */
final class Browser implements AutoCloseable, WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<Integer, CompletableFuture<JsonNode>> asked = new ConcurrentHashMap<>();
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final StringBuilder part = new StringBuilder();
  private WebSocket line;
  private int last;

  private Browser(Process process) {
    this.process = process;
  }

  /** Skips the test where there is none. */
  static Browser open(Path profile) throws Exception {
    Optional<Path> program = find();
    assumeThat(program).as("no Chromium to look at the page with").isPresent();
    var browser =
        new Browser(
            new ProcessBuilder(
                    program.get().toString(),
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-dev-shm-usage",
                    "--no-first-run",
                    "--window-size=1400,1000",
                    "--remote-debugging-port=0",
                    "--user-data-dir=" + profile,
                    "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start());
    try {
      browser.connect(profile.resolve("DevToolsActivePort"));
      return browser;
    } catch (Exception | AssertionError e) {
      browser.close();
      throw e;
    }
  }

  private static Optional<Path> find() {
    for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)) {
      for (String name : NAMES) {
        Path program = Path.of(folder, name);
        if (Files.isExecutable(program)) {
          return Optional.of(program);
        }
      }
    }
    return Optional.empty();
  }

  private void connect(Path portFile) throws Exception {
    String port = null;
    for (long end = System.nanoTime() + PATIENCE_NANOS; port == null; Thread.sleep(50)) {
      if (System.nanoTime() > end || !process.isAlive()) {
        throw new IOException("Chromium does not come up");
      }
      List<String> lines = Files.exists(portFile) ? Files.readAllLines(portFile) : List.of();
      port = lines.isEmpty() ? null : lines.get(0);
    }
    var pages = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list"));
    JsonNode list =
        JSON.readTree(http.send(pages.build(), HttpResponse.BodyHandlers.ofString()).body());
    for (JsonNode page : list) {
      if (page.path("type").asText().equals("page")) {
        URI address = URI.create(page.path("webSocketDebuggerUrl").asText());
        line = http.newWebSocketBuilder().buildAsync(address, this).join();
      }
    }
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
    call("Page.enable", Map.of());
  }

  /** Goes to an address; returns before all is there. */
  void go(String address) throws Exception {
    call("Page.navigate", Map.of("url", address));
  }

  /** What an expression of JavaScript gives in the page. */
  JsonNode eval(String script) throws Exception {
    JsonNode result =
        call(
            "Runtime.evaluate",
            Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
    if (result.has("exceptionDetails")) {
      throw new AssertionError(script + ": " + result.path("exceptionDetails"));
    }
    return result.path("result").path("value");
  }

  /** Returns once an expression is true in the page. */
  void await(String condition) throws Exception {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!eval("Boolean(" + condition + ")").asBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(
            condition
                + " did not become true; the page says: "
                + eval("document.body.innerText").asText()
                + " "
                + complaints);
      }
      Thread.sleep(100);
    }
  }

  /** What the page's scripts and the browser had to complain about. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private JsonNode call(String method, Map<String, Object> parameters) throws Exception {
    int id = ++last;
    var answer = new CompletableFuture<JsonNode>();
    asked.put(id, answer);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(parameters));
    line.sendText(message.toString(), true).join();
    return answer.get(PATIENCE_NANOS, TimeUnit.NANOSECONDS);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean whole) {
    part.append(data);
    if (whole) {
      try {
        take(JSON.readTree(part.toString()));
      } catch (IOException e) {
        complaints.add(e.toString());
      }
      part.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void take(JsonNode message) {
    if (message.has("id")) {
      asked.remove(message.path("id").asInt()).complete(message.path("result"));
    } else if (message.path("method").asText().equals("Runtime.exceptionThrown")) {
      complaints.add(message.path("params").toString());
    } else if (message.path("method").asText().equals("Log.entryAdded")
        && message.at("/params/entry/level").asText().equals("error")) {
      complaints.add(message.at("/params/entry").toString());
    }
  }

  @Override
  public void close() throws IOException {
    try {
      if (line != null) {
        line.abort();
      }
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor(); // its profile is removed next
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
