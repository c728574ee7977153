package io.symlab.model.evolve;

import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.formula.ExpressionText;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A formula and how it did as an optimizer.
 *
 * @param expression over the columns of samples
 * @param complexity as the search counts it
 * @param early mean loss after a quarter of its first run
 * @param losses by problem, the mean of the last ten of the run
 */
record Judged(Expression expression, int complexity, double early, List<Double> losses) {
  Judged {
    losses = List.copyOf(losses);
  }

  /** Mean over all problems: its meta-loss. */
  double loss() {
    return loss(losses.size());
  }

  /** Mean over the first of its problems; over none, what it was after a quarter of a run. */
  double loss(int problems) {
    if (problems == 0) {
      return early;
    }
    double sum = 0;
    for (int i = 0; i < problems; i++) {
      sum += losses.get(i);
    }
    return sum / problems;
  }

  void write(DataOutputStream out) throws IOException {
    writeText(out, ExpressionText.print(expression, List.of()));
    out.writeInt(complexity);
    out.writeDouble(early);
    out.writeInt(losses.size());
    for (double loss : losses) {
      out.writeDouble(loss);
    }
  }

  static Judged read(DataInputStream in) throws IOException {
    Expression expression = ExpressionText.parse(readText(in), List.of());
    int complexity = in.readInt();
    double early = in.readDouble();
    int count = in.readInt();
    List<Double> losses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      losses.add(in.readDouble());
    }
    return new Judged(expression, complexity, early, losses);
  }

  static void writeAll(DataOutputStream out, List<Judged> all) throws IOException {
    out.writeInt(all.size());
    for (Judged one : all) {
      one.write(out);
    }
  }

  static List<Judged> readAll(DataInputStream in) throws IOException {
    int count = in.readInt();
    List<Judged> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(read(in));
    }
    return all;
  }

  /** A formula may be longer than what {@code writeUTF} takes. */
  private static void writeText(DataOutputStream out, String text) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String readText(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, java.nio.charset.StandardCharsets.UTF_8);
  }
}
