package io.symlab.model.optimizee;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import io.symlab.model.data.DataException;
import io.symlab.model.data.Images;
import io.symlab.model.data.NumberArray;
import io.symlab.model.torch.Torch;
import io.symlab.model.torch.TorchDevice;
import io.symlab.symbolic.Randomness;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * A problem of a user's own: a TorchScript module whose {@code forward} takes a batch of each array
 * and gives the loss, a scalar. What is optimised are the module's parameters.
 *
 * <p>Each problem starts from the stored parameters, the numbers of each tensor in an order of its
 * own: that keeps what they were drawn from, and leaves constants alone. Half of the examples,
 * drawn once and for all, are for meta-training, the others held out.
 */
final class TorchScriptTask implements Optimizee {
  /** Fixed: the halves are the same in every experiment. */
  private static final long SPLIT_SEED = 60_000;

  private final Path file;
  private final List<NumberArray> arrays;
  private final int batch;
  private final int[] trainHalf;
  private final int[] heldOutHalf;
  private final NDManager manager;
  private final PtSymbolBlock module;
  private final NDList parameters;
  private final List<ParameterGroup> groups = new ArrayList<>();

  /** Where the module's parameters lie: written before each step. */
  private final List<ByteBuffer> memory = new ArrayList<>();

  /** As the file has them. */
  private final float[] stored;

