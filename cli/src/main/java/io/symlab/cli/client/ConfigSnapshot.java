package io.symlab.cli.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Settings as bytes that are read without a parser: maps, lists, texts, numbers and truth values,
 * each after a letter that says which.
 */
final class ConfigSnapshot {
  private ConfigSnapshot() {}

  static byte[] encode(Map<String, Object> settings) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      write(out, settings);
    }
    return bytes.toByteArray();
  }

  /**
   * Reads {@link #encode}'s form back.
   *
   * @throws IOException when it is damaged
   */
  @SuppressWarnings("unchecked") // a map's keys are written as texts
  static Map<String, Object> decode(byte[] bytes) throws IOException {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      if (read(in) instanceof Map<?, ?> map) {
        return (Map<String, Object>) map;
      }
      throw new IOException("not settings");
    }
  }

  private static void write(DataOutputStream out, Object value) throws IOException {
    if (value == null) {
      out.writeByte('0');
    } else if (value instanceof Map<?, ?> map) {
      out.writeByte('m');
      out.writeInt(map.size());
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        out.writeUTF((String) entry.getKey());
        write(out, entry.getValue());
      }
    } else if (value instanceof List<?> list) {
      out.writeByte('l');
      out.writeInt(list.size());
      for (Object element : list) {
        write(out, element);
      }
    } else if (value instanceof Boolean truth) {
      out.writeByte(truth ? 't' : 'f');
    } else if (value instanceof Number number) {
      boolean whole = number.doubleValue() == number.longValue();
      out.writeByte(whole ? 'i' : 'd');
      if (whole) {
        out.writeLong(number.longValue());
      } else {
        out.writeDouble(number.doubleValue());
      }
    } else {
      out.writeByte('s');
      out.writeUTF(value.toString());
    }
  }

  private static Object read(DataInputStream in) throws IOException {
    byte kind = in.readByte();
    return switch (kind) {
      case '0' -> null;
      case 't' -> true;
      case 'f' -> false;
      case 'i' -> in.readLong();
      case 'd' -> in.readDouble();
      case 's' -> in.readUTF();
      case 'l' -> {
        int size = in.readInt();
        var list = new ArrayList<Object>();
        for (int i = 0; i < size; i++) {
          list.add(read(in));
        }
        yield list;
      }
      case 'm' -> {
        int size = in.readInt();
        var map = new LinkedHashMap<String, Object>();
        for (int i = 0; i < size; i++) {
          String key = in.readUTF();
          map.put(key, read(in));
        }
        yield map;
      }
      default -> throw new IOException("damaged settings: unknown kind " + kind);
    };
  }
}
