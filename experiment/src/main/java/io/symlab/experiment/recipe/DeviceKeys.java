package io.symlab.experiment.recipe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import java.util.Map;

/** The section {@code devices} of a recipe: reads and judges it, and writes it back. */
final class DeviceKeys {
  private static final String SECTION = "devices";
  private static final String MEMORY = "memory";
  private static final int MOST_SHARES = 4096;
  private static final ObjectMapper JSON = new ObjectMapper();

  private DeviceKeys() {}

  static DeviceShare read(RecipeValues values) {
    return new DeviceShare(
        values.whole(SECTION + ".shares", 0, MOST_SHARES),
        values.parsed(SECTION + "." + MEMORY, DeviceKeys::bytes).orElse(0L));
  }

  private static long bytes(String text) {
    try {
      long bytes = ConfigFactory.parseMap(Map.of(MEMORY, text)).getBytes(MEMORY);
      if (bytes >= 0) {
        return bytes;
      }
    } catch (ConfigException e) {
      // Told below, as what is less than nothing.
    }
    throw new IllegalArgumentException("\"" + text + "\" is no size such as 800 MB or 6 GiB");
  }

  static void write(ObjectNode root, DeviceShare share) {
    ObjectNode node = root.putObject(SECTION);
    node.put(MEMORY, share.memory());
    node.put("shares", share.shares());
  }

  /** Of a frozen recipe, also of one that this version can't read. */
  static DeviceShare of(String json) {
    try {
      JsonNode section = JSON.readTree(json).path(SECTION);
      return new DeviceShare(
          Math.max(0, section.path("shares").asInt()), Math.max(0, section.path(MEMORY).asLong()));
    } catch (JsonProcessingException e) {
      return DeviceShare.USUAL; // Its first stage will say what is wrong with it.
    }
  }
}
