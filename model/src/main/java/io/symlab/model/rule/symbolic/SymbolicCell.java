package io.symlab.model.rule.symbolic;

import io.symlab.model.rule.TrainableRule;
import io.symlab.symbolic.program.Evaluator;
import io.symlab.symbolic.program.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * A symbolic rule at work on one problem: its expression, and the last values of the features it
 * names, and its averages. Its parameters are the expression's constants, decays included, so that
 * they are tuned by the unroll that trains learned optimizers.
 */
public final class SymbolicCell implements TrainableRule {
  private final SymbolicColumns columns;
  private float scale;
  private final int coordinates;
  private final Evaluator evaluator = new Evaluator();
  private final float[][] read;
  private final float[] scaled;

  /** What stands for the steps before the first. */
  private final float[] zeros;

  /** Per feature its last planes, oldest first: those before the recorded steps, then theirs. */
  private final List<List<float[]>> planes = new ArrayList<>();

  private final Deque<float[]> spare = new ArrayDeque<>();
  private final List<SymbolicAverage> averages = new ArrayList<>();

  /** What a step wants of its columns: of the averages alone, inputs are held. */
  private final float[][] wanted;

  private final int parameters;
  private Program program;
  private int recorded;

  /** Steps that have been dropped. */
  private int before;

  /**
   * @param constants of the whole expression
   */
  SymbolicCell(SymbolicColumns columns, double[] constants, double scale, int coordinates) {
    this.columns = columns;
    this.scale = (float) scale;
    this.coordinates = coordinates;
    this.program = columns.output().program();
    this.parameters = constants.length;
    for (SymbolicColumns.Average average : columns.averages()) {
      averages.add(new SymbolicAverage(average, constants, coordinates));
    }
    this.read = new float[columns.lag().length + averages.size()][];
    this.wanted = averages.isEmpty() ? null : new float[read.length][];
    this.scaled = new float[coordinates];
    this.zeros = new float[coordinates];
    start();
  }

  @Override
  public int parameters() {
    return parameters;
  }

  @Override
  public void phi(float[] phi) {
    double[] constants = new double[phi.length];
    for (int i = 0; i < phi.length; i++) {
      constants[i] = phi[i];
    }
    program = SymbolicAverage.program(columns.output(), constants);
    averages.forEach(average -> average.constants(constants));
  }

  /** Sets what the expression is multiplied by; not in the middle of an unroll. */
  public void scale(double rate) {
    scale = (float) rate;
  }

  @Override
  public void start() {
    planes.clear();
    for (int depth : columns.depth()) {
      planes.add(new ArrayList<>(Collections.nCopies(depth, zeros)));
    }
    averages.forEach(SymbolicAverage::start);
    recorded = 0;
    before = 0;
  }

  /** Planes as {@link SymbolicRule#features} names them. */
  @Override
  public void forward(float[][] features, float[] update) {
    for (int f = 0; f < planes.size(); f++) {
      float[] plane = spare.isEmpty() ? new float[coordinates] : spare.pop();
      System.arraycopy(features[f], 0, plane, 0, coordinates);
      planes.get(f).add(plane);
    }
    inputsAt(recorded);
    for (int a = 0; a < averages.size(); a++) {
      read[columns.lag().length + a] =
          averages.get(a).forward(evaluator, read, before + recorded + 1);
    }
    evaluator.evaluate(program, read, coordinates, update);
    for (int i = 0; i < coordinates; i++) {
      update[i] *= scale;
    }
    recorded++;
  }

  /** The columns that the expression read at a recorded step. */
  private void inputsAt(int step) {
    for (int c = 0; c < columns.lag().length; c++) {
      int feature = columns.feature()[c];
      read[c] = planes.get(feature).get(columns.depth()[feature] + step - columns.lag()[c]);
    }
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient) {
    averages.forEach(SymbolicAverage::beginBackward);
    int inputs = columns.lag().length;
    for (int i = 0; i < averages.size(); i++) {
      wanted[inputs + i] = new float[coordinates];
    }
    for (int back = recorded - 1; back >= 0; back--) {
      // Without averages steps do not depend on each other, and come from the first.
      int step = averages.isEmpty() ? recorded - 1 - back : back;
      inputsAt(step);
      for (int a = 0; a < averages.size(); a++) {
        read[inputs + a] = averages.get(a).value(step);
        Arrays.fill(wanted[inputs + a], 0);
      }
      for (int i = 0; i < coordinates; i++) {
        scaled[i] = scale * adjoints[step][i];
      }
      SymbolicAverage.add(evaluator, columns.output(), program, read, scaled, wanted, gradient);
      for (int a = averages.size() - 1; a >= 0; a--) {
        averages
            .get(a)
            .backward(
                evaluator, read, step, before + step + 1, wanted[inputs + a], wanted, gradient);
      }
    }
    drop();
  }

  @Override
  public void drop() {
    for (List<float[]> plane : planes) {
      List<float[]> old = plane.subList(0, recorded);
      old.stream().filter(p -> p != zeros).forEach(spare::push);
      old.clear();
    }
    averages.forEach(SymbolicAverage::drop);
    before += recorded;
    recorded = 0;
    Arrays.fill(read, null);
  }

  @Override
  public void close() {}
}
