package io.symlab.model.torch;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks the driver's own program which GPUs there are; loads nothing. */
public final class NvidiaSmi {
  private static final String PROGRAM = "nvidia-smi";
  private static final long MIB = 1 << 20;
  private static final int SECONDS = 20;

  private NvidiaSmi() {}

  /**
   * A GPU.
   *
   * @param index as CUDA counts them
   * @param model as its maker calls it
   * @param memory bytes
   * @param free bytes of them that no process uses
   * @param driver version
   */
  public record Gpu(int index, String model, long memory, long free, String driver) {}

  /** The program on the path that the environment gives; empty: there is none. */
  public static Optional<Path> find() {
    return find(System.getenv().getOrDefault("PATH", ""));
  }

  static Optional<Path> find(String path) {
    for (String folder : path.split(File.pathSeparator)) {
      Path program = Path.of(folder).resolve(PROGRAM);
      if (!folder.isEmpty() && Files.isExecutable(program)) {
        return Optional.of(program);
      }
    }
    return Optional.empty();
  }

  /** The GPUs of this machine; none where the driver or its program is not there. */
  public static List<Gpu> gpus() {
    Optional<Path> program = find();
    try {
      return program.isEmpty() ? List.of() : gpus(program.get());
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * What a program of that kind says.
   *
   * @throws IOException when it fails or can't be understood; the message is its own
   */
  public static List<Gpu> gpus(Path program) throws IOException {
    Process process =
        new ProcessBuilder(
                program.toString(),
                "--query-gpu=index,memory.total,memory.free,driver_version,name",
                "--format=csv,noheader,nounits")
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    String said;
    try (var out = process.getInputStream()) {
      said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(program + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(said.strip());
    }
    List<Gpu> gpus = new ArrayList<>();
    for (String line : said.lines().filter(one -> !one.isBlank()).toList()) {
      gpus.add(gpu(line));
    }
    return gpus;
  }

  private static Gpu gpu(String line) throws IOException {
    String[] parts = line.split(",", 5);
    try {
      return new Gpu(
          Integer.parseInt(parts[0].strip()),
          parts[4].strip(),
          Long.parseLong(parts[1].strip()) * MIB,
          Long.parseLong(parts[2].strip()) * MIB,
          parts[3].strip());
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw new IOException("nvidia-smi says \"" + line + "\", which can't be understood", e);
    }
  }
}