  /**
   * Loads a module and tries it on a batch.
   *
   * @param batch examples per batch, at most as many as a half has
   * @throws DataException when the file is no module with parameters whose loss is a function of
   *     them and of the batch
   * @throws IllegalArgumentException when the batch is too large
   */
  TorchScriptTask(Path file, List<NumberArray> arrays, int batch, TorchDevice device) {
    this.file = file;
    this.arrays = List.copyOf(arrays);
    this.batch = batch;
    int[] order =
        Images.shuffled(arrays.get(0).examples(), Randomness.stream(SPLIT_SEED, "arrays.halves"));
    this.trainHalf = Arrays.copyOfRange(order, 0, order.length / 2);
    this.heldOutHalf = Arrays.copyOfRange(order, order.length / 2, order.length);
    if (batch < 1 || batch > trainHalf.length) {
      throw new IllegalArgumentException(
          "optimizee.batch is "
              + batch
              + ": choose 1 to "
              + trainHalf.length
              + ", the examples in a half");
    }
    this.manager = Torch.on(device).newManager();
    try {
      this.module = load();
      this.parameters = JniUtils.moduleGetParams(module, (PtNDManager) manager);
      this.stored = adopt();
      check();
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private PtSymbolBlock load() {
    if (!Files.isRegularFile(file)) {
      throw new DataException("there is no file " + file);
    }
    try {
      PtSymbolBlock loaded =
          JniUtils.loadModule(
              (PtNDManager) manager, file, true, new String[0], new String[0], true);
      JniUtils.enableTrainingMode(loaded);
      return loaded;
    } catch (RuntimeException e) {
      throw new DataException(
          file
              + " is no TorchScript file: save one with torch.jit.script(module).save(...) ("
              + cause(e)
              + ")",
          e);
    }
  }

  /** Gives each parameter memory of ours; returns the numbers that they had. */
  private float[] adopt() {
    if (parameters.isEmpty()) {
      throw new DataException(
          file + " holds a module without parameters: there is nothing to optimise");
    }
    int size = 0;
    for (NDArray parameter : parameters) {
      if (parameter.getDataType() != DataType.FLOAT32) {
        throw new DataException(
            file
                + ": "
                + parameter.getName()
                + " is "
                + parameter.getDataType().name().toLowerCase(Locale.ROOT)
                + ": save the module with .float()");
      }
      int length = Math.toIntExact(parameter.size());
      List<Long> shape = Arrays.stream(parameter.getShape().getShape()).boxed().toList();
      groups.add(new ParameterGroup(parameter.getName(), size, length, shape));
      size = Math.addExact(size, length);
    }
    float[] values = new float[size];
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      float[] had = parameters.get(i).toFloatArray();
      System.arraycopy(had, 0, values, group.offset(), group.length());
      memory.add(AlignedFloats.allocate(group.length() * Float.BYTES));
    }
    return values;
  }

  /** The loss of the first batch, twice: it must be a number, and the same. */
  private void check() {
    Problem problem = problem(Half.TRAIN, 0, "check", 0);
    float[] gradient = new float[size()];
    double loss;
    double again;
    float[] gradientAgain = new float[size()];
    try {
      loss = problem.gradient(stored, 0, gradient);
      again = problem.gradient(stored, 0, gradientAgain);
    } catch (RuntimeException e) {
      throw new DataException(
          file
              + ": its forward cannot take a batch of "
              + arrays.stream().map(this::batchWords).collect(Collectors.joining(", "))
              + ": "
              + cause(e),
          e);
    }
    if (!Double.isFinite(loss)) {
      throw new DataException(file + ": its loss of the first batch is " + loss);
    }
    if (loss != again || !Arrays.equals(gradient, gradientAgain)) {
      throw new DataException(
          file
              + ": its loss of the same batch is "
              + loss
              + " and then "
              + again
              + ": it must be a function of parameters and batch alone (no dropout, no random"
              + " numbers)");
    }
  }

  private String batchWords(NumberArray array) {
    long[] shape = array.shape().clone();
    shape[0] = batch;
    return array.name() + " " + Arrays.toString(shape) + (array.whole() ? " int64" : " float32");
  }

  /**
   * What went wrong: the first line, or, of what happened within the module, the last, below the
   * lines of the module's own code.
   */
  private static String cause(RuntimeException e) {
    List<String> lines = String.valueOf(e.getMessage()).lines().filter(l -> !l.isBlank()).toList();
    if (lines.isEmpty()) {
      return e.toString();
    }
    if (lines.get(0).contains("IValue")) {
      return "it gives something that is neither a tensor nor tensors; a loss is a tensor of one"
          + " number";
    }
    boolean inside = lines.stream().anyMatch(line -> line.startsWith("Traceback of TorchScript"));
    return lines.get(inside ? lines.size() - 1 : 0).strip();
  }

  @Override
  public int size() {
    return stored.length;
  }

  @Override
  public List<ParameterGroup> groups() {
    return List.copyOf(groups);
  }

  @Override
  public OptionalInt stepsPerEpoch(Half half) {
    return OptionalInt.of((half == Half.TRAIN ? trainHalf : heldOutHalf).length / batch);
  }

  @Override
  public Problem problem(Half half, long seed, String role, long index) {
    return new Drawn(half, Randomness.key(seed, "torchscript." + half + "." + role, index));
  }

  @Override
  public void close() {
    manager.close();
  }

  private final class Drawn implements Problem {
    private final long key;
    private final BatchOrder order;

    Drawn(Half half, long key) {
      this.key = key;
      this.order = new BatchOrder(half == Half.TRAIN ? trainHalf : heldOutHalf, batch, key);
    }

    @Override
    public void initial(float[] theta) {
      for (int i = 0; i < groups.size(); i++) {
        ParameterGroup group = groups.get(i);
        int[] places = Images.shuffled(group.length(), Randomness.stream(key, "initial", i));
        for (int k = 0; k < group.length(); k++) {
          theta[group.offset() + k] = stored[group.offset() + places[k]];
        }
      }
    }

    @Override
    public double gradient(float[] theta, int step, float[] gradient) {
      write(theta);
      return Torch.recording(
          () -> {
            try (NDManager memoryOfStep = manager.newSubManager()) {
              for (NDArray parameter : parameters) {
                Torch.zeroGradient(parameter);
              }
              NDArray loss = loss(memoryOfStep, step);
              Torch.backward(loss);
              read(gradient);
              return (double) loss.getFloat();
            }
          });
    }

    @Override
    public double loss(float[] theta, int step) {
      write(theta);
      return Torch.unrecorded(
          () -> {
            try (NDManager memoryOfStep = manager.newSubManager()) {
              return (double) loss(memoryOfStep, step).getFloat();
            }
          });
    }

    private NDArray loss(NDManager memoryOfStep, int step) {
      // Otherwise the first steps would be interpreted and later ones compiled, and round
      // otherwise.
      JniUtils.setGraphExecutorOptimize(false);
      int[] chosen = order.batch(step);
      NDList inputs = new NDList();
      for (NumberArray array : arrays) {
        inputs.add(batch(memoryOfStep, array, chosen));
      }
      NDList outputs = IValueUtils.forward(module, inputs, true);
      NDArray loss = outputs.get(0);
      if (outputs.size() != 1 || loss.size() != 1) {
        throw new DataException(
            "it gives "
                + (outputs.size() == 1 ? loss.getShape() : outputs.size() + " tensors")
                + " where a loss, one number, is wanted");
      }
      if (loss.getDataType() != DataType.FLOAT32) {
        throw new DataException("its loss is " + loss.getDataType() + ", float32 is wanted");
      }
      return loss.getShape().dimension() == 0 ? loss : loss.reshape(new Shape());
    }
  }

  private NDArray batch(NDManager memoryOfStep, NumberArray array, int[] chosen) {
    int width = array.width();
    long[] shape = array.shape().clone();
    shape[0] = chosen.length;
    int bytes = array.whole() ? Long.BYTES : Float.BYTES;
    ByteBuffer numbers = AlignedFloats.allocate(chosen.length * width * bytes);
    for (int example : chosen) {
      for (int k = 0; k < width; k++) {
        double value = array.values()[example * width + k];
        if (array.whole()) {
          numbers.putLong((long) value);
        } else {
          numbers.putFloat((float) value);
        }
      }
    }
    DataType type = array.whole() ? DataType.INT64 : DataType.FLOAT32;
    return memoryOfStep.create(numbers.flip(), new Shape(shape), type);
  }

  private void write(float[] theta) {
    if (theta.length != stored.length) {
      throw new IllegalArgumentException(
          theta.length + " parameters where there are " + stored.length);
    }
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      ByteBuffer bytes = memory.get(i);
      bytes.asFloatBuffer().put(0, theta, group.offset(), group.length());
      parameters.get(i).set(bytes.duplicate().order(ByteOrder.nativeOrder()));
    }
  }

  private void read(float[] gradient) {
    for (int i = 0; i < groups.size(); i++) {
      ParameterGroup group = groups.get(i);
      try (NDArray slope = parameters.get(i).getGradient()) {
        slope.toByteBuffer(true).asFloatBuffer().get(gradient, group.offset(), group.length());
      }
    }
  }
}
