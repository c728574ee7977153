package io.symlab.symbolic.export;

/**
 * What every exported {@code torch.optim.Optimizer} has, whatever makes its updates: its options,
 * what it refuses, and how parameters are moved. Pieces of Python, to be put into a file that
 * imports torch; the class adds {@code _move_all}, which moves all that have a gradient.
 */
public final class TorchOptimizerParts {
  private static final String ARGUMENTS =
      """
      weight_decay: parameters shrink by lr * weight_decay of themselves at each step, beside
          what the ${what} does (decoupled, as in AdamW; default: 0)
      maximize: whether to ascend (default: False)
      """;

  private static final String METHODS =
      """
      def add_param_group(self, param_group):
          known = {"params", "param_names", "initial_lr", *self.defaults}
          unknown = sorted(set(param_group) - known)
          if unknown:
              raise ValueError(
                  f"${class} has no option {', '.join(unknown)}; it has "
                  + ", ".join(self.defaults)
              )
          for name in ("lr", "weight_decay"):
              value = param_group.get(name, self.defaults[name])
              if not value >= 0.0:
                  raise ValueError(f"{name} must not be negative, is {value}")
          super().add_param_group(param_group)

      @torch.no_grad()
      def step(self, closure=None):
          \"""One step; returns what the closure, if there is one, computes as the loss.\"""
          loss = None
          if closure is not None:
              with torch.enable_grad():
                  loss = closure()
          for group in self.param_groups:
              for parameter in group["params"]:
                  if parameter.grad is not None and parameter.grad.is_sparse:
                      raise RuntimeError("${class} takes no sparse gradients; nothing was moved")
          self._move_all()
          return loss
      """;

  private static final String FUNCTIONS =
      """
      def _working(tensor):
          \"""The type to compute in: float32 for all that is shorter.\"""
          long = tensor.dtype in (torch.float64, torch.complex128)
          return torch.float64 if long else torch.float32


      def _flat(tensors, dtype):
          parts = [t.reshape(-1) for t in tensors]
          return (parts[0] if len(parts) == 1 else torch.cat(parts)).to(dtype)


      def _pieces(flat, tensors):
          parts = flat.split([t.numel() for t in tensors])
          return [part.view(t.shape) for part, t in zip(parts, tensors)]


      def _move_by(tensors, shrunk, update, rate):
          \"""Shrinks tensors of one type by a factor each, and adds rate * update.\"""
          flat, moved = None, tensors
          if tensors[0].dtype != update.dtype:
              flat = _flat(tensors, update.dtype)
              moved = _pieces(flat, tensors)
          if any(factor != 1.0 for factor in shrunk):
              torch._foreach_mul_(moved, shrunk)
          torch._foreach_add_(moved, _pieces(update, tensors), alpha=rate)
          if flat is None:
              return
          moved = _pieces(flat.to(tensors[0].dtype), tensors)
          if hasattr(torch, "_foreach_copy_"):
              torch._foreach_copy_(tensors, moved)
          else:
              for tensor, new in zip(tensors, moved):
                  tensor.copy_(new)


      def _check_kept(kept, names):
          if set(kept) != set(names):
              raise ValueError(
                  f"the state holds {', '.join(sorted(kept))} of a parameter; "
                  + f"it should hold {', '.join(names)}"
              )
      """;

  private TorchOptimizerParts() {}

  /**
   * The lines on what is the same of all among the arguments, as part of the class's docstring.
   *
   * @param what makes the updates: formula, network
   */
  public static String arguments(String what) {
    return ARGUMENTS.replace("${what}", what).indent(8).stripTrailing();
  }

  /** The methods that check options and begin a step. */
  public static String methods(String className) {
    return METHODS.replace("${class}", className).indent(4).stripTrailing();
  }

  /** The functions that they and the class use. */
  public static String functions() {
    return FUNCTIONS.stripTrailing();
  }
}
