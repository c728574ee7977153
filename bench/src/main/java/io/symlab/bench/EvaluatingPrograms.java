package io.symlab.bench;

import io.symlab.symbolic.Randomness;
import io.symlab.symbolic.expression.Expression;
import io.symlab.symbolic.expression.Expression.Binary;
import io.symlab.symbolic.expression.Expression.Constant;
import io.symlab.symbolic.expression.Expression.Unary;
import io.symlab.symbolic.expression.Expression.Variable;
import io.symlab.symbolic.expression.Operator;
import io.symlab.symbolic.front.ScoredFront;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import io.symlab.symbolic.sample.Samples;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How fast programs are evaluated: node-rows (leaves included) per CPU-second of a thread, mean
 * squared error included, on random programs of mean length 20 with + - * / exp tanh square sqrt
 * drawn uniformly and leaves half variables, half constants. Two thirds of them have values that
 * are not finite. Then what each operator costs per row.
 *
 * <p>"Folded" leaves out the nodes of subtrees of constants, which are numbers at run time. Every
 * figure is the median of 7 repeats. Run it with {@code ./bench/run EvaluatingPrograms}.
 */
public final class EvaluatingPrograms {
  private static final int PROGRAMS = 400;
  private static final int FEATURES = 8;
  private static final int REPEATS = 7;
  private static final long REPEAT_NANOS = 250_000_000;

  private static final List<Operator> BINARY =
      List.of(Operator.ADD, Operator.SUB, Operator.MUL, Operator.DIV);
  private static final List<Operator> UNARY =
      List.of(Operator.EXP, Operator.TANH, Operator.SQUARE, Operator.SQRT);

  private EvaluatingPrograms() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.printf(
        "%s, Java %s; 1e9 node-rows per CPU-second%n",
        Evaluator.kernel(), System.getProperty("java.version"));
    List<Expression> formulas = formulas();
    System.out.printf(
        "%8s %10s %10s %12s %12s%n", "rows", "all", "folded", "two threads", "finite");
    for (int rows : new int[] {1000, 1860, 5661}) {
      Samples samples = samples(rows);
      List<Program> programs = formulas.stream().map(Program::of).toList();
      double nodes = programs.stream().mapToInt(Program::length).sum();
      double kept = formulas.stream().mapToInt(EvaluatingPrograms::unfolded).sum();
      double alone = median(programs, samples, 1);
      double both = median(programs, samples, 2);
      Evaluator evaluator = new Evaluator();
      List<Program> finite =
          programs.stream()
              .filter(p -> Double.isFinite(ScoredFront.meanSquaredError(evaluator, p, samples)))
              .toList();
      double finiteNodes = finite.stream().mapToInt(Program::length).sum();
      System.out.printf(
          "%,8d %10.2f %10.2f %11.0f%% %12.2f%n",
          rows,
          nodes * rows / alone,
          kept * rows / alone,
          100 * alone / both,
          finiteNodes * rows / median(finite, samples, 1));
    }
    operators();
  }

  /** Nanoseconds of a thread for one pass over all programs, the median over threads' repeats. */
  private static double median(List<Program> programs, Samples samples, int threads)
      throws InterruptedException {
    double[][] times = new double[threads][REPEATS];
    List<Thread> running = new ArrayList<>();
    for (double[] mine : times) {
      Thread thread = new Thread(() -> repeat(programs, samples, mine));
      thread.start();
      running.add(thread);
    }
    for (Thread thread : running) {
      thread.join();
    }
    double[] all = Arrays.stream(times).flatMapToDouble(Arrays::stream).sorted().toArray();
    return all[all.length / 2];
  }

  private static void repeat(List<Program> programs, Samples samples, double[] times) {
    Evaluator evaluator = new Evaluator();
    for (int repeat = -2; repeat < times.length; repeat++) {
      double time =
          time(
              () -> {
                for (Program program : programs) {
                  ScoredFront.meanSquaredError(evaluator, program, samples);
                }
              });
      times[Math.max(repeat, 0)] = time;
    }
  }

  /** CPU nanoseconds of a call, called again and again. */
  private static double time(Runnable call) {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    long spent = 0;
    int calls = 0;
    while (spent < REPEAT_NANOS) {
      call.run();
      calls++;
      spent = threads.getCurrentThreadCpuTime() - start;
    }
    return (double) spent / calls;
  }

  /** What one operator costs: the time of it on two variables. */
  private static void operators() {
    int rows = 1860;
    float[][] columns = samples(rows).columns();
    float[] out = new float[rows];
    System.out.println("ns per row, a call's overhead and the copy of its values included");
    StringBuilder line = new StringBuilder();
    // The first round is for the compiler.
    for (int round = 0; round < 2; round++) {
      line.setLength(0);
      for (Operator operator : Operator.PLAIN) {
        Expression x = new Variable(0);
        Program program =
            Program.of(
                operator.arity() == 1
                    ? new Unary(operator, x)
                    : new Binary(operator, x, new Variable(1)));
        Evaluator evaluator = new Evaluator();
        double[] times = new double[REPEATS];
        for (int repeat = 0; repeat < REPEATS; repeat++) {
          times[repeat] =
              time(
                  () -> {
                    for (int i = 0; i < 100; i++) {
                      evaluator.evaluate(program, columns, rows, out);
                    }
                  });
        }
        Arrays.sort(times);
        line.append(String.format("%s %.3f  ", operator.id(), times[REPEATS / 2] / 100 / rows));
      }
    }
    System.out.println(line);
  }

  private static Samples samples(int rows) {
    SplittableRandom random = Randomness.stream(1, "bench.rows");
    float[][] columns = new float[FEATURES][rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      for (float[] column : columns) {
        column[i] = (float) random.nextGaussian();
      }
      y[i] = (float) random.nextGaussian();
    }
    return Samples.of(columns, y);
  }

  private static List<Expression> formulas() {
    SplittableRandom random = Randomness.stream(1, "bench.formulas");
    List<Expression> formulas = new ArrayList<>();
    while (formulas.size() < PROGRAMS) {
      formulas.add(formula(3 + random.nextInt(35), random));
    }
    return formulas;
  }

  private static Expression formula(int size, SplittableRandom random) {
    if (size == 1) {
      return random.nextBoolean()
          ? new Variable(random.nextInt(FEATURES))
          : new Constant((float) random.nextGaussian());
    }
    int drawn = size == 2 ? BINARY.size() + random.nextInt(UNARY.size()) : random.nextInt(8);
    if (drawn >= BINARY.size()) {
      return new Unary(UNARY.get(drawn - BINARY.size()), formula(size - 1, random));
    }
    int left = 1 + random.nextInt(size - 2);
    Expression first = formula(left, random);
    return new Binary(BINARY.get(drawn), first, formula(size - 1 - left, random));
  }

  /** Nodes that take part at run time: those that read a variable, and constants next to them. */
  private static int unfolded(Expression expression) {
    if (expression instanceof Unary unary && !unary.isConstant()) {
      return 1 + unfolded(unary.argument());
    }
    if (expression instanceof Binary binary && !binary.isConstant()) {
      return 1 + unfolded(binary.left()) + unfolded(binary.right());
    }
    return 1;
  }
}
