package io.symlab.symbolic.export;

import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.Recurrence.Average;
import io.symlab.symbolic.program.Recurrence.Input;
import io.symlab.symbolic.program.Recurrence.Lagged;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A formula as a drop-in {@code torch.optim.Optimizer}. Tensors that are moved alike are laid end
 * to end and moved at once, so that a step starts as many kernels for a thousand tensors as for
 * one; the formula is computed in float32 where parameters are shorter.
 */
final class TorchOptimizerWriter {
  private static final String HELPERS =
      """
      FORMULA = ${formula}
      MEMORY = [${names}]


      def _reals(tensors):
          return [torch.view_as_real(t) if t.is_complex() else t for t in tensors]


      ${shared}

      ${functions}def _update(grad, step, memory${takes}):
      """;

  private static final String OPTIMIZER =
      """
      class SymbolicOptimizer(torch.optim.Optimizer):
          \"""A found update rule: each step adds lr * formula to the parameters.

          The formula is the whole update, its sign included. Per parameter tensor it keeps
          ${kept}.

          Arguments:
              params: iterable of tensors, or of dicts that define parameter groups
              lr: base rate (default: ${rate})
      ${arguments}
              foreach: whether tensors are moved together: faster for many small ones, for the memory
                  of a copy of the gradients (default: wherever they are not on a CPU)
          \"""

          def __init__(self, params, lr=${rate}, weight_decay=0.0, maximize=False, foreach=None):
              options = {"lr": lr, "weight_decay": weight_decay}
              super().__init__(params, {**options, "maximize": maximize, "foreach": foreach})

      ${methods}

          def state_dict(self):
              return {**super().state_dict(), "formula": FORMULA}

          def load_state_dict(self, state_dict):
              formula = state_dict.get("formula")
              if formula != FORMULA:
                  raise ValueError(
                      "this is the state of another optimizer: "
                      + ("it names no formula" if formula is None else f"its formula is {formula}")
                      + f"; this one's is {FORMULA}"
                  )
              for kept in state_dict["state"].values():
                  _check_kept(kept, ["step", *MEMORY])
              super().load_state_dict(state_dict)
              # torch gives what was kept the parameters' type, which may be too short for it.
              saved = [i for group in state_dict["param_groups"] for i in group["params"]]
              own = [p for group in self.param_groups for p in group["params"]]
              for i, parameter in zip(saved, own):
                  for name in MEMORY if i in state_dict["state"] else []:
                      self.state[parameter][name] = state_dict["state"][i][name].to(
                          device=parameter.device, dtype=_working(parameter), copy=True
                      )

          def _move_all(self):
              for group in self.param_groups:
                  for parameters in self._alike(group):
                      self._move(parameters, group)

          def _alike(self, group):
              \"""The group's tensors that one computation moves, their steps counted.\"""
              alike = {}
              for parameter in group["params"]:
                  if parameter.grad is None:
                      continue
                  state = self.state[parameter]
                  if not state:
                      state["step"] = 0
                      like = _reals([parameter])[0]
                      for name in MEMORY:
                          state[name] = torch.zeros(
                              like.shape, dtype=_working(parameter), device=parameter.device
                          )
                  state["step"] += 1
                  together = group["foreach"]
                  if together is None:
                      together = parameter.device.type != "cpu"
                  key = (parameter.device, parameter.dtype, state["step"])
                  alike.setdefault(key if together else id(parameter), []).append(parameter)
              return alike.values()

          def _move(self, parameters, group):
              tensors = _reals(parameters)
              dtype = _working(parameters[0])
              grad = _flat(_reals([p.grad for p in parameters]), dtype)
              if group["maximize"]:
                  grad = -grad
              memory = {name: self._gathered(name, parameters, tensors) for name in MEMORY}
              before = dict(memory)
              update = _update(grad, self.state[parameters[0]]["step"], memory${gives})
              for name in MEMORY:
                  if memory[name] is not before[name]:
                      self._keep(name, memory[name], parameters, tensors)
              rate = float(group["lr"])
              shrunk = [1.0 - rate * group["weight_decay"]] * len(tensors)
              _move_by(tensors, shrunk, update, rate)

          def _gathered(self, name, parameters, tensors):
              \"""What is kept of the tensors, end to end: as it lies since the last step, if it does,
              and of the type and where the tensors are now.
              \"""
              whole = self.__dict__.setdefault("_whole", {})
              kept = [self.state[p][name] for p in parameters]
              flat, pieces = whole.get((name, id(parameters[0])), (None, []))
              same = len(kept) == len(pieces) and all(k is p for k, p in zip(kept, pieces))
              dtype, device = _working(parameters[0]), parameters[0].device
              if same and flat.dtype == dtype and flat.device == device:
                  return flat
              kept = [k.to(device) for k in kept]
              return self._keep(name, _flat(kept, dtype), parameters, tensors)

          def _keep(self, name, flat, parameters, tensors):
              pieces = _pieces(flat, tensors)
              for parameter, piece in zip(parameters, pieces):
                  self.state[parameter][name] = piece
              self.__dict__.setdefault("_whole", {})[name, id(parameters[0])] = flat, pieces
              return flat
      """;

