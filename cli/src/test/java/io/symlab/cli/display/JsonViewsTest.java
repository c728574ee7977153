package io.symlab.cli.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.symlab.actors.json.JsonViews;
import io.symlab.experiment.results.Ranking;
import io.symlab.proto.ExperimentView;
import io.symlab.symbolic.export.FrontJson;
import org.junit.jupiter.api.Test;

class JsonViewsTest {
  @Test
  void whatIsUnknownIsNullBecauseJsonHasNoNaN() throws Exception {
    JsonNode front =
        read(JsonViews.front(new FrontJson().with("id", "e3"), Samples.front(), Ranking.NONE));
    assertThat(front.path("rows").path(2).path("r2_test").isNull()).isTrue();
    assertThat(front.path("rows").path(1).path("r2_test").asDouble()).isEqualTo(0.93);
    assertThat(front.path("best").asInt()).isEqualTo(5);
    assertThat(front.path("accuracy").asInt()).isEqualTo(9);
  }

  @Test
  void anExperimentShowsItsTrialsStagesAndFigures() throws Exception {
    ExperimentView experiment =
        Samples.experiment(
            "running", Samples.trial(1, "running", Samples.running("meta-train", 50, 200)));
    JsonNode node = read(JsonViews.experiment(experiment).toPrettyString());
    assertThat(node.path("id").asText()).isEqualTo("e3");
    JsonNode stage = node.path("trials").path(0).path("stages").path(0);
    assertThat(stage.path("done").asInt()).isEqualTo(50);
    assertThat(stage.path("figures").path("meta-loss").asDouble()).isEqualTo(0.4182);
    assertThat(stage.path("figures").path("held-out").isNull()).isTrue();
    assertThat(node.path("trials").path(0).path("failure_cause").isNull()).isTrue();
  }

  @Test
  void aListCountsTrialsThatALabOfAnotherVersionNames() throws Exception {
    var counted =
        Samples.experiment("running").toBuilder().putCounts("done", 2).putCounts("waiting", 1);
    var named =
        Samples.experiment(
            "running",
            Samples.trial(1, "done"),
            Samples.trial(2, "done"),
            Samples.trial(3, "waiting"));
    assertThat(read(JsonViews.brief(named).toString()))
        .isEqualTo(read(JsonViews.brief(counted.build()).toString()));
    assertThat(ExperimentText.list(java.util.List.of(counted.build())).get(1)).contains("2/3");
  }

  private static JsonNode read(String json) throws Exception {
    return new ObjectMapper().readTree(json);
  }
}
