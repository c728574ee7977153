package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.symlab.model.data.ImageSet;
import io.symlab.model.data.Images;
import io.symlab.model.data.PixelScale;
import io.symlab.model.torch.Torch;
import io.symlab.symbolic.Randomness;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * The problem of classifying images by a network: log-softmax and mean negative log-likelihood over
 * a batch, and the share of test images that are classified rightly.
 */
final class ImageClassifier implements Optimizee {
  /** Batches whose statistics the normalisation layers use on test images. */
  static final int MEASURED_BATCHES = 10;

  /** Pixels by which augmented images are shifted at most. */
  static final int SHIFT = 4;

  private final String name;
  private final Images images;
  private final int[] trainHalf;
  private final int[] heldOutHalf;
  private final int batch;
  private final PixelScale scale;
  private final boolean augment;
  private final Layers layers;
  private final Network network;
  private final Parameters parameters;
  private final NDManager manager;

  private final float[] pixels;
  private final AlignedFloats inputs;
  private final ByteBuffer labels;

  /**
   * A classifier.
   *
   * @param name tells problems of different kinds apart: every kind has its own random streams
   * @param batch images per batch, at most as many as a half has
   */
  ImageClassifier(
      String name,
      Images images,
      int batch,
      PixelScale scale,
      boolean augment,
      Layers layers,
      Network network) {
    this.name = name;
    this.images = images;
    this.trainHalf = images.half(true);
    this.heldOutHalf = images.half(false);
    this.batch = batch;
    this.scale = scale;
    this.augment = augment;
    this.layers = layers;
    this.network = network;
    this.parameters = layers.parameters();
    int most = Math.min(trainHalf.length, heldOutHalf.length);
    if (batch < 1 || batch > most) {
      throw new IllegalArgumentException(
          "optimizee.batch is " + batch + ": choose 1 to " + most + ", the images in a half");
    }
    int rows = Math.max(batch, Math.min(network.chunk(), images.test().count()));
    this.pixels = new float[rows * images.shape().pixels()];
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
  public OptionalInt stepsPerEpoch(Half half) {
    return OptionalInt.of((half == Half.TRAIN ? trainHalf : heldOutHalf).length / batch);
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    return new ClassifierProblem(half, seed, role, index);
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Where native memory is kept while a step lasts; empty between steps. */
  NDManager manager() {
    return manager;
  }

  private NDArray inputs(NDManager step, int count) {
    inputs.put(0, pixels, 0, count * images.shape().pixels());
    return inputs.tensor(step, 0, network.input(count));
  }

  private NDArray plain(NDManager step, ImageSet set, int[] chosen) {
    for (int i = 0; i < chosen.length; i++) {
      set.copy(chosen[i], scale, pixels, i * images.shape().pixels());
    }
    return inputs(step, chosen.length);
  }

  private final class ClassifierProblem implements Problem {
    private final long key;
    private final BatchOrder order;

    ClassifierProblem(Half half, long seed, String role, long index) {
      key = Randomness.key(seed, name + "." + half + "." + role, index);
      order = new BatchOrder(half == Half.TRAIN ? trainHalf : heldOutHalf, batch, key);
    }

    @Override
    public void initial(float[] theta) {
      layers.initial(Randomness.stream(key, "initial"), theta);
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      return parameters.gradient(manager, theta, batchLoss(step), gradient);
    }

    @Override
    public double loss(float[] theta, int step) {
      return parameters.values(manager, theta, batchLoss(step))[0];
    }

    /** Mean over the step's batch of -log p(label). */
    private Parameters.Function batchLoss(int step) {
      int[] chosen = order.batch(step);
      return (memory, leaves) -> {
        for (int i = 0; i < chosen.length; i++) {
          labels.putLong(i * Long.BYTES, images.train().label(chosen[i]));
        }
        ByteBuffer used =
            labels.slice(0, chosen.length * Long.BYTES).order(ByteOrder.nativeOrder());
        NDArray label = memory.create(used, new Shape(chosen.length, 1), DataType.INT64);
        NDArray x = batch(memory, chosen, step);
        NDArray logits = network.logits(x, leaves, Normaliser.ofBatch());
        return logits.logSoftmax(1).gather(label, 1).mean().neg();
      };
    }

    private NDArray batch(NDManager memory, int[] chosen, int step) {
      if (!augment) {
        return plain(memory, images.train(), chosen);
      }
      SplittableRandom random = Randomness.stream(key, "augment", step);
      for (int i = 0; i < chosen.length; i++) {
        int down = random.nextInt(2 * SHIFT + 1) - SHIFT;
        int right = random.nextInt(2 * SHIFT + 1) - SHIFT;
        boolean mirrored = random.nextBoolean();
        int at = i * images.shape().pixels();
        images.train().copyCrop(chosen[i], scale, down, right, mirrored, pixels, at);
      }
      return inputs(memory, chosen.length);
    }

    @Override
    public OptionalDouble accuracy(float[] theta) {
      try (NDManager memory = manager.newSubManager()) {
        Normaliser measured = network.normalises() ? measured(memory, theta) : null;
        ImageSet test = images.test();
        int right = 0;
        for (int from = 0; from < test.count(); from += network.chunk()) {
          int end = Math.min(from + network.chunk(), test.count());
          int[] chosen = IntStream.range(from, end).toArray();
          Normaliser fixed = measured == null ? null : measured.fixed();
          float[] scores =
              parameters.values(
                  manager,
                  theta,
                  (step, leaves) -> network.logits(plain(step, test, chosen), leaves, fixed));
          right += right(scores, test, from);
        }
        return OptionalDouble.of((double) right / test.count());
      }
    }

    /** The statistics at theta over the problem's first batches, as training sees them. */
    private Normaliser measured(NDManager memory, float[] theta) {
      Normaliser measuring = null;
      for (int i = 0; i < MEASURED_BATCHES; i++) {
        int number = i;
        Normaliser pass = i == 0 ? Normaliser.measuring(memory) : measuring.next();
        parameters.values(
            manager,
            theta,
            (step, leaves) ->
                network.logits(batch(step, order.batch(number), number), leaves, pass));
        measuring = pass;
      }
      return measuring;
    }

    private int right(float[] scores, ImageSet test, int from) {
      int classes = images.shape().classes();
      int right = 0;
      for (int i = 0; i < scores.length / classes; i++) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
          if (scores[i * classes + c] > scores[i * classes + best]) {
            best = c;
          }
        }
        right += best == test.label(from + i) ? 1 : 0;
      }
      return right;
    }
  }
}
