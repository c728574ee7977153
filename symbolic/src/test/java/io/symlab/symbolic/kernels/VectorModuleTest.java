package io.symlab.symbolic.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorModuleTest {
  /** What the kernels are, and a sum that runs on them. */
  static final class Kernels {
    public static void main(String[] args) {
      System.out.print(KernelSet.kind() + ": ");
      float[] ones = new float[64];
      java.util.Arrays.fill(ones, 1f);
      KernelSet kernels = KernelSet.best();
      float[] twice = new float[64];
      kernels.binary("ADD").values(ones, 0, ones, 0, twice, 64);
      System.out.print(kernels.name() + " " + twice[63] + " " + KernelSet.plain().name());
    }
  }

  private record Said(String out, String err) {}

  @Test
  void anExportedJdkGetsTheModuleWithoutAWarning() throws Exception {
    assumeThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    Said said = run("--add-exports", "java.base/jdk.internal.module=ALL-UNNAMED");
    assertThat(said.out).startsWith("vectors: vectors of " + lanes() + " floats 2.0");
    assertThat(said.err).isEmpty();
  }

  @Test
  void theModuleMayBeThereFromTheStart() throws Exception {
    assumeThat(ModuleLayer.boot().findModule("jdk.incubator.vector")).isPresent();
    assertThat(run("--add-modules", "jdk.incubator.vector").out).startsWith("vectors: vectors of ");
  }

  @Test
  void withoutEitherPlainLoopsDoTheWork() throws Exception {
    Said said = run();
    assertThat(said.out).startsWith("plain loops: plain loops").contains(" 2.0 ");
    assertThat(said.err).isEmpty();
  }

  private static String lanes() {
    return KernelSet.best().name().replaceAll("[^0-9]", "");
  }

  private static Said run(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Kernels.class.getName()));
    ProcessBuilder builder = new ProcessBuilder(command);
    // A JVM that is told options this way says so on standard error.
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.start();
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(err).isZero();
    return new Said(out, err);
  }
}
