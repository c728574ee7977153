package io.symlab.experiment.results;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Records to JSON and back, with a schema's name and version in front; for the result files. */
public final class ResultJson {
  private ResultJson() {}

  /** Made when it is first asked for: writing plain records needs none. */
  private static final class Mapper {
    private static final ObjectMapper JSON =
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();
  }

  /**
   * UTF-8 bytes, the same for equal records.
   *
   * @param schema e.g. {@code symlab.front/1}
   */
  public static byte[] write(String schema, Record value) {
    return write(schema, flat(value));
  }

  static byte[] write(String schema, ObjectNode value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("schema", schema);
    node.setAll(value);
    try {
      return RecordTree.bytes(node);
    } catch (IOException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
    }
  }

  /** The components of records on one level, as files name them; {@link #part} reads them back. */
  public static ObjectNode flat(Record... parts) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    for (Record part : parts) {
      JsonNode tree = RecordTree.of(part).orElseGet(() -> byMapper(part));
      node.setAll((ObjectNode) tree);
    }
    return node;
  }

  /** The same tree, of any values. */
  static JsonNode byMapper(Record part) {
    return Mapper.JSON.valueToTree(part);
  }

  /**
   * Reads a record whose components stand on one level with others.
   *
   * @throws JsonProcessingException when one of its own is missing or none
   */
  public static <T extends Record> T part(ObjectNode node, Class<T> type)
      throws JsonProcessingException {
    ObjectReader reader =
        Mapper.JSON.readerFor(type).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    return reader.treeToValue(node, type);
  }

  /**
   * Adds what files do not have that are older than it: nothing said.
   *
   * @param unsaid components, each with what it is where nothing was said
   */
  public static void later(ObjectNode node, Map<String, Object> unsaid) {
    unsaid.forEach(
        (component, value) -> {
          String name = PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(component);
          if (!node.has(name)) {
            node.set(name, Mapper.JSON.valueToTree(value));
          }
        });
  }

  /** Whether these bytes say that they have a schema; not whether they are sound otherwise. */
  static boolean is(byte[] bytes, String schema) {
    try {
      return Mapper.JSON.readTree(bytes) instanceof ObjectNode object
          && object.path("schema").asText().equals(schema);
    } catch (IOException e) {
      // Reading them will say what is wrong.
      return false;
    }
  }

  /**
   * Reads {@link #write}'s form back, exactly.
   *
   * @param origin the file's name, for messages
   * @throws ResultFormatException when it is damaged or has another schema
   */
  public static <T extends Record> T read(
      byte[] bytes, String schema, Class<T> type, String origin) {
    return value(object(bytes, List.of(schema), origin), type, origin);
  }

  /**
   * The same of files of which older ones lack something.
   *
   * @param unsaid see {@link #later}
   */
  public static <T extends Record> T read(
      byte[] bytes, String schema, Class<T> type, String origin, Map<String, Object> unsaid) {
    ObjectNode node = object(bytes, List.of(schema), origin);
    later(node, unsaid);
    return value(node, type, origin);
  }

  /** The fields of a file that has one of these schemas, without the schema. */
  static ObjectNode object(byte[] bytes, List<String> schemas, String origin) {
    try {
      if (!(Mapper.JSON.readTree(bytes) instanceof ObjectNode object)) {
        throw new ResultFormatException(origin + " holds no JSON object");
      }
      JsonNode found = object.remove("schema");
      if (found == null || !schemas.contains(found.asText())) {
        throw new ResultFormatException(
            origin
                + " should be "
                + String.join(" or ", schemas)
                + " but "
                + (found == null ? "does not say" : "is " + found.asText())
                + "; it was written by another version or is another file");
      }
      return object;
    } catch (IOException e) {
      throw new ResultFormatException(origin + " is damaged: " + words(e), e);
    }
  }

  static <T extends Record> T value(ObjectNode object, Class<T> type, String origin) {
    try {
      return Mapper.JSON.treeToValue(object, type);
    } catch (IOException e) {
      throw new ResultFormatException(origin + " is damaged: " + words(e), e);
    }
  }

  /** What is wrong and in which line, without the parser's notes about itself. */
  private static String words(IOException e) {
    if (!(e instanceof JsonProcessingException json)) {
      return e.getMessage();
    }
    JsonLocation at = json.getLocation();
    boolean placed = at != null && at.getLineNr() > 0;
    String what =
        json.getOriginalMessage().replaceAll("\\[Source: .*?; line: ([0-9]+), [^\\]]*]", "line $1");
    return what + (placed ? ", in line " + at.getLineNr() : "");
  }
}
