package io.symlab.model.torch;

import java.nio.file.Path;

/**
 * How a process uses libtorch.
 *
 * @param device {@code cpu}, or {@code gpu0}, {@code gpu1}, ...
 * @param cache where the native libraries are unpacked (some 430 MB, once per machine); null leaves
 *     the choice to the environment: {@code ENGINE_CACHE_DIR}, else {@code DJL_CACHE_DIR}, else
 *     {@code ~/.djl.ai}
 */
public record TorchSettings(String device, Path cache) {
  /** On the CPU, natives where the environment says. */
  public static TorchSettings defaults() {
    return new TorchSettings("cpu", null);
  }
}
