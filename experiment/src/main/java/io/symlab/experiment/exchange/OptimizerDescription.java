package io.symlab.experiment.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.learned.Preprocess;
import io.symlab.model.rule.learned.RuleKind;
import io.symlab.model.rule.learned.RuleSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Stream;

/** The architecture of a learned optimizer as JSON: what its tensors do not tell. */
final class OptimizerDescription {
  private static final String SCHEMA = "symlab.learned-optimizer/1";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Of a layer at most, and layers. */
  private static final int MOST_UNITS = 10_000;

  private static final int MOST_LAYERS = 100;

  private OptimizerDescription() {}

  /** On one line; {@code settings} are {@link RuleSettings#isKnown() known}. */
  static String write(RuleSettings settings) {
    ObjectNode node = JSON.createObjectNode().put("schema", SCHEMA);
    node.put("kind", settings.kind().key());
    settings.features().forEach(feature -> node.withArray("features").add(feature.key()));
    node.put("preprocess", settings.preprocess().key());
    node.put("input_gain", settings.inputGain().orElseThrow());
    node.put("linear", settings.linear());
    settings.lstm().forEach(node.withArray("lstm")::add);
    if (settings.kind().isMlp()) {
      settings.hidden().forEach(node.withArray("hidden")::add);
    }
    node.put("scale", settings.scale());
    node.put("pre_tanh_scale", settings.preTanhScale());
    node.put("groups", settings.groups());
    try {
      return JSON.writeValueAsString(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
    }
  }

  /**
   * Reads {@link #write}'s form back.
   *
   * @throws ExchangeException naming the key that is missing or wrong
   */
  static RuleSettings read(String text) {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw ExchangeException.noJson("its description", e);
    }
    if (!node.path("schema").asText().equals(SCHEMA)) {
      throw new ExchangeException(
          "its description is of the form \"" + node.path("schema").asText() + "\", not " + SCHEMA);
    }
    List<Feature> features = new ArrayList<>();
    for (JsonNode feature : required(node, "features")) {
      features.add(known("feature", feature.asText(), Feature::named));
    }
    List<Integer> lstm = new ArrayList<>();
    required(node, "lstm").forEach(size -> lstm.add(size.asInt(0)));
    List<Integer> hidden = new ArrayList<>();
    node.path("hidden").forEach(size -> hidden.add(size.asInt(0)));
    int groups = required(node, "groups").asInt(-1);
    int linear = required(node, "linear").asInt(-1);
    if (Math.max(lstm.size(), hidden.size()) > MOST_LAYERS
        || Stream.concat(lstm.stream(), hidden.stream()).anyMatch(size -> size > MOST_UNITS)
        || Math.max(linear, groups) > MOST_UNITS) {
      throw new ExchangeException("its description has sizes that no optimizer here has");
    }
    try {
      return new RuleSettings(
          known("kind", required(node, "kind").asText(), RuleKind::named),
          features,
          known("preprocess", required(node, "preprocess").asText(), Preprocess::named),
          linear,
          lstm,
          hidden,
          required(node, "scale").asDouble(Double.NaN),
          required(node, "pre_tanh_scale").asBoolean(),
          groups > 0,
          groups,
          OptionalDouble.of(required(node, "input_gain").asDouble(Double.NaN)));
    } catch (IllegalArgumentException e) {
      throw new ExchangeException("its description is of no optimizer: " + e.getMessage(), e);
    }
  }

  private static JsonNode required(JsonNode node, String key) {
    JsonNode value = node.get(key);
    if (value == null) {
      throw new ExchangeException("its description lacks \"" + key + "\"");
    }
    return value;
  }

  private static <T> T known(String what, String name, Function<String, Optional<T>> named) {
    return named
        .apply(name)
        .orElseThrow(
            () -> new ExchangeException("its description names no known " + what + ": " + name));
  }
}
