package io.symlab.actors.lab;

import io.symlab.model.DivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** How a trial calls what ended its worker. */
final class FailureKind {
  private FailureKind() {}

  static String of(Throwable cause) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (at instanceof OutOfMemoryError) {
        return "out-of-memory";
      }
      if (at instanceof DivergedException) {
        return "diverged";
      }
      if (at instanceof IOException || at instanceof UncheckedIOException) {
        return "data";
      }
    }
    return "bug";
  }

  /** One line that says what happened. */
  static String text(Throwable cause) {
    Throwable root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage();
    String name = root.getClass().getSimpleName();
    return message == null
        ? name
        : root instanceof DivergedException ? message : name + ": " + message;
  }
}
