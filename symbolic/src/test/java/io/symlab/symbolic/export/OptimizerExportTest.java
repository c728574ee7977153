package io.symlab.symbolic.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.symlab.symbolic.expression.Signals;
import io.symlab.symbolic.expression.Signals.Signal;
import io.symlab.symbolic.formula.ExpressionText;
import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.Stepper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exported optimizers make the steps that the formula makes. */
class OptimizerExportTest {
  private static final int STEPS = 12;
  private static final int COORDINATES = 6;
  private static final List<String> FEATURES =
      List.of(
          ("mt gt g mom5 mom9 mom99 t theta norm_g norm_theta log_t mom1 mom999 mom9999 adam_up"
                  + " adam_up_norm adam_down rms inv_rms mom9_rms mom99_rms mom999_rms t1 t10 t1000"
                  + " magic2 magic25 magic3 magic4 mean_g mean_g2 row9 col99 inv_row9 inv_col999"
                  + " fac9 fac99 mom9_fac mom999_fac")
              .split(" "));

  private static final List<String> GRADIENTS = List.of("g0", "g1", "g2", "g3", "g4");
  private static final Signals GRADIENT = new Signals(List.of(new Signal("g", 0, 1, 5)));

  @TempDir private Path folder;

  private static Formula ofGradients(String text) {
    return Formula.of(ExpressionText.parse(text, GRADIENTS, GRADIENT), GRADIENTS, GRADIENT);
  }

  /** As the lab names its columns. */
  private static Formula ofFeatures(String text) {
    List<String> names = new ArrayList<>();
    for (int lag = 0; lag < 4; lag++) {
      for (String feature : FEATURES) {
        names.add(feature + "_" + lag);
      }
    }
    return Formula.of(ExpressionText.parse(text, names), names, Signals.NONE);
  }

  private static List<Formula> formulas() {
    return List.of(
        ofGradients("-g"),
        ofGradients("-ema(g, 0.9)"),
        ofGradients("-g / (sqrt(ema(square(g), 0.9)) + 0.001)"),
        ofGradients("-ema_hat(g, 0.9) / (sqrt(ema_hat(square(g), 0.99)) + 1e-8)"),
        ofGradients("-ema(tanh(ema_hat(g, 0.5) + lag(g, 2)), 0.7) - lag(g, 4)"),
        ofGradients("greater(g, lag(g, 1)) - max(0.1, g) * pow(2, g) + atan2(g, 0.3)"),
        ofGradients("0.25"),
        ofFeatures("-0.7 * tanh(mt_0 + 0.3 * mt_3) - 0.1 * gt_1"),
        ofFeatures("-mom5_0 + mom9_2 * mom99_0 - exp(-t_0) * g_1 + mom9_0"),
        ofFeatures("-gt_0 * log(t_2) + relu(mt_1)"),
        ofFeatures("-0.1 * theta_0 - g_0 / (norm_g_0 + 0.01) * (1 + norm_theta_0)"),
        ofFeatures("-mom1_0 * log_t_0 + theta_2 - norm_g_1 * mom999_0 - mom9999_0"),
        ofFeatures("-adam_up_norm_0 / adam_down_0 - adam_up_1 + rms_0 * inv_rms_0 * g_0"),
        ofFeatures("-mom9_rms_0 - mom99_rms_1 * t10_0 + mom999_rms_0 * t1000_0 - t1_0 * g_0"),
        ofFeatures("-magic2_0 - 0.3 * magic25_1 + 0.2 * tanh(magic3_0) - 0.1 * magic4_0"),
        ofFeatures("-mean_g_0 / (sqrt(mean_g2_0) + 0.001) - 0.1 * mean_g_2 + g_3 * mean_g2_1"),
        ofFeatures("-fac9_0 - 0.1 * fac99_1 + 0.2 * mom9_fac_0 - mom999_fac_0 * tanh(fac9_2)"),
        ofFeatures("-g_0 * inv_row9_0 * sqrt(inv_col999_0) + 5 * row9_1 - col99_0 * mom9_0"));
  }

