package io.symlab.experiment.exchange;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
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
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

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
   * Reads a file. Its tensors must follow one another without gaps and fill it, each under a name
   * of its own, as the format wants them: where they don't, something has damaged it.
   *
   * @throws ExchangeException naming what is wrong with it
   */
  static Safetensors read(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    long length = bytes.length < Long.BYTES ? -1 : buffer.getLong();
    if (length < 2 || length > LONGEST_HEADER || length > buffer.remaining()) {
      throw new ExchangeException("it is no safetensors file: its header has no sound length");
    }
    Map<String, JsonNode> header =
        header(new String(bytes, Long.BYTES, (int) length, StandardCharsets.UTF_8));
    buffer.position(Long.BYTES + (int) length);
    ByteBuffer data = buffer.slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, String> metadata = new TreeMap<>();
    JsonNode texts = header.remove(METADATA);
    if (texts != null) {
      texts.fields().forEachRemaining(one -> metadata.put(one.getKey(), one.getValue().asText()));
    }
    List<Place> places = new ArrayList<>();
    header.forEach((name, node) -> places.add(Place.of(name, node)));
    places.sort(Comparator.comparing(Place::from).thenComparing(Place::end));
    checkRow(places, data.capacity());
    return new Safetensors(metadata, places.stream().map(place -> place.read(data)).toList());
  }

  /** What the header has under each name. */
  private static Map<String, JsonNode> header(String text) {
    Map<String, JsonNode> header = new LinkedHashMap<>();
    String name = "";
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ExchangeException("its safetensors header is no JSON object");
      }
      for (name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        parser.nextToken();
        if (header.put(name, JSON.readTree(parser)) != null) {
          throw new ExchangeException("its safetensors header has the tensor " + name + " twice");
        }
      }
      if (parser.nextToken() != null) {
        throw new ExchangeException("its safetensors header has something behind its JSON");
      }
    } catch (MismatchedInputException e) {
      throw new ExchangeException("its safetensors header says something of " + name + " twice", e);
    } catch (JsonProcessingException e) {
      throw ExchangeException.noJson("its safetensors header", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return header;
  }

  /** Whether tensors in the order of their places fill so many bytes, one behind the other. */
  private static void checkRow(List<Place> places, int bytes) {
    long end = 0;
    String before = "";
    for (Place place : places) {
      if (place.end() > bytes) {
        throw new ExchangeException("the tensor " + place.name() + " lies outside of its file");
      }
      if (place.from() < end) {
        throw new ExchangeException(
            "the tensors " + before + " and " + place.name() + " overlap in its file");
      }
      if (place.from() > end) {
        throw new ExchangeException(
            place.from() - end + " bytes before the tensor " + place.name() + " are no tensor's");
      }
      end = place.end();
      before = place.name();
    }
    if (end < bytes) {
      throw new ExchangeException(
          bytes
              - end
              + " bytes are no tensor's"
              + (before.isEmpty() ? "" : ", behind the last one, " + before));
    }
  }

  /** Of which numbers a tensor is, and where they lie behind the header. */
  private record Place(String name, List<Integer> shape, boolean single, long from, long end) {
    static Place of(String name, JsonNode node) {
      String type = node.path("dtype").asText("none");
      if (!type.equals("F32") && !type.equals("F64")) {
        throw new ExchangeException("the tensor " + name + " is of the type " + type + ", not F32");
      }
      if (!node.path("shape").isArray()) {
        throw new ExchangeException("the tensor " + name + " has no shape");
      }
      List<Integer> shape = new ArrayList<>();
      node.path("shape").forEach(size -> shape.add(size.isInt() ? size.asInt() : -1));
      boolean single = type.equals("F32");
      long wanted = (long) NamedTensor.length(name, shape) * (single ? Float.BYTES : Double.BYTES);
      JsonNode offsets = node.path("data_offsets");
      long from = offset(offsets.path(0));
      long end = offset(offsets.path(1));
      if (from < 0 || end < 0 || offsets.size() != 2) {
        throw new ExchangeException("the tensor " + name + " has no sound place in its file");
      }
      if (end - from != wanted) {
        throw new ExchangeException(
            "the tensor "
                + name
                + " has "
                + (end - from)
                + " bytes in its file; of the shape "
                + shape
                + " it has "
                + wanted);
      }
      return new Place(name, shape, single, from, end);
    }

    private static long offset(JsonNode number) {
      return number.isIntegralNumber() && number.canConvertToLong() ? number.asLong() : -1;
    }

    NamedTensor read(ByteBuffer data) {
      ByteBuffer numbers = data.slice((int) from, (int) (end - from)).order(data.order());
      float[] values = new float[NamedTensor.length(name, shape)];
      for (int i = 0; i < values.length; i++) {
        values[i] = single ? numbers.getFloat() : (float) numbers.getDouble();
      }
      return new NamedTensor(name, shape, values).finite();
    }
  }
}
