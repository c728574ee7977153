package io.symlab.model.optimizee;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The groups of a network as it is put together: names and shapes go to the {@link Parameters}, and
 * with each goes how it starts.
 */
final class Layers {
  private final Parameters parameters = new Parameters();
  private final List<Start> starts = new ArrayList<>();

  /** Draws one initial parameter. */
  interface Start {
    double draw(SplittableRandom random);

    static Start normal(double deviation) {
      return random -> deviation * random.nextGaussian();
    }

    /** Between -most and most. */
    static Start uniform(double most) {
      return random -> most * (2 * random.nextDouble() - 1);
    }

    static Start constant(double value) {
      return random -> value;
    }
  }

  /** Adds a group behind the others; its place among the leaves. */
  int group(String name, Start start, long... shape) {
    parameters.group(name, shape);
    starts.add(start);
    return starts.size() - 1;
  }

  /** Adds weight and bias of a linear layer, "weight{name}" and "bias{name}"; weight's place. */
  int linear(String name, Start start, int outputs, int inputs) {
    int place = group("weight" + name, start, outputs, inputs);
    group("bias" + name, start, outputs);
    return place;
  }

  /** Adds weight and bias of a convolution; weight's place. */
  int convolution(String name, Start start, int outputs, int inputs, int kernel) {
    int place = group("weight" + name, start, outputs, inputs, kernel, kernel);
    group("bias" + name, start, outputs);
    return place;
  }

  Parameters parameters() {
    return parameters;
  }

  /** Draws all, group by group. */
  void initial(SplittableRandom random, float[] theta) {
    for (int i = 0; i < starts.size(); i++) {
      var group = parameters.groups().get(i);
      for (int k = 0; k < group.length(); k++) {
        theta[group.offset() + k] = (float) starts.get(i).draw(random);
      }
    }
  }
}
