package io.symlab.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.actors.endpoint.FrontViews;
import io.symlab.actors.json.JsonViews;
import io.symlab.experiment.results.FormulaText;
import io.symlab.experiment.results.FrontFile;
import io.symlab.proto.FrontView;
import io.symlab.symbolic.export.FrontJson;
import io.symlab.symbolic.formula.MathMl;

/** A front as {@code lab front --json} has it, each formula also as a browser sets it. */
final class FrontPage {
  private static final ObjectMapper JSON = new ObjectMapper();

  private FrontPage() {}

  static ObjectNode of(FrontView view) {
    FrontFile front = FrontViews.front(view);
    String text = JsonViews.front(new FrontJson(), front, FrontViews.ranking(view));
    try {
      ObjectNode node = (ObjectNode) JSON.readTree(text);
      var names = front.names().signals().names(front.names().columns());
      for (JsonNode row : node.path("rows")) {
        String rounded =
            FormulaText.rounded(row.path("expression").asText(), front.names().columns());
        ((ObjectNode) row)
            .put("readable", rounded)
            .put(
                "mathml",
                MathMl.print(front.names().parse(row.path("expression").asText()), names));
      }
      if (view.hasTuned()) {
        var tuned = view.getTuned();
        node.putObject("tuned")
            .put("original", tuned.getOriginal())
            .put("rate", tuned.getRate())
            .put("tuned", tuned.getTuned())
            .put("tuned_rate", tuned.getTunedRate());
      }
      return node;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a front's own JSON can be read", e);
    }
  }
}
