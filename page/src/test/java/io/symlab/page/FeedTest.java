package io.symlab.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an open page is told while an experiment goes on. */
class FeedTest {
  private static final String SMALL =
      """
      name = small, optimizee { kind = quadratic, dimension = 3 }
      rule { features = [mt, gt], lstm = [4] }
      meta-train { epochs = 4, steps = 20, unroll = 10, evaluate-every = 2, evaluation-steps = 20, held-out = 2 }
      distill {
        steps = 20, coordinates = 3, window = 2, islands = 2, population = 20, rounds = 12, reservoir = 200
        rollouts { train = 2, validation = 1, test = 1 }
      }
      meta-tune { epochs = 1, steps = 10, unroll = 5, evaluation-steps = 10, held-out = 2 }
      evaluate { runs = 2, steps = 20 }
      """;

  @TempDir static Path home;
  private static RunningLab lab;
  private static PageClient client;

  /** One event as it came. */
  private record Event(String kind, JsonNode data) {}

  @BeforeAll
  static void begin() throws Exception {
    lab = RunningLab.start(home.resolve("home"));
    client = new PageClient(lab.address());
  }

  @AfterAll
  static void end() {
    lab.close();
  }

  @Test
  void tellsAllOfATrialUntilItIsDone() throws Exception {
    String id = lab.submit(SMALL);
    List<Event> events =
        events("?experiment=" + id + "&trial=1", all -> endsWithReport(all, "done"));
    assertThat(events).extracting(Event::kind).contains("lab", "row", "trial", "curves", "log");
    JsonNode curves = last(events, "curves").path("meta-loss");
    assertThat(curves.path("epoch")).hasSize(4);
    assertThat(curves.path("meta-loss")).hasSameSizeAs(curves.path("epoch"));
    JsonNode front = last(events, "front");
    assertThat(front.path("rows").path(0).path("mathml").asText()).startsWith("<math");
    assertThat(front.path("rows").path(0).path("expression").asText()).isNotEmpty();
    JsonNode evaluation = last(events, "evaluation");
    assertThat(evaluation.path("rules").findValuesAsText("role")).contains("learned", "distilled");
    assertThat(evaluation.path("rules").path(0).path("mean")).hasSameSizeAs(evaluation.path("at"));
    String log =
        events.stream()
            .filter(event -> event.kind().equals("log"))
            .map(event -> event.data().path("text").asText())
            .reduce("", String::concat);
    assertThat(log).contains("meta-train begins").contains("trial done");
    // What is told of is what who asks once is told.
    String trial = "/api/experiments/" + id + "/trials/1";
    assertThat(client.json(trial + "/curves")).isEqualTo(last(events, "curves"));
    assertThat(client.json(trial + "/front")).isEqualTo(last(events, "front"));
    assertThat(client.json(trial + "/evaluation")).isEqualTo(evaluation);
    assertThat(client.json(trial + "/log").path("text").asText()).isEqualTo(log);
    JsonNode figures = client.json("/api/experiments/" + id).at("/trials/0/figures");
    assertThat(figures.path("held-out").isNumber()).isTrue();
  }

  @Test
  void tellsOfIslandsWhileTheySearch() throws Exception {
    String id = lab.submit(SMALL, "distill.rounds=100000");
    List<Event> events = events("?experiment=" + id + "&trial=1", FeedTest::hasIslands);
    JsonNode islands = last(events, "trial").path("stages").path(1).path("islands");
    assertThat(islands).hasSize(2);
    assertThat(islands.path(0).path("round").asInt()).isPositive();
    assertThat(islands.path(0).path("rounds").asInt()).isEqualTo(100000);
    client.post("/api/experiments/" + id + "/cancel", "{}");
  }

  private static boolean hasIslands(List<Event> events) {
    Event event = events.get(events.size() - 1);
    return event.kind().equals("trial") && event.data().at("/stages/1/islands/0/took").isNumber();
  }

  private static boolean endsWithReport(List<Event> events, String state) {
    boolean over =
        events.stream()
            .anyMatch(
                event ->
                    event.kind().equals("trial")
                        && event.data().path("state").asText().equals(state));
    boolean logged =
        events.stream()
            .anyMatch(
                event ->
                    event.kind().equals("log")
                        && event.data().path("text").asText().contains("trial done"));
    return over
        && logged
        && events.stream().anyMatch(event -> event.kind().equals("evaluation"))
        && events.stream().anyMatch(FeedTest::lastFront);
  }

  /** It is told anew once tuning has ended. */
  private static boolean lastFront(Event event) {
    return event.kind().equals("front")
        && event.data().path("final").asBoolean()
        && event.data().has("tuned");
  }

  private static JsonNode last(List<Event> events, String kind) {
    return events.stream()
        .filter(event -> event.kind().equals(kind))
        .reduce((first, second) -> second)
        .orElseThrow()
        .data();
  }

  /** The events up to the one with which enough has come. */
  private static List<Event> events(String query, Predicate<List<Event>> enough) throws Exception {
    var request =
        client
            .request("/api/events" + query)
            .header("Authorization", "Bearer " + client.token())
            .build();
    var response =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/event-stream");
    var read = CompletableFuture.supplyAsync(() -> read(response, enough));
    try {
      return read.get(2, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      throw new AssertionError(e.getCause());
    } finally {
      response.body().close();
    }
  }

  private static List<Event> read(
      HttpResponse<InputStream> response, Predicate<List<Event>> enough) {
    var json = new ObjectMapper();
    List<Event> events = new ArrayList<>();
    try (var reader =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      String kind = "";
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.startsWith("event: ")) {
          kind = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
          events.add(new Event(kind, json.readTree(line.substring("data: ".length()))));
          if (enough.test(events)) {
            return events;
          }
        }
      }
      throw new IllegalStateException("the stream ended after " + events.size() + " events");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
