package io.symlab.experiment.exchange;

/** A file that holds no learned optimizer, or not the one that is wanted; the message says why. */
public final class ExchangeException extends RuntimeException {
  private static final long serialVersionUID = 1;

  ExchangeException(String message) {
    super(message);
  }

  ExchangeException(String message, Throwable cause) {
    super(message, cause);
  }
}