  private TorchOptimizerWriter() {}

  static String write(Formula formula) {
    Recurrence recurrence = GradientColumns.recurrence(formula);
    StepCode step =
        new StepCode(
            recurrence,
            PythonDialects.TORCH,
            new Identifiers(
                "torch",
                "grad",
                "memory",
                "step",
                "update",
                "parameter",
                "shapes",
                "_norms",
                "_means",
                "_sides"));
    TensorInputs inputs = new TensorInputs(recurrence);
    String body = body(formula, step);
    String names = step.memory().stream().map(Code::quoted).collect(Collectors.joining(", "));
    String helpers =
        HELPERS
            .replace("${formula}", Code.quoted(formula.text()))
            .replace("${names}", names)
            .replace("${shared}", TorchOptimizerParts.functions())
            .replace("${functions}", inputs.torchFunctions())
            .replace(
                "${takes}",
                (inputs.ofParameters() ? ", parameter" : "")
                    + (inputs.ofTensors() ? ", shapes" : ""));
    String optimizer =
        OPTIMIZER
            .replace("${kept}", kept(step))
            .replace("${arguments}", TorchOptimizerParts.arguments("formula"))
            .replace("${methods}", TorchOptimizerParts.methods("SymbolicOptimizer"))
            .replace(
                "${gives}",
                (inputs.ofParameters() ? ", _flat(tensors, dtype)" : "")
                    + (inputs.ofTensors() ? ", [t.shape for t in tensors]" : ""))
            .replace("${rate}", Double.toString(formula.rate()));
    return new Code("    ")
        .add(0, "# " + Code.comment(formula.text()))
        .preamble(List.of("import torch"), step.definitions())
        .add(0, helpers.stripTrailing())
        .add(1, body.stripTrailing())
        .blank()
        .blank()
        .add(0, optimizer.stripTrailing())
        .toString();
  }

  private static String kept(StepCode step) {
    return step.memory().isEmpty()
        ? "the number of steps only"
        : "the number of steps and " + String.join(", ", step.memory());
  }

  private static String body(Formula formula, StepCode step) {
    Code code = new Code("    ");
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
    String memory = "memory[\"" + name + "\"]";
    if (step.slot(slot) instanceof Input input) {
      return name + " = " + TensorInputs.torch(input.name());
    }
    if (step.slot(slot) instanceof Lagged) {
      return name + " = " + memory;
    }
    if (step.slot(slot) instanceof Average average) {
      double b = average.decay();
      return name
          + " = "
          + memory
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
      to.add("memory[\"" + last.get(lag) + "\"]");
      from.add(lag == 0 ? name + ".clone()" : "memory[\"" + last.get(lag - 1) + "\"]");
    }
    Collections.reverse(to);
    Collections.reverse(from);
    return String.join(", ", to) + " = " + String.join(", ", from);
  }
}
