package io.symlab.experiment.results;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records of plain values to a tree of JSON, and the tree to text, as Jackson's mapper does it but
 * without the mapper: it is a tenth of what a search in a small table takes, for what it looks at
 * before it writes the first number.
 */
final class RecordTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private RecordTree() {}

  /**
   * The tree of a value; empty where something in it is no record, list, map, text, number or truth
   * value.
   */
  static Optional<JsonNode> of(Object value) {
    try {
      return Optional.of(node(value));
    } catch (ReflectiveOperationException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private static JsonNode node(Object value) throws ReflectiveOperationException {
    if (value == null) {
      return NODES.nullNode();
    }
    if (value instanceof JsonNode node) {
      return node;
    }
    if (value instanceof String text) {
      return NODES.textNode(text);
    }
    if (value instanceof Double number) {
      return NODES.numberNode(number.doubleValue());
    }
    if (value instanceof Integer number) {
      return NODES.numberNode(number.intValue());
    }
    if (value instanceof Long number) {
      return NODES.numberNode(number.longValue());
    }
    if (value instanceof Boolean truth) {
      return NODES.booleanNode(truth);
    }
    if (value instanceof List<?> list) {
      ArrayNode array = NODES.arrayNode(list.size());
      for (Object element : list) {
        array.add(node(element));
      }
      return array;
    }
    if (value instanceof Map<?, ?> map) {
      ObjectNode object = NODES.objectNode();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        if (!(entry.getKey() instanceof String name)) {
          throw new UnsupportedOperationException("a key that is no text");
        }
        object.set(name, node(entry.getValue()));
      }
      return object;
    }
    if (value instanceof Record known) {
      return node(known);
    }
    throw new UnsupportedOperationException(value.getClass().getName());
  }

  private static JsonNode node(Record value) throws ReflectiveOperationException {
    for (Method method : value.getClass().getDeclaredMethods()) {
      if (method.isAnnotationPresent(JsonValue.class)) {
        method.setAccessible(true);
        return node(method.invoke(value));
      }
      if (method.getParameterCount() == 0 && method.getName().matches("(is|get)[A-Z].*")) {
        throw new UnsupportedOperationException("the mapper may take this for a component");
      }
    }
    ObjectNode object = NODES.objectNode();
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      String name =
          PropertyNamingStrategies.KebabCaseStrategy.INSTANCE.translate(component.getName());
      object.set(name, node(accessor.invoke(value)));
    }
    return object;
  }

  /** The tree as indented UTF-8. */
  static byte[] bytes(JsonNode tree) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = new JsonFactory().createGenerator(bytes)) {
      out.setPrettyPrinter(new DefaultPrettyPrinter());
      write(tree, out);
    }
    return bytes.toByteArray();
  }

  private static void write(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.getNodeType()) {
      case OBJECT -> {
        out.writeStartObject();
        Iterator<Map.Entry<String, JsonNode>> fields = node.fields();
        while (fields.hasNext()) {
          Map.Entry<String, JsonNode> field = fields.next();
          out.writeFieldName(field.getKey());
          write(field.getValue(), out);
        }
        out.writeEndObject();
      }
      case ARRAY -> {
        out.writeStartArray();
        for (JsonNode element : node) {
          write(element, out);
        }
        out.writeEndArray();
      }
      case STRING -> out.writeString(node.textValue());
      case BOOLEAN -> out.writeBoolean(node.booleanValue());
      case NUMBER -> number(node, out);
      case NULL -> out.writeNull();
      default -> throw new IOException("a tree of " + node.getNodeType());
    }
  }

  private static void number(JsonNode node, JsonGenerator out) throws IOException {
    switch (node.numberType()) {
      case INT -> out.writeNumber(node.intValue());
      case LONG -> out.writeNumber(node.longValue());
      case FLOAT -> out.writeNumber(node.floatValue());
      case DOUBLE -> out.writeNumber(node.doubleValue());
      case BIG_INTEGER -> out.writeNumber(node.bigIntegerValue());
      case BIG_DECIMAL -> out.writeNumber(node.decimalValue());
    }
  }
}