  /** Gradients, [steps][coordinates], of quite different sizes. */
  private static double[][] gradients() {
    SplittableRandom random = new SplittableRandom(3);
    double[][] gradients = new double[STEPS][COORDINATES];
    for (double[] step : gradients) {
      for (int i = 0; i < COORDINATES; i++) {
        step[i] = (2 * random.nextDouble() - 1) * Math.pow(10, -i);
      }
    }
    return gradients;
  }

  private static double input(
      String name, int step, int i, double[] parameter, List<Integer> tensors) {
    return switch (name) {
      case "t" -> (step + 1) / 1000.0;
      case "theta" -> parameter[i];
      case "norm_g" -> norm(gradients()[step], i, tensors);
      case "norm_theta" -> norm(parameter, i, tensors);
      case "has_sides" -> length(i, tensors) == 4 ? 1 : 0;
      case "row_mean" -> square(gradients()[step], i, tensors, List.of(0, 1));
      case "col_mean" -> square(gradients()[step], i, tensors, List.of(0, 2));
      case "both_mean" -> square(gradients()[step], i, tensors, List.of(0, 1, 2, 3));
      default -> gradients()[step][i];
    };
  }

  /** The root of the mean square of the tensor that a coordinate belongs to. */
  private static double norm(double[] x, int coordinate, List<Integer> tensors) {
    int from = first(coordinate, tensors);
    double sum = 0;
    for (int i = from; i < from + length(coordinate, tensors); i++) {
      sum += x[i] * x[i];
    }
    return Math.sqrt(sum / length(coordinate, tensors));
  }

  /**
   * The mean of squares in a matrix of two rows and two columns; in a vector the square.
   *
   * @param over places that it is over, each a change of the coordinate's own: 1 is the other
   *     column, 2 the other row
   */
  private static double square(
      double[] x, int coordinate, List<Integer> tensors, List<Integer> over) {
    if (length(coordinate, tensors) != 4) {
      return x[coordinate] * x[coordinate] + 1e-30;
    }
    int from = first(coordinate, tensors);
    return over.stream()
            .mapToDouble(change -> x[from + ((coordinate - from) ^ change)])
            .map(g -> g * g + 1e-30)
            .sum()
        / over.size();
  }

  /** The first coordinate of a coordinate's tensor. */
  private static int first(int coordinate, List<Integer> tensors) {
    int from = 0;
    for (int length : tensors) {
      if (coordinate < from + length) {
        break;
      }
      from += length;
    }
    return from;
  }

  private static int length(int coordinate, List<Integer> tensors) {
    return first(coordinate, tensors) == 0 ? tensors.get(0) : tensors.get(1);
  }

  /**
   * Where a parameter that starts at 0 has moved after each step.
   *
   * @param tensors how many coordinates each has
   */
  private static double[][] expected(Formula formula, List<Integer> tensors) {
    Recurrence recurrence = GradientColumns.recurrence(formula);
    Stepper stepper = new Stepper(recurrence, COORDINATES);
    double[] parameter = new double[COORDINATES];
    double[][] path = new double[STEPS][];
    for (int step = 0; step < STEPS; step++) {
      double[][] inputs = new double[stepper.inputs().size()][COORDINATES];
      for (int input = 0; input < inputs.length; input++) {
        String name = stepper.inputs().get(input).name();
        for (int i = 0; i < COORDINATES; i++) {
          inputs[input][i] = input(name, step, i, parameter, tensors);
        }
      }
      double[] update = stepper.next(inputs);
      for (int i = 0; i < COORDINATES; i++) {
        parameter[i] += 0.01 * update[i];
      }
      path[step] = parameter.clone();
    }
    return path;
  }

