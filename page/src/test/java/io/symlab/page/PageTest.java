package io.symlab.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.typesafe.config.ConfigFactory;
import io.symlab.experiment.LabException;
import io.symlab.proto.ClientRequest;
import io.symlab.proto.Dashboard;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's server from outside: who is let in, and what is answered. */
class PageTest {
  /** Would take hours. */
  private static final String LONG =
      "name = long, optimizee.kind = quadratic, meta-train { epochs = 100000, steps = 1000 }";

  @TempDir static Path folder;
  private static Path home;
  private static RunningLab lab;
  private static PageClient client;
  private static String id;

  @BeforeAll
  static void begin() throws Exception {
    home = folder.resolve("home");
    lab = RunningLab.start(home);
    client = new PageClient(lab.address());
    id = lab.submit(LONG);
  }

  @AfterAll
  static void end() throws Exception {
    lab.close();
    Path token = home.resolve("dashboard.token");
    for (int i = 0; i < 200 && Files.exists(token); i++) {
      Thread.sleep(50); // it goes once the lab's actors have
    }
    assertThat(token).doesNotExist();
  }

  @Test
  void theAddressStaysTheSameUntilTheLabEnds() {
    assertThat(lab.address())
        .isEqualTo("http://127.0.0.1:" + client.port() + "/?token=" + client.token());
    assertThat(client.token()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void theTokenLiesInTheHomeForItsOwnerAlone() throws Exception {
    Path file = home.resolve("dashboard.token");
    assertThat(file).hasContent(client.token());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void tellsOfTheLab() throws Exception {
    JsonNode view = client.json("/api/lab");
    assertThat(view.path("home").asText()).isEqualTo(home.toString());
    assertThat(view.path("slots").asInt()).isEqualTo(2);
    assertThat(view.path("disk").path("free").asLong()).isPositive();
    assertThat(view.path("disk").path("journal").asLong()).isPositive();
  }

  @Test
  void tellsOfExperimentsAsTheCommandLineDoes() throws Exception {
    JsonNode list = client.json("/api/experiments");
    assertThat(list.findValuesAsText("id")).contains(id);
    JsonNode one = client.json("/api/experiments/" + id);
    assertThat(one.path("name").asText()).isEqualTo("long");
    assertThat(one.path("trials").path(0).path("stages").path(0).path("stage").asText())
        .isEqualTo("meta-train");
  }

  @Test
  void whatIsNotThereIsSaidInWords() throws Exception {
    assertThat(client.get("/api/experiments/e4711").statusCode()).isEqualTo(404);
    assertThat(client.json("/api/experiments/e4711").path("error").asText()).contains("e4711");
    assertThat(client.get("/api/experiments/" + id + "/trials/7/curves").statusCode())
        .isEqualTo(404);
    assertThat(
            client.json("/api/experiments/" + id + "/trials/1/evaluation").path("error").asText())
        .contains("none yet");
    assertThat(client.get("/api/experiments/" + id + "/trials/99/front").statusCode())
        .isEqualTo(404);
    assertThat(client.get("/api/experiments/" + id + "/trials/99/log").statusCode()).isEqualTo(404);
    for (String what : new String[] {"front", "curves", "evaluation", "log"}) {
      assertThat(client.get("/api/experiments/" + id + "/trials/0/" + what).statusCode())
          .as(what)
          .isEqualTo(404);
    }
    assertThat(client.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(client.get("/page/../../x").statusCode()).isEqualTo(404);
    assertThat(client.get("/api/events?trial=0&experiment=" + id).statusCode()).isEqualTo(400);
  }

  @Test
  void aLogIsReadFromAByteThatThereIsOrIsEmpty() throws Exception {
    String log = "/api/experiments/" + id + "/trials/1/log?offset=";
    for (String far : new String[] {"99999999999999", "999999999999999999"}) {
      JsonNode beyond = client.json(log + far);
      assertThat(beyond.path("text").asText("?")).isEmpty();
      assertThat(beyond.path("next_offset").asText()).isEqualTo(far);
    }
    for (String bad : new String[] {"-1", "abc", "", "1.5", "9999999999999999999"}) {
      assertThat(client.get(log + bad).statusCode()).as(bad).isEqualTo(400);
      assertThat(client.json(log + bad).path("error").asText()).contains("offset", "'" + bad + "'");
    }
  }

  @Test
  void cancelsAndAnswersWhenItHasStopped() throws Exception {
    String doomed = lab.submit(LONG);
    var answer = client.post("/api/experiments/" + doomed + "/cancel", "{}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"state\":\"cancelled\"");
    var again = client.post("/api/experiments/" + doomed + "/cancel", "{}");
    assertThat(again.statusCode()).isEqualTo(400);
    assertThat(again.body()).contains(doomed + " has ended (cancelled)");
    assertThat(client.post("/api/experiments/" + id + "/trials/1/pause", "").statusCode())
        .isEqualTo(200);
    assertThat(client.get("/metrics").body()).contains("symlab_attempts_ended_total{kind=\"");
    client.post("/api/experiments/" + id + "/trials/1/resume", "");
  }

  @Test
  void pausesTheLabATrialAndAnExperiment() throws Exception {
    for (String what :
        new String[] {"lab", "experiments/" + id, "experiments/" + id + "/trials/1"}) {
      var paused = client.post("/api/" + what + "/pause", "{}");
      assertThat(paused.statusCode()).as(what + paused.body()).isEqualTo(200);
      assertThat(paused.body()).as(what).containsAnyOf("\"paused\":true", "\"state\":\"paused\"");
      var again = client.post("/api/" + what + "/resume", "");
      assertThat(again.statusCode()).as(what + again.body()).isEqualTo(200);
    }
    for (String trial : new String[] {"0", "9"}) {
      String path = "/api/experiments/" + id + "/trials/" + trial + "/pause";
      assertThat(client.post(path, "").statusCode()).as(trial).isEqualTo(404);
    }
    assertThat(client.json("/api/experiments/" + id).path("state").asText())
        .isIn("running", "waiting");
  }

  @Test
  void givesAPriority() throws Exception {
    String path = "/api/experiments/" + id + "/priority";
    String[] strange = {"", "{}", "[5]", "{\"priority\": \"high\"}", "{\"priority\": 1.5}"};
    for (String body : strange) {
      assertThat(client.post(path, body).statusCode()).as(body).isEqualTo(400);
    }
    assertThat(client.post(path, "{\"priority\": 5}").body()).contains("\"priority\":5");
    assertThat(client.post(path, "{\"priority\": 2000000000}").statusCode()).isEqualTo(400);
  }

  @Test
  void retriesWhatWasPrunedAndNothingElse() throws Exception {
    String retry = "/retry";
    var refused = client.post("/api/experiments/" + id + retry, "{}");
    assertThat(refused.statusCode()).as(refused.body()).isEqualTo(400);
    String swept = lab.submit(RunningLab.PRUNED);
    while (pruned(swept) < 2) {
      Thread.sleep(100);
    }
    var again = client.post("/api/experiments/" + swept + retry, "{}");
    assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
    assertThat(pruned(swept)).isZero();
    client.post("/api/experiments/" + swept + "/cancel", "{}");
  }

  private static int pruned(String which) throws Exception {
    return client.json("/api/experiments/" + which).path("trials_by_state").path("pruned").asInt();
  }

  @Test
  void nobodyIsLetInWithoutTheToken() throws Exception {
    for (String path : new String[] {"/api/lab", "/api/experiments", "/api/events", "/metrics"}) {
      var none = client.send(client.request(path));
      assertThat(none.statusCode()).as(path).isEqualTo(403);
      assertThat(none.body()).as(path).contains("lab dashboard");
      var wrong = client.send(client.request(path).header("Authorization", "Bearer wrong"));
      assertThat(wrong.statusCode()).as(path).isEqualTo(403);
      assertThat(wrong.body()).as(path).contains("no longer");
    }
    var inTheAddress = client.send(client.request("/api/lab?token=" + client.token()));
    assertThat(inTheAddress.statusCode()).isEqualTo(403);
    var opened = client.send(client.request("/?token=wrong"));
    assertThat(opened.statusCode()).isEqualTo(403);
    assertThat(opened.body()).contains("lab dashboard", "<html");
    assertThat(opened.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(client.send(client.request("/?token=" + client.token())).statusCode())
        .isEqualTo(200);
  }

  @Test
  void whoAsksForHeadsAloneGetsThem() throws Exception {
    String host = "Host: 127.0.0.1:" + client.port();
    assertThat(client.raw("HEAD / HTTP/1.1", host))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("<html");
    String token = "Authorization: Bearer " + client.token();
    assertThat(client.raw("HEAD /api/lab HTTP/1.1", host, token))
        .startsWith("HTTP/1.1 200")
        .doesNotContain("\"pid\"");
    assertThat(client.raw("HEAD /api/lab HTTP/1.1", host)).startsWith("HTTP/1.1 403");
  }

  @Test
  void anotherNameForThisMachineIsRefused() throws Exception {
    String token = "Authorization: Bearer " + client.token();
    for (String host : new String[] {"evil.example", "evil.example:" + client.port(), "[::1]"}) {
      assertThat(client.raw("GET /api/lab HTTP/1.1", "Host: " + host, token))
          .as(host)
          .startsWith("HTTP/1.1 403");
      assertThat(client.raw("GET / HTTP/1.1", "Host: " + host)).as(host).startsWith("HTTP/1.1 403");
    }
    assertThat(client.raw("GET /api/lab HTTP/1.1", "Host: localhost:" + client.port(), token))
        .startsWith("HTTP/1.1 200");
  }

  @Test
  void anotherSiteChangesNothing() throws Exception {
    String path = "POST /api/experiments/" + id + "/cancel HTTP/1.1";
    String host = "Host: 127.0.0.1:" + client.port();
    String token = "Authorization: Bearer " + client.token();
    String json = "Content-Type: application/json";
    String none = "Content-Length: 0";
    String[] strange = {
      "Origin: http://evil.example",
      "Origin: null",
      "Origin: http://127.0.0.1:1",
      "Origin: https://127.0.0.1:" + client.port(),
      "Sec-Fetch-Site: cross-site",
      "Sec-Fetch-Site: same-site"
    };
    for (String header : strange) {
      assertThat(client.raw(path, host, token, json, none, header))
          .as(header)
          .startsWith("HTTP/1.1 403");
    }
    assertThat(client.raw(path, host, json, none)).startsWith("HTTP/1.1 403");
    assertThat(client.raw(path, host, token, "Content-Type: text/plain", none))
        .startsWith("HTTP/1.1 415");
    assertThat(client.raw(path.replace("POST", "GET"), host, token)).startsWith("HTTP/1.1 404");
    assertThat(client.json("/api/experiments/" + id).path("state").asText())
        .isIn("running", "waiting");
  }

  @Test
  void whatIsTooLongIsRefused() throws Exception {
    String path = "/api/experiments/" + id + "/cancel";
    // It is refused by the length that it names: no body, so that none is left unread.
    assertThat(
            client.raw(
                "POST " + path + " HTTP/1.1",
                "Host: 127.0.0.1:" + client.port(),
                "Authorization: Bearer " + client.token(),
                "Content-Type: application/json",
                "Content-Length: 100000"))
        .startsWith("HTTP/1.1 413");
    assertThat(client.post(path, "{\"half").statusCode()).isEqualTo(400);
    assertThat(client.get("/api/" + "x".repeat(10_000)).statusCode()).isEqualTo(414);
    assertThat(client.json("/api/experiments/" + id).path("state").asText())
        .isIn("running", "waiting");
  }

  @Test
  void everyAnswerKeepsOtherSitesOut() throws Exception {
    for (String path : new String[] {"/", "/api/lab", "/nothing", "/page/main.js"}) {
      var headers = client.get(path).headers();
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .contains("default-src 'none'", "frame-ancestors 'none'");
      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
      assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("no-referrer");
    }
  }

  @Test
  void thePageTakesNothingFromElsewhere() throws Exception {
    String page = client.get("/").body();
    assertThat(page).doesNotContain("http:", "https:", "//");
    assertThat(client.get("/uplot/uPlot.esm.js").body()).contains("uPlot");
    assertThat(client.get("/uplot/uPlot.min.css").statusCode()).isEqualTo(200);
    assertThat(client.get("/page/main.js").body()).doesNotContain("http:", "https:");
  }

  @Test
  void tellsPrometheus() throws Exception {
    var answer = client.get("/metrics");
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/plain; version=0.0.4");
    assertThat(answer.body())
        .contains(
            "symlab_trials{state=\"running\"}",
            "symlab_experiments{state=\"cancelled\"}",
            "symlab_slots 2.0",
            "symlab_slots_free",
            "symlab_journal_bytes",
            "symlab_disk_free_bytes",
            "jvm_memory_used_bytes{area=\"heap\"");
  }

  @Test
  void aBusyPortIsRefusedInWords() throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var settings =
          ConfigFactory.parseString(
              "symlab { slots = 1, dashboard { enabled = on, port = "
                  + taken.getLocalPort()
                  + " } }");
      assertThatThrownBy(() -> LabWithPage.start(folder.resolve("other"), settings))
          .isInstanceOf(LabException.class)
          .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
          .hasMessageContaining("symlab.dashboard.port")
          .satisfies(thrown -> assertThat(((LabException) thrown).exitCode()).isEqualTo(2));
    }
  }

  @Test
  void servesOnceABusyPortIsFree() throws Exception {
    var taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    int port = taken.getLocalPort();
    var dashboard = ClientRequest.newBuilder().setDashboard(Dashboard.getDefaultInstance());
    try (var there = RunningLab.start(folder.resolve("waits"), "symlab.dashboard.port = " + port)) {
      assertThat(there.ask(dashboard).getRefused().getMessage()).contains("127.0.0.1:" + port);
      assertThat(there.ask(dashboard).getRefused().getMessage()).contains("127.0.0.1:" + port);
      taken.close();
      assertThat(there.address()).startsWith("http://127.0.0.1:" + port + "/?token=");
    } finally {
      taken.close();
    }
  }

  @Test
  void servesFromTheStartWhereTheSettingsSaySo() throws Exception {
    Path other = folder.resolve("served");
    var settings = ConfigFactory.parseString("symlab { slots = 1, dashboard.enabled = on }");
    try (var there = LabWithPage.start(other, settings)) {
      assertThat(other.resolve("dashboard.token")).exists();
      assertThat(there.isHomeLost()).isFalse();
    }
  }
}
