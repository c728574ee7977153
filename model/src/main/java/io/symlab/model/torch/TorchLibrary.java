package io.symlab.model.torch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A libtorch of one's own, that {@code PYTORCH_LIBRARY_PATH} names. DJL 0.35.1 also wants to know
 * its flavour, and guesses one that it has no binding for ({@code cu128-precxx11}, {@code
 * cpu-precxx11}: see {@code LibUtils.LibTorch}); so what the folder holds decides it here.
 *
 * @param folder with {@code libtorch.so}
 * @param cuda whether it computes on GPUs
 * @param version as its file {@code build-version} has it, e.g. {@code 2.7.1+cu128}; empty: none
 */
public record TorchLibrary(Path folder, boolean cuda, String version) {
  /** Where DJL looks for a libtorch. */
  public static final String PATH = "PYTORCH_LIBRARY_PATH";

  /** What DJL takes it for. */
  public static final String FLAVOR = "PYTORCH_FLAVOR";

  /** What DJL's binding is made for. */
  public static final String WANTED = "2.7.1";

  private static final String CUDA_FLAVOR = "cu128";
  private static final Pattern VERSION = Pattern.compile("([0-9.]+)(?:\\+(\\w+))?.*");

  /**
   * The one that the environment, or a system property, names; empty when none is named.
   *
   * @throws TorchException when what is named holds none
   */
  public static Optional<TorchLibrary> named() {
    return named(TorchLibrary::setting);
  }

  /**
   * The one that those settings name.
   *
   * @throws TorchException when what is named holds none
   */
  public static Optional<TorchLibrary> named(UnaryOperator<String> settings) {
    String paths = settings.apply(PATH);
    if (paths == null || paths.isBlank()) {
      return Optional.empty();
    }
    for (String path : paths.split(File.pathSeparator)) {
      Path folder = Path.of(path);
      if (Files.isRegularFile(folder.resolve(System.mapLibraryName("torch")))) {
        return Optional.of(at(folder));
      }
    }
    throw new TorchException(
        PATH
            + " is "
            + paths
            + ", where there is no "
            + System.mapLibraryName("torch")
            + "; it wants the folder lib of an unpacked libtorch "
            + WANTED,
        null);
  }

  private static TorchLibrary at(Path folder) {
    boolean cuda = Files.exists(folder.resolve(System.mapLibraryName("torch_cuda")));
    Path version = folder.toAbsolutePath().resolveSibling("build-version");
    try {
      return new TorchLibrary(
          folder, cuda, Files.exists(version) ? Files.readString(version).strip() : "");
    } catch (IOException e) {
      return new TorchLibrary(folder, cuda, "");
    }
  }

  /** What DJL is to take it for. */
  public String flavor() {
    return cuda ? CUDA_FLAVOR : "cpu";
  }

  /** What does not go with DJL's binding; empty: nothing, as far as the files tell. */
  public Optional<String> misfit() {
    Matcher parts = VERSION.matcher(version);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String build = parts.group(2);
    boolean other = cuda && build != null && !build.equals(CUDA_FLAVOR);
    return !parts.group(1).equals(WANTED) || other
        ? Optional.of(
            "it is libtorch "
                + version
                + "; the binding is for "
                + WANTED
                + (cuda ? "+" + CUDA_FLAVOR : ""))
        : Optional.empty();
  }

  /**
   * Tells DJL the flavour, before its first class is loaded; one that a person has set stays.
   *
   * @return what was set; empty when nothing had to be
   */
  static Optional<String> tellFlavor() {
    Optional<TorchLibrary> library = named();
    String set = setting(FLAVOR);
    if (library.isEmpty() || (set != null && !set.isBlank())) {
      return Optional.empty();
    }
    System.setProperty(FLAVOR, library.get().flavor());
    return Optional.of(library.get().flavor());
  }

  /** As DJL reads it: the environment first. */
  private static String setting(String name) {
    String value = System.getenv(name);
    return value == null ? System.getProperty(name) : value;
  }
}
