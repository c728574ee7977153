package io.symlab.model.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import io.symlab.model.DivergedException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The engine's set-up, and differentiation without DJL's collector. */
class TorchTest {
  @Test
  void runsOneThreadPerCaller() {
    Torch.cpu();
    assertThat(JniUtils.getNumThreads()).isEqualTo(1);
    assertThat(JniUtils.getNumInteropThreads()).isEqualTo(1);
  }

  @Test
  void recordingIsOnInsideItsScopeAndRestoredAfterwardsEvenWhenItThrows() {
    Torch.cpu();
    boolean before = JniUtils.isGradMode();
    assertThat(Torch.recording(JniUtils::isGradMode)).isTrue();
    assertThat(Torch.recording(() -> Torch.unrecorded(JniUtils::isGradMode))).isFalse();
    assertThatThrownBy(
            () ->
                Torch.recording(
                    () -> {
                      throw new DivergedException("on purpose");
                    }))
        .isInstanceOf(DivergedException.class);
    assertThat(JniUtils.isGradMode()).isEqualTo(before);
  }

  @Test
  void gradientsAddUpUntilTheyAreZeroed() {
    try (NDManager manager = Torch.cpu().newManager()) {
      NDArray leaf = manager.create(new float[] {1, 2, 3});
      leaf.setRequiresGradient(true);
      Torch.zeroGradient(leaf);
      assertThat(squareGradient(leaf)).containsExactly(2, 4, 6);
      assertThat(squareGradient(leaf)).containsExactly(4, 8, 12);
      Torch.zeroGradient(leaf);
      assertThat(squareGradient(leaf)).containsExactly(2, 4, 6);
    }
  }

  private static float[] squareGradient(NDArray leaf) {
    return Torch.recording(
        () -> {
          Torch.backward(leaf.square().sum());
          return leaf.getGradient().toFloatArray();
        });
  }

  @Test
  void differentiatesInFloat64Too() {
    try (NDManager manager = Torch.cpu().newManager()) {
      NDArray leaf = manager.ones(new Shape(2), DataType.FLOAT64);
      leaf.setRequiresGradient(true);
      Torch.recording(
          () -> {
            Torch.backward(leaf.exp().sum());
            return null;
          });
      assertThat(leaf.getGradient().toDoubleArray()[0]).isEqualTo(Math.E);
    }
  }

  @Test
  void saysWhatToDoWhenTheNativesCannotBeUnpacked(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("a-file"));
    assertThat(probe("cpu", file.resolve("cache")))
        .contains("cannot load libtorch's native libraries")
        .contains("writable with 500 MB free")
        .contains(file.resolve("cache").toString());
  }

  @Test
  void saysThatThereIsNoSuchGpu() throws Exception {
    assertThat(probe("gpu99", null)).contains("no gpu99 here").contains("choose cpu");
  }

  /** What a fresh process says when it is asked for libtorch. */
  private static String probe(String device, Path cache) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName(),
                device,
                cache == null ? "" : cache.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  /** Starts the engine in a process of its own and prints what comes of it. */
  static final class Probe {
    private Probe() {}

    public static void main(String[] arguments) {
      Path cache = arguments[1].isEmpty() ? null : Path.of(arguments[1]);
      if (cache != null) {
        System.setProperty("ENGINE_CACHE_DIR", cache.toString());
      }
      try {
        System.out.println("runs: " + Torch.on(new TorchDevice(arguments[0])).description());
      } catch (TorchException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