  private void check(
      Python python, ExportFormat format, String program, double relative, List<Integer> tensors) {
    List<Formula> formulas = formulas();
    for (int i = 0; i < formulas.size(); i++) {
      python.module("formula_" + i, format.export(formulas.get(i)));
    }
    String printed = python.run(program.formatted(Python.literal(gradients()), formulas.size()));
    double[][] values = Python.numbers(printed);
    assertThat(values).hasNumberOfRows(STEPS * formulas.size());
    for (int f = 0; f < formulas.size(); f++) {
      double[][] expected = expected(formulas.get(f), tensors);
      for (int step = 0; step < STEPS; step++) {
        for (int i = 0; i < COORDINATES; i++) {
          assertThat(values[f * STEPS + step][i])
              .as(formulas.get(f).text() + " step " + step)
              .isCloseTo(
                  expected[step][i], within(relative * (1e-6 + Math.abs(expected[step][i]))));
        }
      }
    }
  }

  @Test
  void torchMakesTheFormulasSteps() {
    check(
        Python.with(folder, "torch"),
        ExportFormat.TORCH,
        """
        import importlib, io, torch
        G = torch.tensor(%s, dtype=torch.float64)
        for i in range(%d):
            module = importlib.import_module(f"formula_{i}")
            shapes = [(2, 2), (2,)]
            params = [torch.nn.Parameter(torch.zeros(s, dtype=torch.float64)) for s in shapes]
            for p in params:
                p.grad = torch.zeros_like(p)
            together = i %% 2 == 0
            optimizer = module.SymbolicOptimizer(params, foreach=together)
            for step, g in enumerate(G):
                params[0].grad.copy_(g[:4].view(2, 2))  # in place, as zero_grad may leave it
                params[1].grad.copy_(g[4:])
                optimizer.step()
                if step == 5:
                    saved = io.BytesIO()
                    torch.save(optimizer.state_dict(), saved)
                    saved.seek(0)
                    optimizer = module.SymbolicOptimizer(params, lr=1.0, foreach=together)
                    optimizer.load_state_dict(torch.load(saved))
                print(*[repr(float(v)) for p in params for v in p.detach().flatten()])
        """,
        1e-6,
        List.of(4, 2));
  }

  @Test
  void optaxMakesTheFormulasSteps() {
    check(
        Python.with(folder, "jax", "optax"),
        ExportFormat.OPTAX,
        """
        import importlib, jax, optax
        jax.config.update("jax_enable_x64", True)
        import jax.numpy as jnp
        G = jnp.array(%s, dtype=jnp.float64)
        for i in range(%d):
            module = importlib.import_module(f"formula_{i}")
            optimizer = module.symbolic_optimizer()
            params = {"a": jnp.zeros([2]), "b": (jnp.zeros([2, 2]), None)}
            state = optimizer.init(params)
            update = jax.jit(optimizer.update)
            for g in G:
                gradients = {"a": g[:2], "b": (g[2:].reshape(2, 2), None)}
                updates, state = update(gradients, state, params)
                params = optax.apply_updates(params, updates)
                flat = jnp.concatenate([params["a"], params["b"][0].flatten()])
                print(*[repr(float(v)) for v in flat])
        """,
        1e-6,
        List.of(2, 4));
  }

  /** What the programs use of jax and optax, made of NumPy: where those are not at hand. */
  @Test
  void optaxMakesTheFormulasStepsOnNumpy() {
    Python python = Python.with(folder, "numpy");
    python.module(
        "jax",
        """
        import sys, types
        import numpy

        class Tree:
            flatten_up_to = staticmethod(list)
            unflatten = staticmethod(list)

        tree_util = types.SimpleNamespace(
            tree_map=lambda f, tree: [f(leaf) for leaf in tree],
            tree_flatten=lambda tree: (list(tree), Tree),
        )
        sys.modules["jax.numpy"] = numpy
        """);
    python.module(
        "optax",
        """
        import collections
        GradientTransformation = collections.namedtuple("GradientTransformation", "init update")
        """);
    check(
        python,
        ExportFormat.OPTAX,
        """
        import importlib, numpy
        G = numpy.array(%s)
        for i in range(%d):
            optimizer = importlib.import_module(f"formula_{i}").symbolic_optimizer()
            params = [numpy.zeros(2), numpy.zeros([2, 2])]
            state = optimizer.init(params)
            for g in G:
                updates, state = optimizer.update([g[:2], g[2:].reshape(2, 2)], state, params)
                params = [p + u for p, u in zip(params, updates)]
                print(*[repr(float(v)) for p in params for v in p.flatten()])
        """,
        1e-6,
        List.of(2, 4));
  }

