package io.symlab.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code lab doctor} says of GPUs, on machines made of files. */
class GpuCheckTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private Optional<Path> smi = Optional.empty();

  private void driver(String script) throws IOException {
    Path file = Files.writeString(folder.resolve("nvidia-smi"), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    smi = Optional.of(file);
  }

  private void library(String version, String... libraries) throws IOException {
    Path lib = Files.createDirectories(folder.resolve("lib"));
    for (String library : libraries) {
      Files.createFile(lib.resolve(System.mapLibraryName(library)));
    }
    Files.writeString(folder.resolve("build-version"), version);
    environment.put("PYTORCH_LIBRARY_PATH", lib.toString());
  }

  private List<CheckResult> check() {
    return GpuCheck.of(environment::get, smi);
  }

  private String wrong() {
    return check().stream()
        .filter(one -> !one.good())
        .map(one -> one.found() + " -> " + one.advice())
        .reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void aMachineWithoutAnyIsAsGood() {
    assertThat(check())
        .containsExactly(CheckResult.note("gpu", "none; the processor does all work", ""));
  }

  @Test
  void allIsThere() throws Exception {
    driver("echo '0, 24564, 24000, 570.86.10, NVIDIA RTX 4090'");
    library("2.7.1+cu128", "torch", "torch_cuda");
    assertThat(check()).allMatch(CheckResult::good).hasSize(2);
    assertThat(check().get(0).found()).contains("NVIDIA RTX 4090", "24.0 GiB free");
    assertThat(check().get(1).found()).contains("libtorch 2.7.1+cu128", "taken for cu128");
    environment.put("PYTORCH_FLAVOR", "cu128");
    assertThat(wrong()).isEmpty();
  }

  @Test
  void aLibraryForGpusWithoutADriver() throws Exception {
    library("2.7.1+cu128", "torch", "torch_cuda");
    assertThat(wrong()).contains("no nvidia-smi", "install NVIDIA's driver");
  }

  @Test
  void gpusWithoutALibraryForThem() throws Exception {
    driver("echo '0, 24564, 24000, 570.86.10, NVIDIA RTX 4090'");
    assertThat(wrong()).isEmpty();
    assertThat(check().get(1).advice()).contains("PYTORCH_LIBRARY_PATH", "symlab.devices");
  }

  @Test
  void aFlavourThatTheBindingDoesNotHave() throws Exception {
    driver("echo '0, 24564, 24000, 570.86.10, NVIDIA RTX 4090'");
    library("2.7.1+cu128", "torch", "torch_cuda");
    environment.put("PYTORCH_FLAVOR", "cu128-precxx11");
    assertThat(wrong()).contains("unset PYTORCH_FLAVOR, or set it to cu128");
  }

  @Test
  void anotherVersionOfTheLibrary() throws Exception {
    library("2.6.0+cpu", "torch");
    assertThat(wrong()).contains("libtorch 2.6.0+cpu", "the binding is for 2.7.1");
  }

  @Test
  void aFolderThatIsNoLibrary() {
    environment.put("PYTORCH_LIBRARY_PATH", folder.toString());
    assertThat(wrong()).contains(folder.toString(), "folder lib");
  }

  @Test
  void anOldDriverOneThatFailsAndLittleMemory() throws Exception {
    driver("echo '0, 24564, 24000, 470.1, Tesla'");
    assertThat(wrong()).contains("driver 470.1", "525 or newer");
    driver("echo 'Driver/library version mismatch'; exit 18");
    assertThat(wrong()).contains("version mismatch");
    driver("echo '0, 24564, 12, 570.1, Tesla'");
    assertThat(wrong()).isEmpty();
    assertThat(check().get(0).advice()).contains("little memory is free");
  }
}
