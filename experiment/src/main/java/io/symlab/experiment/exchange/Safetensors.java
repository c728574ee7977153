package io.symlab.experiment.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The file format safetensors: eight bytes with the length of a JSON header, that header, then the
 * tensors' bytes, all little-endian. The header has for each tensor its type, shape and place, and
 * texts of whatever kind under {@code __metadata__}.
 *
 * @param metadata texts by their names
 * @param tensors single precision, in the order of their places
 */
record Safetensors(Map<String, String> metadata, List<NamedTensor> tensors) {
  private static final String METADATA = "__metadata__";
  private static final int LONGEST_HEADER = 1 << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  Safetensors {
    metadata = new TreeMap<>(metadata);
    tensors = List.copyOf(tensors);
  }

  /** Whether bytes begin as such a file does. */
  static boolean is(byte[] bytes) {
    return bytes.length > Long.BYTES && bytes[Long.BYTES] == '{' && bytes[Long.BYTES - 1] == 0;
  }

  byte[] toBytes() {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode texts = header.putObject(METADATA);
    metadata.forEach(texts::put);
    int offset = 0;
    for (NamedTensor tensor : tensors) {
      ObjectNode node = header.putObject(tensor.name()).put("dtype", "F32");
      tensor.shape().forEach(node.putArray("shape")::add);
      int end = offset + tensor.values().length * Float.BYTES;
      node.putArray("data_offsets").add(offset).add(end);
      offset = end;
    }
    byte[] text = padded(header);
    ByteBuffer bytes =
        ByteBuffer.allocate(Long.BYTES + text.length + offset).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(text.length).put(text);
    for (NamedTensor tensor : tensors) {
      for (float value : tensor.values()) {
        bytes.putFloat(value);
      }
    }
    return bytes.array();
  }

  /** With blanks behind, so that the tensors begin at a multiple of eight. */
  private static byte[] padded(ObjectNode header) {
    try {
      String text = JSON.writeValueAsString(header);
      int length = text.getBytes(StandardCharsets.UTF_8).length;
      return (text + " ".repeat((8 - length % 8) % 8)).getBytes(StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values always has a JSON form", e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws ExchangeException naming what is wrong with it
   */
  static Safetensors read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < Long.BYTES ? -1 : buffer.getLong();
    if (length < 2 || length > LONGEST_HEADER || length > buffer.remaining()) {
      throw new ExchangeException("it is no safetensors file: its header has no sound length");
    }
    byte[] text = new byte[(int) length];
    buffer.get(text);
    JsonNode header;
    try {
      header = JSON.readTree(text);
    } catch (IOException e) {
      throw new ExchangeException("its safetensors header is no JSON: " + e.getMessage(), e);
    }
    Map<String, String> metadata = new TreeMap<>();
    List<Map.Entry<Integer, NamedTensor>> placed = new ArrayList<>();
    ByteBuffer data = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    header
        .fields()
        .forEachRemaining(
            entry -> {
              if (entry.getKey().equals(METADATA)) {
                entry
                    .getValue()
                    .fields()
                    .forEachRemaining(one -> metadata.put(one.getKey(), one.getValue().asText()));
              } else {
                JsonNode node = entry.getValue();
                int from = node.path("data_offsets").path(0).asInt(-1);
                placed.add(Map.entry(from, tensor(entry.getKey(), node, data)));
              }
            });
    placed.sort(Comparator.comparing(Map.Entry::getKey));
    return new Safetensors(metadata, placed.stream().map(Map.Entry::getValue).toList());
  }

  private static NamedTensor tensor(String name, JsonNode node, ByteBuffer data) {
    String type = node.path("dtype").asText("none");
    if (!type.equals("F32") && !type.equals("F64")) {
      throw new ExchangeException("the tensor " + name + " is of the type " + type + ", not F32");
    }
    int bytes = type.equals("F32") ? Float.BYTES : Double.BYTES;
    List<Integer> shape = new ArrayList<>();
    node.path("shape").forEach(size -> shape.add(size.asInt(-1)));
    float[] values = new float[NamedTensor.length(name, shape)];
    long from = node.path("data_offsets").path(0).asLong(-1);
    long end = node.path("data_offsets").path(1).asLong(-1);
    if (from < 0 || end - from != (long) values.length * bytes || end > data.capacity()) {
      throw new ExchangeException("the tensor " + name + " lies outside of its file");
    }
    for (int i = 0; i < values.length; i++) {
      int at = (int) from + i * bytes;
      values[i] = bytes == Float.BYTES ? data.getFloat(at) : (float) data.getDouble(at);
    }
    return new NamedTensor(name, shape, values);
  }
}
