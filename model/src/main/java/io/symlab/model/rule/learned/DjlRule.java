package io.symlab.model.rule.learned;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.TrainableRule;
import io.symlab.model.torch.Torch;
import io.symlab.model.torch.TorchDevice;
import java.util.ArrayList;
import java.util.List;

/**
 * A learned optimizer at work, computed with plain tensor operations and differentiated by
 * libtorch. The engine for GPUs, and the reference that the fused one is held against. The graph of
 * an unroll lives in one manager, which ends with it; between unrolls there is only h and c.
 *
 * <p>A graph keeps the tensors it needs, but not the Java memory of those that were created from
 * Java, nor of the number in an operation with a number: so inputs are copied into libtorch's own
 * memory, and the gain is applied outside.
 */
final class DjlRule implements TrainableRule {
  private final RuleLayout layout;
  private final Preprocess preprocess;

  /** What each feature is multiplied with before. */
  private final float[] gains;

  private final float gain;
  private final int coordinates;

  /** With rates per group: [coordinates][groups], 1 where a coordinate is of a group. */
  private final float[] oneHot;

  private final NDManager manager;

  /** h and c of every layer, [coordinates][hidden]. */
  private NDList memory = new NDList();

  private float[] phi;
  private NDManager unroll;
  private DjlWeights weights;
  private final List<NDArray> inputs = new ArrayList<>();
  private final List<NDArray> updates = new ArrayList<>();

  DjlRule(RuleSettings settings, List<ParameterGroup> groups, TorchDevice device) {
    this.manager = Torch.on(device).newManager();
    RuleSettings known = settings.on(groups);
    this.layout = RuleLayout.of(known);
    this.preprocess = known.preprocess();
    this.gains = known.gains();
    this.gain = layout.gain(known.scale());
    this.coordinates = groups.stream().mapToInt(ParameterGroup::length).sum();
    this.oneHot = new float[coordinates * layout.groups()];
    for (int g = 0; g < layout.groups(); g++) {
      ParameterGroup group = groups.get(g);
      for (int i = group.offset(); i < group.offset() + group.length(); i++) {
        oneHot[i * layout.groups() + g] = 1;
      }
    }
  }

  @Override
  public int parameters() {
    return layout.parameters();
  }

  @Override
  public void phi(float[] phi) {
    this.phi = phi.clone();
  }

  @Override
  public void start() {
    drop();
    memory.close();
    memory = new NDList();
    for (RuleLayout.Lstm layer : layout.layers()) {
      memory.add(manager.zeros(new Shape(coordinates, layer.hidden())));
      memory.add(manager.zeros(new Shape(coordinates, layer.hidden())));
    }
  }

  @Override
  public void forward(float[][] features, float[] update) {
    NDArray made =
        Torch.recording(
            () -> {
              if (unroll == null) {
                unroll = manager.newSubManager();
                weights = new DjlWeights(unroll, phi, layout, oneHot);
              }
              try (NDManager step = unroll.newSubManager()) {
                NDArray in = inputs(step, features);
                NDArray result = forward(in);
                in.attach(unroll);
                memory.attach(unroll);
                result.attach(unroll);
                return result;
              }
            });
    updates.add(made);
    float[] outputs = made.toFloatArray();
    for (int i = 0; i < coordinates; i++) {
      update[i] = gain * outputs[i];
    }
  }

  /** What the network sees, [coordinates][inputs]; kept for its gradient. */
  private NDArray inputs(NDManager step, float[][] features) {
    int per = preprocess.inputs();
    float[] planes = new float[layout.inputs() * coordinates];
    for (int f = 0; f < features.length; f++) {
      int at = f * per * coordinates;
      preprocess.forward(features[f], gains[f], 0, coordinates, planes, at, coordinates);
    }
    NDArray created = step.create(planes, new Shape(layout.inputs(), coordinates));
    // A copy, in memory that the graph can keep.
    NDArray rows = created.transpose().duplicate();
    rows.setRequiresGradient(true);
    inputs.add(rows);
    return rows;
  }

  private NDArray forward(NDArray rows) {
    NDArray x = rows;
    if (weights.linear != null) {
      x = Activation.elu(rows.matMul(weights.linear).add(weights.linearBias), 1);
    }
    NDList next = new NDList();
    for (int l = 0; l < layout.layers().size(); l++) {
      NDArray c = memory.get(2 * l + 1);
      NDArray in = x.concat(memory.get(2 * l), 1);
      NDArray a = in.matMul(weights.lstm.get(l)).add(weights.lstmBias.get(l));
      NDList gates = a.split(4, 1);
      NDArray i = Activation.sigmoid(gates.get(0));
      NDArray f = Activation.sigmoid(gates.get(1));
      NDArray g = gates.get(2).tanh();
      NDArray o = Activation.sigmoid(gates.get(3));
      NDArray cell = f.mul(c).add(i.mul(g));
      x = o.mul(cell.tanh());
      next.add(x);
      next.add(cell);
    }
    memory = next;
    NDArray out = x.matMul(weights.out).add(weights.bias);
    if (weights.preTanh != null) {
      out = out.mul(weights.preTanh);
    }
    if (layout.tanh()) {
      out = out.tanh();
    }
    out = out.reshape(coordinates);
    return weights.factors == null ? out : out.mul(weights.factors);
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient) {
    backward(adjoints, gradient, null);
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient, float[][][] toFeatures) {
    if (updates.isEmpty()) {
      return;
    }
    Torch.recording(
        () -> {
          NDArray sum = null;
          for (int s = 0; s < updates.size(); s++) {
            NDArray product = unroll.create(adjoints[s]).mul(updates.get(s)).sum();
            sum = sum == null ? product : sum.add(product);
          }
          Torch.backward(sum);
          return sum;
        });
    float[] values = weights.phi.getGradient().toFloatArray();
    for (int p = 0; p < values.length; p++) {
      gradient[p] += gain * values[p];
    }
    if (toFeatures != null) {
      for (int s = 0; s < inputs.size(); s++) {
        write(inputs.get(s), toFeatures[s]);
      }
    }
    drop();
  }

  /** Turns the adjoints of inputs, [coordinates][inputs], into those of features. */
  private void write(NDArray input, float[][] toFeatures) {
    float[] values = planes(input);
    float[] adjoints = planes(input.getGradient());
    for (int i = 0; i < adjoints.length; i++) {
      adjoints[i] *= gain;
    }
    for (int f = 0; f < toFeatures.length; f++) {
      int at = f * preprocess.inputs() * coordinates;
      preprocess.backward(
          gains[f], values, at, adjoints, at, coordinates, toFeatures[f], 0, coordinates);
    }
  }

  /** Rows stood up as planes. */
  private float[] planes(NDArray array) {
    float[] rows = array.toFloatArray();
    float[] planes = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      planes[i % layout.inputs() * coordinates + i / layout.inputs()] = rows[i];
    }
    return planes;
  }

  @Override
  public void remember(TrainableRule other) {
    drop();
    memory.close();
    memory = new NDList();
    for (NDArray array : ((DjlRule) other).memory) {
      NDArray copy = array.duplicate();
      copy.attach(manager);
      memory.add(copy);
    }
  }

  @Override
  public void drop() {
    if (unroll == null) {
      return;
    }
    NDList kept = new NDList();
    for (NDArray array : memory) {
      NDArray value = array.stopGradient();
      value.attach(manager);
      kept.add(value);
    }
    memory = kept;
    inputs.clear();
    updates.clear();
    unroll.close();
    unroll = null;
  }

  @Override
  public void close() {
    manager.close();
  }
}
