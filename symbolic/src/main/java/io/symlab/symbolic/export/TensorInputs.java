package io.symlab.symbolic.export;

import io.symlab.symbolic.program.Recurrence;
import java.util.List;

/**
 * What comes into a step of an exported optimizer beside the gradient, in the two languages: the
 * step, the parameter, and what is made of whole tensors. Each is of the gradient's shape.
 */
final class TensorInputs {
  private static final List<String> OF_PARAMETERS =
      List.of(GradientColumns.PARAMETER, GradientColumns.NORM_OF_PARAMETER);
  private static final List<String> NORMS =
      List.of(GradientColumns.NORM_OF_GRADIENT, GradientColumns.NORM_OF_PARAMETER);

  private static final String TORCH_NORMS =
      """
      def _norms(flat, shapes):
          \"""Each tensor's root of its mean square, at each of its numbers.\"""
          parts = flat.split([s.numel() for s in shapes])
          return torch.cat([p.square().mean().sqrt().expand(p.numel()) for p in parts])


      """;

  private static final String TORCH_MEANS =
      """
      def _means(flat, shapes, *ranks):
          \"""Each tensor's means of its squares along the sides of these ranks (-1: the longest),
          at each of its numbers; of a vector the squares.\"""
          means = []
          for part, shape in zip(flat.split([s.numel() for s in shapes]), shapes):
              squares = part.view(shape).square() + 1e-30
              if len(shape) > 1:
                  sides = sorted(range(len(shape)), key=lambda side: (shape[side], side))
                  squares = squares.mean([sides[r] for r in ranks], keepdim=True).expand(shape)
              means.append(squares.reshape(-1))
          return torch.cat(means)


      def _sides(flat, shapes):
          \"""1 at the numbers of tensors with two sides or more, 0 at those of vectors.\"""
          return torch.cat([flat.new_full((s.numel(),), float(len(s) > 1)) for s in shapes])


      """;

  private static final String OPTAX_MEANS =
      """
      def _means(x, *ranks):
          \"""Means of squares along the sides of these ranks (-1: the longest), at each number; of a
          vector the squares.\"""
          squares = jnp.square(x) + 1e-30
          if x.ndim < 2:
              return squares
          sides = sorted(range(x.ndim), key=lambda side: (x.shape[side], side))
          means = jnp.mean(squares, axis=tuple(sides[r] for r in ranks), keepdims=True)
          return jnp.broadcast_to(means, x.shape)


      """;

  private final Recurrence recurrence;

  TensorInputs(Recurrence recurrence) {
    this.recurrence = recurrence;
  }

  private boolean reads(List<String> inputs) {
    return recurrence.inputs().stream().anyMatch(one -> inputs.contains(one.name()));
  }

  /** Whether a step needs the parameters. */
  boolean ofParameters() {
    return reads(OF_PARAMETERS);
  }

  /** Whether a step needs to know what belongs to which tensor. */
  boolean ofTensors() {
    return reads(NORMS) || reads(FactoredColumns.INPUTS);
  }

  /** Functions that {@link #torch} calls, each with two blank lines after it. */
  String torchFunctions() {
    return (reads(NORMS) ? TORCH_NORMS : "") + (reads(FactoredColumns.INPUTS) ? TORCH_MEANS : "");
  }

  /** An input, of tensors end to end of these {@code shapes}. */
  static String torch(String input) {
    return switch (input) {
      case GradientColumns.TIME -> "torch.full_like(grad, step / 1000)";
      case GradientColumns.PARAMETER -> "parameter";
      case GradientColumns.NORM_OF_GRADIENT -> "_norms(grad, shapes)";
      case GradientColumns.NORM_OF_PARAMETER -> "_norms(parameter, shapes)";
      case FactoredColumns.ROW_MEAN -> "_means(grad, shapes, -1)";
      case FactoredColumns.COLUMN_MEAN -> "_means(grad, shapes, -2)";
      case FactoredColumns.MEAN -> "_means(grad, shapes, -1, -2)";
      case FactoredColumns.SIDES -> "_sides(grad, shapes)";
      default -> "grad";
    };
  }

  /** Functions that {@link #optax} calls, each with two blank lines after it. */
  String optaxFunctions() {
    return reads(FactoredColumns.INPUTS) ? OPTAX_MEANS : "";
  }

  /** An input, of one tensor. */
  static String optax(String input) {
    return switch (input) {
      case GradientColumns.TIME -> "jnp.full_like(grad, step) / 1000";
      case GradientColumns.PARAMETER -> "parameter";
      case GradientColumns.NORM_OF_GRADIENT -> norm("grad");
      case GradientColumns.NORM_OF_PARAMETER -> norm("parameter");
      case FactoredColumns.ROW_MEAN -> "_means(grad, -1)";
      case FactoredColumns.COLUMN_MEAN -> "_means(grad, -2)";
      case FactoredColumns.MEAN -> "_means(grad, -1, -2)";
      case FactoredColumns.SIDES -> "jnp.full_like(grad, float(grad.ndim > 1))";
      default -> "grad";
    };
  }

  /** The root of a tensor's mean square, at each of its numbers. */
  private static String norm(String tensor) {
    return "jnp.full_like(grad, jnp.sqrt(jnp.mean(jnp.square(" + tensor + "))))";
  }
}
