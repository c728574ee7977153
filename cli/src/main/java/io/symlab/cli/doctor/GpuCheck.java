package io.symlab.cli.doctor;

import io.symlab.cli.terminal.Amounts;
import io.symlab.model.torch.NvidiaSmi;
import io.symlab.model.torch.NvidiaSmi.Gpu;
import io.symlab.model.torch.TorchException;
import io.symlab.model.torch.TorchLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Whether GPUs can be used: their driver, a libtorch that knows them, the flavour that DJL takes it
 * for, and their memory. A machine without any is as good.
 */
final class GpuCheck {
  private static final String DRIVER = "gpu driver";
  private static final String LIBRARY = "gpu torch";
  private static final String GET =
      "unpack libtorch 2.7.1 for CUDA 12.8 (cxx11 ABI) and point PYTORCH_LIBRARY_PATH to its"
          + " folder lib";

  /** CUDA 12 runs on drivers from this one on. */
  private static final int LEAST_DRIVER = 525;

  private static final long LITTLE = 1L << 30;

  private final UnaryOperator<String> settings;
  private final List<CheckResult> results = new ArrayList<>();

  private GpuCheck(UnaryOperator<String> settings) {
    this.settings = settings;
  }

  static List<CheckResult> all() {
    return of(System::getenv, NvidiaSmi.find());
  }

  /**
   * Of another machine.
   *
   * @param settings its environment
   * @param smi its driver's program, if there is one
   */
  static List<CheckResult> of(UnaryOperator<String> settings, Optional<Path> smi) {
    var check = new GpuCheck(settings);
    Optional<TorchLibrary> library = Optional.empty();
    try {
      library = TorchLibrary.named(settings);
    } catch (TorchException e) {
      check.results.add(CheckResult.wrong(LIBRARY, e.getMessage(), GET));
    }
    boolean cuda = library.map(TorchLibrary::cuda).orElse(false);
    List<Gpu> gpus = check.driver(smi, cuda);
    library.ifPresent(check::library);
    if (library.isEmpty() && check.results.isEmpty()) {
      return List.of(CheckResult.note("gpu", "none; the processor does all work", ""));
    }
    if (!cuda && !gpus.isEmpty()) {
      check.results.add(
          CheckResult.note(
              LIBRARY,
              "the libtorch in use is for processors, so the GPUs are not",
              GET + ", then set symlab.devices = \"all\""));
    }
    return List.copyOf(check.results);
  }

  private List<Gpu> driver(Optional<Path> smi, boolean wanted) {
    if (smi.isEmpty()) {
      if (wanted) {
        results.add(
            CheckResult.wrong(
                DRIVER,
                "there is no nvidia-smi, so no driver, though PYTORCH_LIBRARY_PATH names a libtorch"
                    + " with CUDA",
                "install NVIDIA's driver, version " + LEAST_DRIVER + " or newer"));
      }
      return List.of();
    }
    try {
      List<Gpu> gpus = NvidiaSmi.gpus(smi.get());
      gpus.forEach(this::gpu);
      return gpus;
    } catch (IOException e) {
      results.add(
          CheckResult.wrong(
              DRIVER,
              "nvidia-smi fails: " + e.getMessage(),
              "load or install NVIDIA's driver again; a restart of the machine may do"));
      return List.of();
    }
  }

  private void gpu(Gpu gpu) {
    String name = "gpu" + gpu.index();
    String found =
        gpu.model()
            + ", "
            + Amounts.bytes(gpu.free())
            + " of "
            + Amounts.bytes(gpu.memory())
            + " free, driver "
            + gpu.driver();
    if (major(gpu.driver()) < LEAST_DRIVER) {
      results.add(
          CheckResult.wrong(
              name, found, "CUDA 12 wants a driver of version " + LEAST_DRIVER + " or newer"));
    } else if (gpu.free() < LITTLE) {
      results.add(
          CheckResult.note(name, found, "little memory is free: nvidia-smi shows who has it"));
    } else {
      results.add(CheckResult.good(name, found));
    }
  }

  private static int major(String driver) {
    try {
      return Integer.parseInt(driver.split("\\.", 2)[0]);
    } catch (NumberFormatException e) {
      return Integer.MAX_VALUE; // a numbering that is not known is not judged
    }
  }

  private void library(TorchLibrary library) {
    String found =
        (library.version().isEmpty() ? "libtorch" : "libtorch " + library.version())
            + " in "
            + library.folder()
            + (library.cuda() ? "" : ", without CUDA");
    String flavor = settings.apply(TorchLibrary.FLAVOR);
    if (library.misfit().isPresent()) {
      results.add(CheckResult.wrong(LIBRARY, found, library.misfit().get() + ": " + GET));
    } else if (flavor != null && !flavor.isBlank() && !flavor.equals(library.flavor())) {
      results.add(
          CheckResult.wrong(
              LIBRARY,
              found + ", but PYTORCH_FLAVOR=" + flavor,
              "unset PYTORCH_FLAVOR, or set it to " + library.flavor()));
    } else {
      results.add(CheckResult.good(LIBRARY, found + ", taken for " + library.flavor()));
    }
  }
}
