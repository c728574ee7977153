package io.symlab.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page as a person uses it, in a headless Chromium. */
class BrowserTest {
  /** Would take hours, with something new several times a second. */
  private static final String LONG =
      """
      name = long, optimizee { kind = quadratic, dimension = 3 }
      rule { features = [mt, gt], lstm = [4] }
      meta-train { epochs = 100000, steps = 20, unroll = 10, evaluate-every = 2, evaluation-steps = 20, held-out = 2 }
      """;

  /** Distills for hours, after a moment of training. */
  private static final String SEARCH =
      """
      name = search, optimizee { kind = quadratic, dimension = 3 }
      rule { features = [mt, gt], lstm = [4] }
      meta-train { epochs = 4, steps = 20, unroll = 10, evaluate-every = 2, evaluation-steps = 20, held-out = 2 }
      distill {
        steps = 20, coordinates = 3, window = 2, islands = 2, population = 20, rounds = 1000000, reservoir = 200
        rollouts { train = 2, validation = 1, test = 1 }
      }
      """;

  @TempDir(cleanup = CleanupMode.NEVER)
  static Path folder;

  private static RunningLab lab;
  private static Browser browser;
  private static String address;

  @BeforeAll
  static void begin() throws Exception {
    browser = Browser.open(Files.createDirectories(folder.resolve("profile")));
    lab = RunningLab.start(folder.resolve("home"));
    address = lab.address();
  }

