package io.symlab.symbolic.export;

import io.symlab.symbolic.program.Recurrence;
import io.symlab.symbolic.program.Recurrence.Average;
import io.symlab.symbolic.program.Recurrence.Input;
import io.symlab.symbolic.program.Recurrence.Lagged;
import java.util.ArrayList;
import java.util.List;

/** A formula as an {@code optax.GradientTransformation}. */
final class OptaxWriter {
  private static final String TRANSFORMATION =
      """
      FORMULA = ${formula}


      def _working(x):
          \"""The type to compute in: float32 for all that is shorter, parts of complex numbers.\"""
          return jnp.finfo(jnp.promote_types(jnp.result_type(x), jnp.float32)).dtype


      def _reals(x):
          x = jnp.stack([x.real, x.imag], -1) if jnp.iscomplexobj(x) else x
          return x.astype(_working(x))


      def _like(x, reals):
          parts = jax.lax.complex(reals[..., 0], reals[..., 1]) if jnp.iscomplexobj(x) else reals
          return parts.astype(x.dtype)


      class SymbolicState(NamedTuple):
          \"""The number of steps, and trees like the parameters' of ${kept}.\"""

          step: Any
          memory: Any


      def symbolic_optimizer(learning_rate=${rate}, weight_decay=0.0, maximize=False):
          \"""A found update rule: its updates are learning_rate * formula, sign included.

          Arguments:
              learning_rate: base rate
              weight_decay: parameters shrink by learning_rate * weight_decay of themselves at each
                  step, beside what the formula does (decoupled, as in AdamW)
              maximize: whether to ascend
          \"""
          if not learning_rate >= 0.0 or not weight_decay >= 0.0:
              raise ValueError("learning_rate and weight_decay must not be negative")

          def init(params):
              def zeros():
                  return jax.tree_util.tree_map(lambda p: jnp.zeros_like(_reals(p)), params)

              return SymbolicState(jnp.zeros([], jnp.int32), tuple(zeros() for _ in range(${size})))

          def update(updates, state, params=None):
              if ${unless}params is None:
                  raise ValueError("${who} needs the parameters: update(updates, state, params)")
              step = state.step + 1
              gradients, tree = jax.tree_util.tree_flatten(updates)
              memory = [tree.flatten_up_to(part) for part in state.memory]
              results = [
                  _update(-_reals(g) if maximize else _reals(g), step, ${gives}*(part[i] for part in memory))
                  for i, g in enumerate(gradients)
              ]
              moves = [learning_rate * move for move, _ in results]
              if weight_decay:
                  shrink = learning_rate * weight_decay
                  moves = [
                      move - shrink * _reals(p) for move, p in zip(moves, tree.flatten_up_to(params))
                  ]
              moves = [_like(g, move) for g, move in zip(gradients, moves)]
              memory = tuple(
                  tree.unflatten(
                      [kept[k].astype(old.dtype) for (_, kept), old in zip(results, memory[k])]
                  )
                  for k in range(${size})
              )
              return tree.unflatten(moves), SymbolicState(step, memory)

          return optax.GradientTransformation(init, update)
      """;

  private OptaxWriter() {}

  static String write(Formula formula) {
    Recurrence recurrence = GradientColumns.recurrence(formula);
    TensorInputs inputs = new TensorInputs(recurrence);
    boolean ofParameters = inputs.ofParameters();
    StepCode step =
        new StepCode(
            recurrence,
            PythonDialects.JAX,
            new Identifiers(
                "jax", "jnp", "optax", "grad", "step", "update", "parameter", "_means"));
    String body = body(formula, step);
    List<String> memory = step.memory();
    String transformation =
        TRANSFORMATION
            .replace("${formula}", Code.quoted(formula.text()))
            .replace("${kept}", memory.isEmpty() ? "nothing" : String.join(", ", memory))
            .replace("${rate}", Double.toString(formula.rate()))
            .replace("${unless}", ofParameters ? "" : "weight_decay and ")
            .replace("${who}", ofParameters ? "the formula" : "weight_decay")
            .replace("${gives}", ofParameters ? "_reals(tree.flatten_up_to(params)[i]), " : "")
            .replace("${size}", Integer.toString(memory.size()));
    List<String> parameters = new ArrayList<>(List.of("grad", "step"));
    if (ofParameters) {
      parameters.add("parameter");
    }
    parameters.addAll(memory);
    return new Code("    ")
        .add(0, "# " + Code.comment(formula.text()))
        .add(0, "from typing import Any, NamedTuple")
        .blank()
        .preamble(
            List.of("import jax", "import jax.numpy as jnp", "import optax"), step.definitions())
        .add(0, inputs.optaxFunctions() + "def _update(" + String.join(", ", parameters) + "):")
        .add(1, body.stripTrailing())
        .blank()
        .blank()
        .add(0, transformation.stripTrailing())
        .toString();
  }

  private static String body(Formula formula, StepCode step) {
    Code code = new Code("    ");
    for (int slot = 0; slot < step.slots(); slot++) {
      // What was kept comes in by its own name.
      if (!(step.slot(slot) instanceof Lagged)) {
        code.add(0, line(step, slot));
      }
    }
    String output = step.output();
    code.add(
        0,
        "update = "
            + (formula.expression().isConstant() ? "jnp.full_like(grad, " + output + ")" : output));
    List<String> renewed = renewed(step);
    String tuple = String.join(", ", renewed) + (renewed.size() == 1 ? "," : "");
    return code.add(0, "return update, (" + tuple + ")").toString();
  }

  private static String line(StepCode step, int slot) {
    String name = step.name(slot);
    if (step.slot(slot) instanceof Input input) {
      return name + " = " + TensorInputs.optax(input.name());
    }
    if (step.slot(slot) instanceof Average) {
      return name + " = " + step.mean(slot, name);
    }
    return step.pythonLine(slot);
  }

  /** The new values of what is kept, in its order. */
  private static List<String> renewed(StepCode step) {
    List<String> renewed = new ArrayList<>();
    for (int slot = 0; slot < step.slots(); slot++) {
      if (step.slot(slot) instanceof Average) {
        renewed.add(step.name(slot));
      }
    }
    step.kept()
        .forEach(
            (slot, last) -> {
              renewed.add(step.name(slot));
              renewed.addAll(last.subList(0, last.size() - 1));
            });
    return renewed;
  }
}
