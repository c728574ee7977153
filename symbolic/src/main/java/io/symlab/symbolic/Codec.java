package io.symlab.symbolic;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The save forms of islands, fronts and elites. Expressions travel as their text, which parses back
 * to the same bits and outlives changes of the operators' order.
 */
final class Codec {
  private static final int MAX_ITEMS = 10_000_000;

  interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private Codec() {}

  static byte[] write(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static <T> T read(byte[] bytes, String what, Reader<T> reader) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      T value = reader.read(in);
      if (in.read() >= 0) {
        throw new IllegalArgumentException("these bytes go on after the end of " + what);
      }
      return value;
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException(
          "these bytes are no saved " + what + ": " + e.getMessage(), e);
    }
  }

  static void writeExpression(DataOutputStream out, Expression expression) throws IOException {
    byte[] text = ExpressionText.whole(expression, List.of()).getBytes(StandardCharsets.US_ASCII);
    out.writeInt(text.length);
    out.write(text);
  }

  static Expression readExpression(DataInputStream in) throws IOException {
    byte[] text = readBytes(in);
    return ExpressionText.parse(new String(text, StandardCharsets.US_ASCII), List.of());
  }

  static void writeExpressions(DataOutputStream out, List<Expression> expressions)
      throws IOException {
    out.writeInt(expressions.size());
    for (Expression expression : expressions) {
      writeExpression(out, expression);
    }
  }

  static List<Expression> readExpressions(DataInputStream in) throws IOException {
    int size = count(in.readInt());
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      expressions.add(readExpression(in));
    }
    return expressions;
  }

  /** A length and as many bytes. */
  static byte[] readBytes(DataInputStream in) throws IOException {
    int length = count(in.readInt());
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it ends too early");
    }
    return bytes;
  }

  static int count(int size) throws IOException {
    if (size < 0 || size > MAX_ITEMS) {
      throw new IOException("a length of " + size);
    }
    return size;
  }
}
