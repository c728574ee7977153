package io.symlab.model.rule;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import io.symlab.model.Torch;
import java.util.ArrayList;
import java.util.List;

/**
 * A learned optimizer at work, computed with plain tensor operations and differentiated by
 * libtorch. The engine for GPUs, and the reference that the fused one is held against. The graph of
 * an unroll lives in one manager, which ends with it; between unrolls there is only h and c.
 *
 * <p>A graph keeps the tensors it needs, but not the Java memory of those that were created from
 * Java, nor of the number in an operation with a number: so inputs are copied into libtorch's own
 * memory, and the scale is applied outside.
 */
final class DjlRule implements TrainableRule {
  private final RuleLayout layout;
  private final float scale;
  private final int coordinates;
  private final NDManager manager = Torch.get().newManager();

  /** h and c of every layer, [coordinates][hidden]. */
  private NDList memory = new NDList();

  private float[] phi;
  private NDManager unroll;
  private NDArray leaf;
  private Weights weights;
  private final List<NDArray> updates = new ArrayList<>();

  DjlRule(RuleSettings settings, int coordinates) {
    this.layout = RuleLayout.of(settings);
    this.scale = (float) settings.scale();
    this.coordinates = coordinates;
  }

  /** phi cut into matrices [inputs][outputs]; of an LSTM layer [inputs + hidden][gates]. */
  private record Weights(
      NDArray linear,
      NDArray linearBias,
      NDList lstm,
      NDList lstmBias,
      NDArray out,
      NDArray bias) {}

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
                begin();
              }
              try (NDManager step = unroll.newSubManager()) {
                NDArray result = forward(step, features);
                memory.attach(unroll);
                result.attach(unroll);
                return result;
              }
            });
    updates.add(made);
    float[] outputs = made.toFloatArray();
    for (int i = 0; i < coordinates; i++) {
      update[i] = scale * outputs[i];
    }
  }

  private void begin() {
    unroll = manager.newSubManager();
    leaf = unroll.create(phi);
    leaf.setRequiresGradient(true);
    NDList lstm = new NDList();
    NDList lstmBias = new NDList();
    for (RuleLayout.Lstm layer : layout.layers()) {
      NDArray input = matrix(layer.inputWeight(), layer.gates(), layer.inputs());
      NDArray hidden = matrix(layer.hiddenWeight(), layer.gates(), layer.hidden());
      lstm.add(input.concat(hidden));
      lstmBias.add(
          vector(layer.inputBias(), layer.gates()).add(vector(layer.hiddenBias(), layer.gates())));
    }
    weights =
        new Weights(
            matrix(0, layout.linear(), layout.features()),
            vector(layout.linearBias(), layout.linear()),
            lstm,
            lstmBias,
            matrix(layout.outputWeight(), 1, layout.top().hidden()),
            vector(layout.outputBias(), 1));
  }

  private NDArray vector(int from, int length) {
    return leaf.get(from + ":" + (from + length));
  }

  private NDArray matrix(int from, int outputs, int inputs) {
    return vector(from, outputs * inputs).reshape(outputs, inputs).transpose();
  }

  private NDArray forward(NDManager step, float[][] features) {
    // A copy, in memory that the graph can keep.
    NDArray rows = step.create(features).transpose().duplicate();
    NDArray x = Activation.elu(rows.matMul(weights.linear()).add(weights.linearBias()), 1);
    NDList next = new NDList();
    for (int l = 0; l < layout.layers().size(); l++) {
      NDArray c = memory.get(2 * l + 1);
      NDArray in = x.concat(memory.get(2 * l), 1);
      NDArray a = in.matMul(weights.lstm().get(l)).add(weights.lstmBias().get(l));
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
    return x.matMul(weights.out()).add(weights.bias()).tanh().reshape(coordinates);
  }

  @Override
  public void backward(float[][] adjoints, double[] gradient) {
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
          Torch.get().backward(sum);
          return sum;
        });
    float[] values = leaf.getGradient().toFloatArray();
    for (int p = 0; p < values.length; p++) {
      gradient[p] += scale * values[p];
    }
    drop();
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
    updates.clear();
    unroll.close();
    unroll = null;
  }

  @Override
  public void close() {
    manager.close();
  }
}
