package io.symlab.model.torch;

/** libtorch cannot be used here; the message says why and what to do. */
public final class TorchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TorchException(String message, Throwable cause) {
    super(message, cause);
  }
}
