package io.symlab.model.rule;

import io.symlab.symbolic.Evaluator;
import io.symlab.symbolic.Program;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * A symbolic rule at work on one problem: its expression, and the last values of the features it
 * names. Its parameters are the expression's constants, so that they are tuned by the unroll that
 * trains learned optimizers.
 */
public final class SymbolicCell implements TrainableRule {
  private final SymbolicColumns columns;
  private final float scale;
  private final int coordinates;
  private final Evaluator evaluator = new Evaluator();
  private final float[][] read;
  private final float[] scaled;

  /** What stands for the steps before the first. */
  private final float[] zeros;

  /** Per feature its last planes, oldest first: those before the recorded steps, then theirs. */
  private final List<List<float[]>> planes = new ArrayList<>();

  private final Deque<float[]> spare = new ArrayDeque<>();
  private Program program;
  private int recorded;

  SymbolicCell(SymbolicColumns columns, double scale, int coordinates) {
    this.columns = columns;
    this.scale = (float) scale;
    this.coordinates = coordinates;
    this.program = columns.program();
    this.read = new float[columns.lag().length][];
    this.scaled = new float[coordinates];
    this.zeros = new float[coordinates];
    start();
  }

  @Override
  public int parameters() {
    return program.constantCount();
  }

  @Override
  public void phi(float[] phi) {
    double[] constants = new double[phi.length];
    for (int i = 0; i < phi.length; i++) {
      constants[i] = phi[i];
    }
    program = program.withConstants(constants);
  }

  @Override
  public void start() {
    planes.clear();
    for (int depth : columns.depth()) {
      planes.add(new ArrayList<>(Collections.nCopies(depth, zeros)));
    }
    recorded = 0;
  }

  /** Planes as {@link SymbolicRule#features} names them. */
  @Override
  public void forward(float[][] features, float[] update) {
    for (int f = 0; f < planes.size(); f++) {
      float[] plane = spare.isEmpty() ? new float[coordinates] : spare.pop();
      System.arraycopy(features[f], 0, plane, 0, coordinates);
      planes.get(f).add(plane);
    }
    evaluator.evaluate(program, columnsAt(recorded), coordinates, update);
    for (int i = 0; i < coordinates; i++) {
      update[i] *= scale;
    }
    recorded++;
  }

  /** The columns that the expression read at a recorded step. */
  private float[][] columnsAt(int step) {
    for (int c = 0; c < read.length; c++) {
      int feature = columns.feature()[c];
      read[c] = planes.get(feature).get(columns.depth()[feature] + step - columns.lag()[c]);
    }
    return read;
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient) {
    for (int step = 0; step < recorded; step++) {
      for (int i = 0; i < coordinates; i++) {
        scaled[i] = scale * adjoints[step][i];
      }
      evaluator.backward(program, columnsAt(step), coordinates, scaled, gradient);
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
    recorded = 0;
    Arrays.fill(read, null);
  }

  @Override
  public void close() {}
}
