package io.symlab.symbolic.export;

import java.util.List;

/** A formula as a {@code torch.nn.Module} on rows of a table. */
final class TorchModuleWriter {
  private TorchModuleWriter() {}

  static String write(Formula formula) {
    WindowCode window =
        new WindowCode(
            formula, PythonDialects.TORCH, "x", "torch.zeros_like(x[:, 0])", "torch", "self");
    String body = window.body();
    return new Code("    ")
        .add(0, "# " + Code.comment(formula.text()))
        .preamble(List.of("import torch"), window.step().definitions())
        .add(0, "class Formula(torch.nn.Module):")
        .add(
            1,
            "\"\"\"The formula's value for each row, [N, " + formula.columns().size() + "] to [N].")
        .blank()
        .add(1, "Columns: " + WindowCode.columns(formula))
        .add(1, "\"\"\"")
        .blank()
        .add(1, "def forward(self, x):")
        .add(2, "# On a CPU shorter floats have not all functions.")
        .add(2, "value = self._value(x.to(torch.promote_types(x.dtype, torch.float32)))")
        .add(2, "return value.to(x.dtype) if x.is_floating_point() else value")
        .blank()
        .add(1, "def _value(self, x):")
        .add(2, body.stripTrailing())
        .toString();
  }
}
