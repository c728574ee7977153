package io.symlab.model.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * DJL's PyTorch engine on one device. The library is loaded once per process; where tensors live is
 * a value, and so any number of devices are at work at once. The one place that sets the engine's
 * flags, turns recording on and off, and runs a backward pass, so that any number of threads can
 * differentiate at once: DJL's own gradient collector is one per process, and is not used.
 *
 * <pre>{@code
 * Torch torch = Torch.on(TorchDevice.CPU);
 * Torch.recording(() -> {
 *   try (NDManager step = manager.newSubManager()) {
 *     NDArray loss = ...;
 *     Torch.backward(loss);
 *     return loss.getFloat();
 *   }
 * });
 * }</pre>
 */
public final class Torch {
  private static final Map<Device, Torch> BY_DEVICE = new ConcurrentHashMap<>();
  private static Engine loaded;

  /** libtorch's thread counts are per thread too: every thread that computes sets its own once. */
  private static final ThreadLocal<Boolean> SINGLE_THREADED = new ThreadLocal<>();

  private final Engine engine;
  private final Device device;
  private final PtNDArray one;
  private final PtNDArray one64;

  private Torch(Engine engine, Device device) {
    this.engine = engine;
    this.device = device;
    NDManager root = engine.newBaseManager(device);
    this.one = (PtNDArray) root.ones(new Shape(), DataType.FLOAT32);
    this.one64 = (PtNDArray) root.ones(new Shape(), DataType.FLOAT64);
  }

  /**
   * The engine on a device, started on the first call of all.
   *
   * @throws TorchException when the native libraries cannot be loaded or the device is not there
   */
  public static Torch on(TorchDevice where) {
    Engine engine = engine();
    Device device = Device.fromName(where.name());
    if (device.isGpu() && engine.getGpuCount() <= device.getDeviceId()) {
      throw new TorchException(
          "no "
              + where.name()
              + " here: libtorch sees "
              + engine.getGpuCount()
              + " GPU(s); choose cpu, or set PYTORCH_LIBRARY_PATH to a libtorch 2.7.1 with CUDA",
          null);
    }
    return on(device);
  }

  /** The same on the processor. */
  public static Torch cpu() {
    return on(TorchDevice.CPU);
  }

  private static Torch on(Device device) {
    return BY_DEVICE.computeIfAbsent(device, here -> new Torch(engine(), here));
  }

  private static synchronized Engine engine() {
    if (loaded == null) {
      setProperties();
      loaded = load();
    }
    return loaded;
  }

  private static void setProperties() {
    // One thread per caller: the lab runs one worker per core, and OpenMP's spinning costs far
    // more than it gains. Offline and opted out: the engine must not phone home.
    setIfAbsent("ai.djl.pytorch.num_threads", "1");
    setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
    setIfAbsent("ai.djl.pytorch.graph_optimizer", "false");
    setIfAbsent("ai.djl.default_engine", "PyTorch");
    setIfAbsent("ai.djl.offline", "true");
    setIfAbsent("OPT_OUT_TRACKING", "true");
    TorchLibrary.tellFlavor();
  }

  private static void setIfAbsent(String key, String value) {
    if (System.getProperty(key) == null) {
      System.setProperty(key, value);
    }
  }

  private static Engine load() {
    try {
      return Engine.getEngine("PyTorch");
    } catch (RuntimeException | LinkageError e) {
      String cache = System.getProperty("ENGINE_CACHE_DIR");
      throw new TorchException(
          "cannot load libtorch's native libraries for "
              + System.getProperty("os.name")
              + " "
              + System.getProperty("os.arch")
              + " ("
              + rootMessage(e)
              + "): check that "
              + (cache == null ? "ENGINE_CACHE_DIR (default ~/.djl.ai)" : cache)
              + " is writable with 500 MB free, and that the build has the natives of this machine"
              + " or PYTORCH_LIBRARY_PATH names a libtorch 2.7.1",
          e);
    }
  }

  private static String rootMessage(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  /** Where tensors live. */
  public Device device() {
    return device;
  }

  /** What computes, for the record of a result: version and device. */
  public String description() {
    String index = device.isGpu() ? " " + device.getDeviceId() : "";
    return "libtorch " + engine.getVersion() + " on " + device.getDeviceType() + index;
  }

  /** A manager of native memory on the device; whoever asks closes it. */
  public NDManager newManager() {
    return engine.newBaseManager(device);
  }

  /**
   * Back-propagates from a scalar into the leaves that require a gradient, adding to what they
   * have, and frees the graph. Call inside {@link #recording}.
   *
   * @param loss shape (), float32 or float64
   */
  public static void backward(NDArray loss) {
    Torch torch = on(loss.getDevice());
    PtNDArray seed = loss.getDataType() == DataType.FLOAT64 ? torch.one64 : torch.one;
    JniUtils.backward((PtNDArray) loss, seed, false, false);
  }

  /** Sets a leaf's gradient to zero; leaves it alone when it has none yet. */
  public static void zeroGradient(NDArray leaf) {
    JniUtils.zeroGrad((PtNDArray) leaf);
  }

  /** Does work with recording on in this thread; leaves may not be written in place inside. */
  public static <T> T recording(Supplier<T> work) {
    return withGradMode(true, work);
  }

  /** Does work with recording off in this thread. */
  public static <T> T unrecorded(Supplier<T> work) {
    return withGradMode(false, work);
  }

  private static <T> T withGradMode(boolean on, Supplier<T> work) {
    if (SINGLE_THREADED.get() == null) {
      engine();
      JniUtils.setNumThreads(Integer.getInteger("ai.djl.pytorch.num_threads", 1));
      SINGLE_THREADED.set(true);
    }
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(on);
    try {
      return work.get();
    } finally {
      JniUtils.setGradMode(before);
    }
  }
}