  @AfterAll
  static void end() throws Exception {
    if (browser != null) {
      browser.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void aWrongTokenIsNotLetIn() throws Exception {
    browser.go(address.replaceAll("token=.*", "") + "#/");
    browser.eval("localStorage.setItem('symlab-token', 'wrong')");
    browser.go("about:blank");
    browser.go(address.replaceAll("\\?token=.*", ""));
    browser.await("document.querySelector('.refused')");
    assertThat(browser.eval("document.querySelector('.refused').innerText").asText())
        .contains("lab dashboard");
    browser.go(address.replaceAll("token=.*", "token=wrong"));
    browser.await("document.body?.innerText.includes('lab dashboard')");
  }

  @Test
  void theTokenDoesNotStayInTheAddress() throws Exception {
    browser.go(address);
    browser.await("document.querySelector('[data-line=live]')");
    assertThat(browser.eval("location.href").asText()).doesNotContain("token");
    browser.eval("location.reload()");
    browser.await("document.querySelector('[data-line=live]')");
  }

  @Test
  void listsExperimentsAndCancelsOne() throws Exception {
    browser.go(address);
    String id = lab.submit(LONG);
    String row = "a.row[href=\"#/" + id + "\"]";
    browser.await("document.querySelector('" + row + "')");
    browser.await(state(id) + " === 'running' || " + state(id) + " === 'waiting'");
    click("tr:has(" + row + ") [data-verb=cancel]");
    browser.await("document.querySelector('dialog[open]')");
    click("dialog [data-choice=no]");
    browser.await("!document.querySelector('dialog')");
    assertThat(browser.eval(state(id)).asText()).isNotEqualTo("cancelled");
    click("tr:has(" + row + ") [data-verb=cancel]");
    click("dialog [data-choice=yes]");
    browser.await(state(id) + " === 'cancelled'");
    filter("no such name");
    browser.await("!document.querySelector('" + row + "')");
    filter(id + " cancelled");
    browser.await("document.querySelector('" + row + "')");
  }

  @Test
  void pausesAndLetsGoOn() throws Exception {
    String id = lab.submit(LONG);
    browser.go(address);
    String row = "tr:has(a.row[href=\"#/" + id + "\"])";
    browser.await(state(id) + " === 'running'");
    click(row + " [data-verb=pause]");
    browser.await(state(id) + " === 'paused'");
    click(row + " [data-verb=resume]");
    browser.await(state(id) + " === 'running'");
    cancel(id);
  }

  @Test
  void retriesWhatWasPruned() throws Exception {
    String id = lab.submit(RunningLab.PRUNED);
    browser.go(address);
    String row = "tr:has(a.row[href=\"#/" + id + "\"])";
    String words = "document.querySelector('" + row + " .words')?.textContent";
    browser.await(words + "?.includes('2 pruned')");
    browser.go(address + "#/" + id);
    String pruned = "document.querySelector('tr:has(td .state[data-state=pruned])')";
    browser.await(pruned);
    assertThat(browser.eval(pruned + ".querySelector('td.label').textContent").asText())
        .startsWith("seed=");
    assertThat(browser.eval(pruned + ".querySelector('td.stage').textContent").asText())
        .isEqualTo("rung 1 of 1");
    assertThat(browser.eval(pruned + ".querySelector('td.stage').title").asText())
        .contains("goes on, and another had");
    browser.go(address);
    click(row + " [data-verb=retry]");
    browser.await("!" + words + "?.includes('pruned')");
    cancel(id);
  }

  @Test
  void plotsTheLossWhileItFalls() throws Exception {
    String id = lab.submit(LONG);
    browser.go(address + "#/" + id);
    browser.await("document.querySelector('[aria-label=\"Meta-loss\"] canvas')");
    String done = "document.querySelector('.stages .detail').textContent";
    browser.await(done + ".includes(' of ')");
    String before = browser.eval(done).asText();
    browser.await(done + " !== " + quoted(before));
    cancel(id);
  }

  @Test
  void showsTheFrontWhileItGrows() throws Exception {
    String id = lab.submit(SEARCH);
    browser.go(address + "#/" + id);
    browser.await("document.querySelector('table.front math')");
    browser.await("document.querySelector('[aria-label=Front] canvas')");
    assertThat(browser.eval("document.querySelectorAll('table.front tbody tr').length").asInt())
        .isPositive();
    assertThat(browser.eval("document.querySelector('table.front math').namespaceURI").asText())
        .isEqualTo("http://www.w3.org/1998/Math/MathML");
    browser.await("document.querySelectorAll('table.islands tbody tr').length === 2");
    browser.await("document.querySelector('.log').textContent.includes('distill begins')");
    cancel(id);
  }

  @Test
  void sweepsOfHundredsAreShownAndSorted() throws Exception {
    String id =
        lab.submit(
            LONG, "sweep.grid={\"meta-train.learning-rate\": [0.001, 0.003]}", "sweep.seeds=200");
    browser.go(address + "#/" + id);
    browser.await("document.querySelectorAll('table.trials tbody tr').length === 300");
    click("button.more");
    browser.await("document.querySelectorAll('table.trials tbody tr').length === 400");
    filter("=0.003 seed=7");
    browser.await("document.querySelectorAll('table.trials tbody tr').length < 20");
    click("table.trials tbody a.row");
    browser.await("document.querySelector('.head h2')?.textContent.startsWith('Trial ')");
    cancel(id);
  }

  @Test
  void keysLeadThroughThePage() throws Exception {
    String id = lab.submit(LONG);
    browser.go(address);
    browser.await("document.querySelector('a.row[href=\"#/" + id + "\"]')");
    key("j");
    browser.await("document.activeElement.matches('a.row')");
    key("?");
    browser.await("document.querySelector('dialog[open] kbd')");
    browser.eval("document.querySelector('dialog').close()");
    browser.eval("document.activeElement.blur(), document.querySelector('a.row').click()");
    browser.await("location.hash.startsWith('#/e')");
    key("u");
    browser.await("location.hash === ''");
    key("t");
    assertThat(browser.eval("document.documentElement.dataset.theme").asText()).isEqualTo("light");
    cancel(id);
  }

  @Test
  void nothingOnThePageIsComplainedAbout() throws Exception {
    String id = lab.submit(SEARCH);
    int before = browser.complaints().size();
    browser.go(address + "#/" + id);
    browser.await("document.querySelector('table.front math')");
    var since = browser.complaints().subList(before, browser.complaints().size());
    assertThat(since).isEmpty();
    cancel(id);
  }

  private static String state(String id) {
    return "document.querySelector('tr:has(a.row[href=\"#/" + id + "\"]) .state')?.textContent";
  }

  private static void click(String selector) throws Exception {
    browser.await("document.querySelector(" + quoted(selector) + ")");
    browser.eval("document.querySelector(" + quoted(selector) + ").click()");
  }

  private static void filter(String words) throws Exception {
    browser.eval(
        "{ const field = document.querySelector('input[type=search]'); field.value = "
            + quoted(words)
            + "; field.dispatchEvent(new Event('input')); }");
  }

  private static void key(String name) throws Exception {
    browser.eval(
        "(document.activeElement || document.body).dispatchEvent(new KeyboardEvent('keydown', {key: "
            + quoted(name)
            + ", bubbles: true}))");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static void cancel(String id) throws Exception {
    assertThat(
            new PageClient(address).post("/api/experiments/" + id + "/cancel", "{}").statusCode())
        .isEqualTo(200);
  }
}
