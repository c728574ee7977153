package io.symlab.symbolic.formula;

import io.symlab.symbolic.expression.Expression;
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
public final class Codec {
  private static final int MAX_ITEMS = 10_000_000;

  public interface Writer {
    void write(DataOutputStream out) throws IOException;
  }

  public interface Reader<T> {
    T read(DataInputStream in) throws IOException;
  }

  private Codec() {}

  public static byte[] write(Writer writer) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      writer.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  public static <T> T read(byte[] bytes, String what, Reader<T> reader) {
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

  public static void writeExpression(DataOutputStream out, Expression expression)
      throws IOException {
    byte[] text = ExpressionText.whole(expression, List.of()).getBytes(StandardCharsets.US_ASCII);
    out.writeInt(text.length);
    out.write(text);
  }

  public static Expression readExpression(DataInputStream in) throws IOException {
    byte[] text = readBytes(in);
    return ExpressionText.parse(new String(text, StandardCharsets.US_ASCII), List.of());
  }

  public static void writeExpressions(DataOutputStream out, List<Expression> expressions)
      throws IOException {
    out.writeInt(expressions.size());
    for (Expression expression : expressions) {
      writeExpression(out, expression);
    }
  }

  public static List<Expression> readExpressions(DataInputStream in) throws IOException {
    int size = count(in.readInt());
    List<Expression> expressions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      expressions.add(readExpression(in));
    }
    return expressions;
  }

  /** A length and as many bytes. */
  public static byte[] readBytes(DataInputStream in) throws IOException {
    int length = count(in.readInt());
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("it ends too early");
    }
    return bytes;
  }

  public static int count(int size) throws IOException {
    if (size < 0 || size > MAX_ITEMS) {
      throw new IOException("a length of " + size);
    }
    return size;
  }
}
