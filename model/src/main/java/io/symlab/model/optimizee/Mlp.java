package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.symlab.model.Torch;
import io.symlab.model.data.ImageSet;
import io.symlab.model.data.Images;
import io.symlab.symbolic.Randomness;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A multilayer perceptron on images: 784 inputs, hidden layers with ReLU, ten classes, log-softmax
 * and mean negative log-likelihood. The problem that learned optimizers are trained and judged on
 * (784-30-20-10 has 24,380 parameters).
 */
final class Mlp implements Optimizee {
  private static final int TEST_CHUNK = 1000;

  private final Images images;
  private final int[] trainHalf;
  private final int[] heldOutHalf;
  private final int batch;
  private final double initialScale;
  private final int layers;
  private final Parameters parameters = new Parameters();
  private final NDManager manager;

  private final float[] pixels;
  private final AlignedFloats inputs;
  private final ByteBuffer labels;

  Mlp(OptimizeeSettings settings, Images images) {
    this.images = images;
    this.trainHalf = images.half(true);
    this.heldOutHalf = images.half(false);
    this.batch = settings.batch();
    this.initialScale = settings.initialScale();
    int most = Math.min(trainHalf.length, heldOutHalf.length);
    if (batch < 1 || batch > most) {
      throw new IllegalArgumentException(
          "optimizee.batch is " + batch + ": choose 1 to " + most + ", the images in a half");
    }
    int width = ImageSet.PIXELS;
    int layer = 1;
    for (int hidden : settings.hidden()) {
      if (hidden < 1) {
        throw new IllegalArgumentException("optimizee.hidden has a layer of size " + hidden);
      }
      parameters.group("weight" + layer, hidden, width).group("bias" + layer, hidden);
      width = hidden;
      layer++;
    }
    parameters
        .group("weight" + layer, ImageSet.CLASSES, width)
        .group("bias" + layer, ImageSet.CLASSES);
    this.layers = layer;
    int rows = Math.max(batch, Math.min(TEST_CHUNK, images.test().count()));
    this.pixels = new float[rows * ImageSet.PIXELS];
    this.inputs = new AlignedFloats(pixels.length);
    this.labels = AlignedFloats.allocate(batch * Long.BYTES);
    this.manager = Torch.get().newManager();
  }

  @Override
  public int size() {
    return parameters.size();
  }

  @Override
  public List<ParameterGroup> groups() {
    return parameters.groups();
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    return new MlpProblem(half, seed, role, index);
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Where native memory is kept while a step lasts; empty between steps. */
  NDManager manager() {
    return manager;
  }

  private NDArray logits(NDArray x, NDArray[] leaves) {
    NDArray h = x;
    for (int i = 0; i < layers; i++) {
      h = JniUtils.linear((PtNDArray) h, (PtNDArray) leaves[2 * i], (PtNDArray) leaves[2 * i + 1]);
      if (i + 1 < layers) {
        h = JniUtils.relu((PtNDArray) h);
      }
    }
    return h;
  }

  private NDArray inputs(NDManager step, ImageSet set, int[] chosen) {
    for (int i = 0; i < chosen.length; i++) {
      set.copy(chosen[i], pixels, i * ImageSet.PIXELS);
    }
    inputs.put(0, pixels, 0, chosen.length * ImageSet.PIXELS);
    return inputs.tensor(step, 0, new Shape(chosen.length, ImageSet.PIXELS));
  }

  /** Mean over the batch of -log p(label). */
  private Parameters.Function batchLoss(int[] chosen) {
    return (step, leaves) -> {
      for (int i = 0; i < chosen.length; i++) {
        labels.putLong(i * Long.BYTES, images.train().label(chosen[i]));
      }
      ByteBuffer used = labels.slice(0, chosen.length * Long.BYTES).order(ByteOrder.nativeOrder());
      NDArray label = step.create(used, new Shape(chosen.length, 1), DataType.INT64);
      NDArray logits = logits(inputs(step, images.train(), chosen), leaves);
      return logits.logSoftmax(1).gather(label, 1).mean().neg();
    };
  }

  private final class MlpProblem implements Problem {
    private final long key;
    private final BatchOrder order;

    MlpProblem(Half half, long seed, String role, long index) {
      key = Randomness.key(seed, "mlp." + half + "." + role, index);
      order = new BatchOrder(half == Half.TRAIN ? trainHalf : heldOutHalf, batch, key);
    }

    @Override
    public void initial(float[] theta) {
      SplittableRandom random = Randomness.stream(key, "initial");
      for (int i = 0; i < parameters.size(); i++) {
        theta[i] = (float) (initialScale * random.nextGaussian());
      }
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      return parameters.gradient(manager, theta, batchLoss(order.batch(step)), gradient);
    }

    @Override
    public double loss(float[] theta, int step) {
      return parameters.values(manager, theta, batchLoss(order.batch(step)))[0];
    }

    @Override
    public OptionalDouble accuracy(float[] theta) {
      ImageSet test = images.test();
      int right = 0;
      for (int from = 0; from < test.count(); from += TEST_CHUNK) {
        int[] chosen = IntStream.range(from, Math.min(from + TEST_CHUNK, test.count())).toArray();
        float[] scores =
            parameters.values(
                manager, theta, (step, leaves) -> logits(inputs(step, test, chosen), leaves));
        right += right(scores, test, from);
      }
      return OptionalDouble.of((double) right / test.count());
    }

    private int right(float[] scores, ImageSet test, int from) {
      int right = 0;
      for (int i = 0; i < scores.length / ImageSet.CLASSES; i++) {
        int best = 0;
        for (int c = 1; c < ImageSet.CLASSES; c++) {
          if (scores[i * ImageSet.CLASSES + c] > scores[i * ImageSet.CLASSES + best]) {
            best = c;
          }
        }
        right += best == test.label(from + i) ? 1 : 0;
      }
      return right;
    }
  }
}
