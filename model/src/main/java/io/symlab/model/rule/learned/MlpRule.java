package io.symlab.model.rule.learned;

import io.symlab.model.kernels.CellKernels;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.symbolic.kernels.KernelSet;
import io.symlab.symbolic.kernels.UnaryKernel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A per-coordinate MLP at work: update = -scale * direction * exp(0.001 * magnitude), both outputs
 * of one small network that sees features normalised over their tensor; what follows from the step
 * alone is left as it is. It has no memory, so each recorded step is differentiated by itself:
 * forward only its inputs are kept, backward each block's activations are made once more.
 */
final class MlpRule implements TrainableRule {
  /** What the magnitude is multiplied with, as published. */
  private static final float EXPONENT = 0.001f;

  /** Coordinates per block at most: rows long enough for the kernels, a block in the caches. */
  private static final int BLOCK = 768;

  /** A recorded step: inputs [features][coordinates], and what each tensor was multiplied with. */
  private record Step(float[][] inputs, float[][] factors) {}

  private final MlpLayout layout;
  private final float scale;
  private final boolean[] normalised;
  private final TensorNormaliser normaliser;
  private final int groups;
  private final int coordinates;
  private final int stride;
  private final MlpCell cell;
  private final UnaryKernel exp = KernelSet.best().unary("EXP");

  /** exp(0.001 * magnitude) of a block. */
  private final float[] sizes;

  private final List<Step> steps = new ArrayList<>();
  private int recorded;

  MlpRule(RuleSettings settings, List<ParameterGroup> groups) {
    this(settings, groups, CellKernels.best(stride(groups)));
  }

  MlpRule(RuleSettings settings, List<ParameterGroup> groups, CellKernels kernels) {
    layout = MlpLayout.of(settings);
    scale = (float) settings.scale();
    normalised = new boolean[layout.inputs()];
    for (int f = 0; f < normalised.length; f++) {
      normalised[f] = !settings.features().get(f).ofStep();
    }
    normaliser = new TensorNormaliser(groups);
    this.groups = groups.size();
    coordinates = groups.stream().mapToInt(ParameterGroup::length).sum();
    stride = kernels.stride();
    cell = new MlpCell(layout, kernels);
    sizes = new float[stride];
  }

  private static int stride(List<ParameterGroup> groups) {
    int all = groups.stream().mapToInt(ParameterGroup::length).sum();
    return Math.min(BLOCK, (all + CellKernels.WIDTH - 1) / CellKernels.WIDTH * CellKernels.WIDTH);
  }

  @Override
  public int parameters() {
    return layout.parameters();
  }

  @Override
  public void phi(float[] phi) {
    cell.set(phi);
  }

  @Override
  public void start() {
    recorded = 0;
  }

  @Override
  public void forward(float[][] features, float[] update) {
    Step step = record(features);
    for (int from = 0; from < coordinates; from += stride) {
      int length = Math.min(stride, coordinates - from);
      cell.forward(step.inputs(), from, length);
      float[] outputs = cell.outputs();
      sizes(outputs, length);
      for (int j = 0; j < length; j++) {
        update[from + j] = -scale * outputs[j] * sizes[j];
      }
    }
  }

  private void sizes(float[] outputs, int length) {
    for (int j = 0; j < length; j++) {
      sizes[j] = EXPONENT * outputs[stride + j];
    }
    exp.values(sizes, 0, sizes, length);
  }

  private Step record(float[][] features) {
    if (recorded == steps.size()) {
      steps.add(
          new Step(new float[layout.inputs()][coordinates], new float[layout.inputs()][groups]));
    }
    Step step = steps.get(recorded++);
    for (int f = 0; f < features.length; f++) {
      if (normalised[f]) {
        normaliser.forward(features[f], step.inputs()[f], step.factors()[f]);
      } else {
        System.arraycopy(features[f], 0, step.inputs()[f], 0, coordinates);
      }
    }
    return step;
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient) {
    backward(adjoints, gradient, null);
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient, float[][][] toFeatures) {
    for (int s = 0; s < recorded; s++) {
      backward(steps.get(s), adjoints[s], gradient, toFeatures == null ? null : toFeatures[s]);
    }
    drop();
  }

  private void backward(Step step, float[] adjoint, double[] gradient, float[][] toFeatures) {
    cell.beginBackward();
    for (int from = 0; from < coordinates; from += stride) {
      int length = Math.min(stride, coordinates - from);
      cell.forward(step.inputs(), from, length);
      float[] outputs = cell.outputs();
      float[] d = cell.toOutputs();
      Arrays.fill(d, 0);
      sizes(outputs, length);
      for (int j = 0; j < length; j++) {
        d[j] = -scale * sizes[j] * adjoint[from + j];
        d[stride + j] = EXPONENT * outputs[j] * d[j];
      }
      float[] toInputs = cell.backward(length, toFeatures != null);
      for (int f = 0; toFeatures != null && f < normalised.length; f++) {
        System.arraycopy(toInputs, f * stride, toFeatures[f], from, length);
      }
    }
    cell.endBackward(gradient);
    for (int f = 0; toFeatures != null && f < normalised.length; f++) {
      if (normalised[f]) {
        normaliser.backward(step.inputs()[f], step.factors()[f], toFeatures[f]);
      }
    }
  }

  /** There is nothing to take over: all memory is in the features. */
  @Override
  public void remember(TrainableRule other) {
    recorded = 0;
  }

  @Override
  public void drop() {
    recorded = 0;
  }

  @Override
  public void close() {}
}
