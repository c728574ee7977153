package io.symlab.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.symlab.actors.json.JsonViews;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What a page is told of things that change, however seldom it asks. */
class NewsTest {
  /**
   * A thing changes, or the page takes what is new.
   *
   * @param thing -1: the page takes
   * @param state its new state
   */
  record Step(int thing, int state) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(-1, 4), Arbitraries.integers().between(0, 2))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  @Property
  void aPageKnowsTheNewestAndIsToldNothingTwice(@ForAll("steps") List<Step> steps) {
    var news = new News();
    Map<String, Integer> is = new LinkedHashMap<>();
    Map<String, Integer> told = new HashMap<>();
    List<Step> all = new ArrayList<>(steps);
    all.add(new Step(-1, 0));
    for (Step step : all) {
      if (step.thing() >= 0) {
        is.put("t" + step.thing(), step.state());
        news.put(
            "t" + step.thing(), "t" + step.thing(), JsonViews.object().put("state", step.state()));
      } else {
        Map<String, Integer> now = read(news.take());
        now.forEach((thing, state) -> assertThat(is).containsEntry(thing, state));
        told.putAll(now);
        assertThat(told).isEqualTo(is);
        assertThat(news.isEmpty()).isTrue();
      }
    }
  }

  @Test
  void whatIsAsItWasIsNotToldAgain() {
    var news = new News();
    news.put("a", "a", JsonViews.object().put("state", 1));
    news.take();
    news.put("a", "a", JsonViews.object().put("state", 1));
    assertThat(news.isEmpty()).isTrue();
  }

  @Test
  void piecesOfASequenceAreAllTold() {
    var news = new News();
    news.add("log", "log", JsonViews.object().put("state", 1));
    news.add("log", "log", JsonViews.object().put("state", 2));
    assertThat(news.take())
        .isEqualTo("event: log\ndata: {\"state\":1}\n\nevent: log\ndata: {\"state\":2}\n\n");
  }

  /** Each thing is told of once at most. */
  private static Map<String, Integer> read(String events) {
    Map<String, Integer> states = new HashMap<>();
    for (String event : events.split("\n\n")) {
      if (!event.isEmpty()) {
        String[] lines = event.split("\n");
        String thing = lines[0].substring("event: ".length());
        int state = Integer.parseInt(lines[1].replaceAll("[^0-9]", ""));
        assertThat(states.put(thing, state)).as(events).isNull();
      }
    }
    return states;
  }
}
