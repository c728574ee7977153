package io.symlab.model.torch;

import java.util.regex.Pattern;

/**
 * Where tensors live: a value that is handed to whoever computes. Naming a device loads nothing.
 *
 * @param name {@code cpu}, or {@code gpu0}, {@code gpu1}, ...
 */
public record TorchDevice(String name) {
  private static final Pattern NAME = Pattern.compile("cpu|gpu[0-9]{1,3}");

  /** The processor. */
  public static final TorchDevice CPU = new TorchDevice("cpu");

  public TorchDevice {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "there is no device " + name + ": cpu, or gpu0, gpu1, ...");
    }
  }

  public boolean isGpu() {
    return !name.equals("cpu");
  }
}
