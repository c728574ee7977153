package io.symlab.symbolic.export;

import io.symlab.symbolic.Recurrence;
import io.symlab.symbolic.Recurrence.Average;
import io.symlab.symbolic.Recurrence.Input;
import io.symlab.symbolic.Recurrence.Lagged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** A formula as a drop-in {@code torch.optim.Optimizer}. */
final class TorchOptimizerWriter {
  private static final String OPTIMIZER =
      """
      class SymbolicOptimizer(torch.optim.Optimizer):
          \"""A found update rule: each step adds lr * formula to the parameters.

          The formula is the whole update, its sign included. Per parameter tensor it keeps
          ${kept}.

          Arguments:
              params: iterable of tensors, or of dicts that define parameter groups
              lr: base rate (default: ${rate})
          \"""

          def __init__(self, params, lr=${rate}):
              if not lr >= 0.0:
                  raise ValueError(f"lr must not be negative, is {lr}")
              super().__init__(params, {"lr": lr})

          @torch.no_grad()
          def step(self, closure=None):
              \"""One step; returns what the closure, if there is one, computes as the loss.\"""
              loss = None
              if closure is not None:
                  with torch.enable_grad():
                      loss = closure()
              for group in self.param_groups:
                  for parameter in group["params"]:
                      if parameter.grad is None:
                          continue
                      if parameter.grad.is_sparse:
                          raise RuntimeError("SymbolicOptimizer takes no sparse gradients")
                      state = self.state[parameter]
                      if not state:
                          state["step"] = 0
                          for name in ${names}:
                              state[name] = torch.zeros_like(
                                  parameter, memory_format=torch.preserve_format
                              )
                      state["step"] += 1
                      update = self._update(parameter.grad, state)
                      parameter.add_(update, alpha=group["lr"])
              return loss

          @staticmethod
          def _update(grad, state):
      """;

  private TorchOptimizerWriter() {}

  static String write(Formula formula) {
    Recurrence recurrence = GradientColumns.recurrence(formula);
    StepCode step =
        new StepCode(
            recurrence,
            PythonDialects.TORCH,
            new Identifiers("torch", "grad", "state", "step", "update"));
    String body = body(formula, step);
    String names =
        step.memory().stream().map(Code::quoted).collect(Collectors.joining(", ", "[", "]"));
    String optimizer =
        OPTIMIZER
            .replace("${kept}", kept(step))
            .replace("${rate}", Double.toString(formula.rate()))
            .replace("${names}", names);
    return new Code("    ")
        .add(0, "# " + Code.comment(formula.text()))
        .preamble(List.of("import torch"), step.definitions())
        .add(0, optimizer.stripTrailing())
        .add(2, body.stripTrailing())
        .toString();
  }

  private static String kept(StepCode step) {
    return step.memory().isEmpty()
        ? "the number of steps only"
        : "the number of steps and " + String.join(", ", step.memory());
  }

  private static String body(Formula formula, StepCode step) {
    Code code = new Code("    ");
    code.add(0, "step = state[\"step\"]");
    for (int slot = 0; slot < step.slots(); slot++) {
      code.add(0, line(step, slot));
    }
    String output = step.output();
    code.add(
        0,
        "update = "
            + (formula.expression().isConstant()
                ? "torch.full_like(grad, " + output + ")"
                : output));
    step.kept().forEach((slot, last) -> code.add(0, shift(step.name(slot), last)));
    return code.add(0, "return update").toString();
  }

  private static String line(StepCode step, int slot) {
    String name = step.name(slot);
    String state = "state[\"" + name + "\"]";
    if (step.slot(slot) instanceof Input input) {
      return name
          + " = "
          + (input.name().equals(GradientColumns.TIME)
              ? "torch.full_like(grad, step / 1000)"
              : "grad");
    }
    if (step.slot(slot) instanceof Lagged) {
      return name + " = " + state;
    }
    if (step.slot(slot) instanceof Average average) {
      double b = average.decay();
      return name
          + " = "
          + state
          + ".mul_("
          + b
          + ").add_("
          + step.print(average.argument())
          + ", alpha=1 - "
          + b
          + ")";
    }
    return step.pythonLine(slot);
  }

  /** Moves the last values one step back; the newest is copied, since others own its memory. */
  private static String shift(String name, List<String> last) {
    List<String> to = new ArrayList<>();
    List<String> from = new ArrayList<>();
    for (int lag = 0; lag < last.size(); lag++) {
      to.add("state[\"" + last.get(lag) + "\"]");
      from.add(lag == 0 ? name + ".clone()" : "state[\"" + last.get(lag - 1) + "\"]");
    }
    Collections.reverse(to);
    Collections.reverse(from);
    return String.join(", ", to) + " = " + String.join(", ", from);
  }
}