  @Test
  void optaxIsPython() {
    Python python = Python.with(folder, "sys");
    for (Formula formula : formulas()) {
      python.module("formula", ExportFormat.OPTAX.export(formula));
      python.run("compile(open('formula.py').read(), 'formula.py', 'exec')");
    }
  }

  @Test
  void torchTrainsANetwork() {
    Python python = Python.with(folder, "torch");
    python.module(
        "rule",
        ExportFormat.TORCH.export(
            ofGradients("-ema_hat(g, 0.9) / (sqrt(ema_hat(square(g), 0.99)) + 1e-8)")));
    String printed =
        python.run(
            """
            import torch, rule
            torch.manual_seed(1)
            torch.set_num_threads(1)
            X = torch.randn(200, 5)
            y = torch.tanh(X @ torch.randn(5, 1))
            model = torch.nn.Sequential(torch.nn.Linear(5, 16), torch.nn.Tanh(), torch.nn.Linear(16, 1))
            unused = torch.nn.Parameter(torch.zeros(3))
            optimizer = rule.SymbolicOptimizer(
                [{"params": model.parameters()}, {"params": [unused], "lr": 0.5}]
            )
            adam = torch.optim.Adam(model.parameters(), lr=0.01)
            def closure():
                optimizer.zero_grad()
                loss = torch.nn.functional.mse_loss(model(X), y)
                loss.backward()
                return loss
            losses = [float(optimizer.step(closure)) for _ in range(100)]
            print(losses[0], losses[-1])
            tensors = {k for s in optimizer.state.values() for k, v in s.items() if torch.is_tensor(v)}
            print(len(tensors), len(optimizer.state))
            embedding = torch.nn.Embedding(4, 2, sparse=True)
            embedding(torch.tensor([1])).sum().backward()
            try:
                rule.SymbolicOptimizer(embedding.parameters()).step()
                print(0)
            except RuntimeError:
                print(1)
            """);
    double[][] values = Python.numbers(printed);
    assertThat(values[0][1]).isLessThan(values[0][0] / 5);
    assertThat(values[1]).containsExactly(2, 4);
    assertThat(values[2]).containsExactly(1);
  }

  @Test
  void memoryIsOneTensorPerAverageAndTheLags() {
    Formula formula = ofGradients("-ema(g, 0.9) / sqrt(ema(square(g), 0.9)) - lag(g, 2)");
    assertThat(ExportFormat.TORCH.export(formula))
        .contains("MEMORY = [\"ema_1\", \"ema_2\", \"g_1\", \"g_2\"]\n");
    assertThat(ExportFormat.TORCH.export(ofFeatures("-mt_0 - gt_0")))
        .contains("MEMORY = [\"m\", \"v\"]\n");
  }

  @Test
  void theBaseRateIsTheDefault() {
    Formula formula = ofGradients("-g").withRate(0.125);
    assertThat(ExportFormat.TORCH.export(formula)).contains("lr=0.125");
    assertThat(ExportFormat.OPTAX.export(formula)).contains("learning_rate=0.125");
  }

  @Test
  void whatAnOptimizerCannotKnowIsRefusedByName() {
    for (ExportFormat format : List.of(ExportFormat.TORCH, ExportFormat.OPTAX)) {
      assertThatThrownBy(() -> format.export(Cases.plain("-g - age", "g", "age")))
          .isInstanceOf(ExportException.class)
          .hasMessageContaining("\"age\"")
          .hasMessageContaining("torch-module");
    }
    assertThatThrownBy(() -> ExportFormat.TORCH.export(Cases.plain("-t * g", "g", "t")))
        .hasMessageContaining("\"t\"");
    assertThatThrownBy(() -> ExportFormat.TORCH.export(Cases.plain("-mean_g", "g", "mean_g")))
        .isInstanceOf(ExportException.class)
        .hasMessageContaining("over how many steps");
    assertThat(ExportFormat.TORCH.export(Cases.plain("-g", "g", "age"))).contains("g = grad");
  }
}
