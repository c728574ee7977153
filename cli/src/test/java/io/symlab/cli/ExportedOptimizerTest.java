package io.symlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.symlab.actors.endpoint.FrontViews;
import io.symlab.cli.exit.OutFile;
import io.symlab.cli.experiments.ExportCommand;
import io.symlab.model.optimizee.Optimizee.ParameterGroup;
import io.symlab.model.rule.UpdateRule;
import io.symlab.model.rule.features.Feature;
import io.symlab.model.rule.features.SampleNames;
import io.symlab.model.rule.symbolic.SymbolicRule;
import io.symlab.proto.FrontRow;
import io.symlab.proto.FrontView;
import io.symlab.symbolic.formula.ExpressionText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported to torch makes the steps that the lab itself makes. */
class ExportedOptimizerTest {
  private static final List<Feature> FEATURES = List.of(Feature.values());
  private static final int WINDOW = 5;
  private static final int STEPS = 30;
  private static final int COORDINATES = 15;
  private static final List<ParameterGroup> TENSORS =
      List.of(new ParameterGroup("a", 0, 12, List.of(2L, 3L, 2L)), new ParameterGroup("b", 12, 3));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-tanh(mt_0 + 0.5 * mt_3) - 0.3 * gt_1 * exp(-t_0) + 0.1 * mom5_0 - mom9_4 * mom99_0 + g_2",
        "-g_0 / (norm_g_0 + 0.1) - 0.3 * theta_0 + norm_theta_1 * mom1_0 - mom9_rms_0 * log_t_0",
        "-adam_up_norm_0 / adam_down_0 - adam_up_1 * t10_0 - inv_rms_0 * mom999_0 * rms_0 + t3_0",
        "-magic2_0 - 0.3 * magic25_1 + 0.2 * tanh(magic3_0) - 0.1 * magic4_2",
        "-mean_g_0 / (sqrt(mean_g2_0) + 0.01) - 0.1 * mean_g_3",
        "-fac9_0 - 0.1 * fac99_1 + 0.2 * fac999_0",
        "-mom9_fac_0 + 0.1 * mom99_fac_2 - 0.5 * mom999_fac_0",
        "-0.001 * g_0 * inv_row9_0 * sqrt(inv_col999_1) + row99_0 - 2 * col9_0 * inv_col9_0"
      })
  void torchMakesTheLabsSteps(String text) throws Exception {
    String python = pythonWithTorch();
    assumeTrue(python != null, "no Python with torch");
    List<String> names = SampleNames.of(FEATURES, WINDOW);
    FrontView front =
        FrontView.newBuilder()
            .addAllNames(names)
            .addRows(FrontRow.newBuilder().setComplexity(30).setExpression(text))
            .build();
    OutFile.write(
        folder.resolve("rule.py"),
        ExportCommand.export(FrontViews.front(front), "best", "torch", 0.02));
    float[][] gradients = gradients();
    Files.writeString(
        folder.resolve("program.py"),
        """
        import torch, rule
        a = torch.nn.Parameter(torch.zeros(2, 3, 2, dtype=torch.float64))
        b = torch.nn.Parameter(torch.zeros(3, dtype=torch.float64))
        optimizer = rule.SymbolicOptimizer([a, b], foreach=True)
        for g in torch.tensor(%s, dtype=torch.float64):
            a.grad, b.grad = g[:12].view(2, 3, 2), g[12:]
            optimizer.step()
            print(*a.flatten().tolist(), *b.tolist())
        """
            .formatted(
                Arrays.stream(gradients)
                    .map(Arrays::toString)
                    .collect(Collectors.joining(", ", "[", "]"))));
    double[][] moved =
        run(python, "program.py")
            .lines()
            .map(line -> Arrays.stream(line.split(" ")).mapToDouble(Double::parseDouble).toArray())
            .toArray(double[][]::new);
    double[][] expected = labs(text, names, gradients);
    assertThat(moved).hasDimensions(STEPS, COORDINATES);
    for (int step = 0; step < STEPS; step++) {
      // The lab computes in single precision, and what has cancelled in a coordinate is not told.
      double size = Arrays.stream(expected[step]).map(Math::abs).max().orElseThrow();
      for (int i = 0; i < COORDINATES; i++) {
        assertThat(moved[step][i])
            .as("coordinate %d after step %d", i, step + 1)
            .isCloseTo(expected[step][i], within(1e-6 * size));
      }
    }
  }

  private static double[][] labs(String text, List<String> names, float[][] gradients) {
    UpdateRule rule =
        new SymbolicRule("found", ExpressionText.parse(text, names), FEATURES, WINDOW, 0.02);
    float[] update = new float[COORDINATES];
    float[] theta = new float[COORDINATES];
    double[] parameters = new double[COORDINATES];
    double[][] path = new double[STEPS][];
    try (UpdateRule.State state = rule.start(TENSORS)) {
      for (int step = 0; step < STEPS; step++) {
        for (int i = 0; i < COORDINATES; i++) {
          theta[i] = (float) parameters[i];
        }
        state.update(theta, gradients[step], step + 1, update);
        for (int i = 0; i < COORDINATES; i++) {
          parameters[i] += update[i];
        }
        path[step] = parameters.clone();
      }
    }
    return path;
  }

  private static float[][] gradients() {
    SplittableRandom random = new SplittableRandom(5);
    float[][] gradients = new float[STEPS][COORDINATES];
    for (float[] step : gradients) {
      for (int i = 0; i < COORDINATES; i++) {
        step[i] = (float) ((2 * random.nextDouble() - 1) * Math.pow(10, -(i % 4)));
      }
    }
    return gradients;
  }

  /** Null where there is none. */
  private String pythonWithTorch() throws InterruptedException {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      if (hasTorch(python)) {
        return python;
      }
    }
    return null;
  }

  private boolean hasTorch(String python) throws InterruptedException {
    try {
      run(python, "-c", "import torch");
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private String run(String... command) throws IOException, InterruptedException {
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    if (process.waitFor() != 0) {
      throw new IOException(Files.readString(printed));
    }
    return Files.readString(printed);
  }
}
